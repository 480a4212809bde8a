-- A fetch that found what a revision says, in other bytes or the same: without it, what is imported later and was observed
-- between the two would be taken for what the article says now.
CREATE TABLE confirmed (
  capture_id INTEGER PRIMARY KEY REFERENCES capture (id),
  revision_id INTEGER NOT NULL REFERENCES revision (id),  -- the publisher's or an imported one, never a re-extraction
  pages INTEGER NOT NULL CHECK (pages >= 1)               -- captures of it: this one and those after it
) STRICT;
CREATE INDEX confirmed_revision ON confirmed (revision_id);
