-- Near-duplicates: what finds candidates, and the pairs that were verified. Both are derived from the present texts and
-- change with them; what was linked when stands in reprint_record.

CREATE TABLE fingerprint (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  printed TEXT NOT NULL,               -- date_published where it has a time, else first_seen
  bands BLOB NOT NULL                  -- signed 64-bit big-endian numbers, see newsbot/dedupe/near.py
) STRICT;

CREATE TABLE fingerprint_band (
  band INTEGER NOT NULL,               -- the 30 days it was printed in, then the low 46 bits of the band
  article_id INTEGER NOT NULL,         -- of fingerprint; a foreign key would need an index as large as this table
  PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;

-- Each pair once, the smaller id first.
CREATE TABLE resemblance (
  article_id INTEGER NOT NULL REFERENCES article (id),
  other_id INTEGER NOT NULL REFERENCES article (id),
  score REAL NOT NULL,
  containment TEXT NOT NULL CHECK (containment IN ('equal', 'shortened', 'extended')),  -- what the other is to the first
  PRIMARY KEY (article_id, other_id),
  CHECK (article_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resemblance_other ON resemblance (other_id);
