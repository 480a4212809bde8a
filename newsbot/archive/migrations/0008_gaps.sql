-- What may be missing between two walks of a listing, and what was done to find it.

-- A walk that did not reach what the last one had listed: entries published from begins to ends may be missing.
CREATE TABLE gap (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  begins TEXT NOT NULL CHECK (begins GLOB '????-??-??T??:??:??.???Z'),
  ends TEXT NOT NULL CHECK (ends GLOB '????-??-??T??:??:??.???Z'),
  found TEXT NOT NULL,
  found_by INTEGER NOT NULL REFERENCES run (id),
  closed TEXT,                               -- NULL: open
  closed_by INTEGER REFERENCES run (id),
  how TEXT CHECK (how IN ('pages', 'window', 'files', 'by hand')),
  backfill_id INTEGER REFERENCES backfill (id),
  listed INTEGER,                            -- addresses that this backfill was the first to list
  fetched INTEGER,                           -- of these, archived
  CHECK (begins < ends),
  CHECK ((closed IS NULL) = (how IS NULL))
) STRICT;
CREATE INDEX gap_open ON gap (source, begins) WHERE closed IS NULL;
CREATE INDEX gap_found_by ON gap (found_by);
CREATE INDEX gap_closed_by ON gap (closed_by) WHERE closed_by IS NOT NULL;
CREATE INDEX gap_backfill ON gap (backfill_id) WHERE backfill_id IS NOT NULL;

-- A walk back through a listing, and how far it has come.
CREATE TABLE backfill (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  listing TEXT NOT NULL CHECK (json_valid(listing)),  -- spider and arguments: a place means nothing in another one
  way TEXT NOT NULL CHECK (way IN ('pages', 'window', 'files')),
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  gap_id INTEGER REFERENCES gap (id),        -- the gap it is to fill; NULL: a person named the times
  process TEXT,                              -- token of the process that works at it
  started TEXT NOT NULL,
  listed INTEGER NOT NULL DEFAULT 0,         -- entries it found in its window
  walked TEXT,                               -- the listing is read
  reached TEXT,                              -- where the listing ended before it had reached begins
  finished TEXT,                             -- what it listed is fetched as well
  place TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(place)),
  CHECK (begins < ends)
) STRICT;
CREATE INDEX backfill_open ON backfill (source, begins, ends) WHERE finished IS NULL;
CREATE INDEX backfill_gap ON backfill (gap_id) WHERE gap_id IS NOT NULL;

-- The last walk after which nothing was missing that is not in a gap: the next one must reach what it knew.
CREATE TABLE listing_mark (
  source TEXT PRIMARY KEY,
  listing TEXT NOT NULL,                     -- name of the listing, as source_state.listing_url
  polled TEXT NOT NULL,                      -- when that walk began, or a later poll that found nothing changed
  walked TEXT NOT NULL,                      -- when it ended
  newest TEXT,                               -- publication time of the newest entry; NULL: its rows have none
  entries INTEGER NOT NULL CHECK (entries > 0),
  kept INTEGER                               -- age of the oldest entry it showed, in seconds
) STRICT, WITHOUT ROWID;

ALTER TABLE listing_state ADD COLUMN backfill_id INTEGER REFERENCES backfill (id);  -- which was the first to list it
-- 1: it came by a backfill or by hand, and no walk has listed it since: a walk that meets it has reached nothing.
ALTER TABLE listing_state ADD COLUMN aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1));
CREATE INDEX listing_state_backfill ON listing_state (backfill_id) WHERE backfill_id IS NOT NULL;
