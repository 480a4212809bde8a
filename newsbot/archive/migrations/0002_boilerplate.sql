-- Lines that a source repeats near the ends of its articles, counted; those learned are removed from then on.
CREATE TABLE boilerplate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  fingerprint INTEGER NOT NULL,              -- of the line, see newsbot/dedupe/repeats.py
  place TEXT NOT NULL CHECK (place IN ('start', 'end')),
  articles INTEGER NOT NULL DEFAULT 1 CHECK (articles >= 1),
  edges INTEGER NOT NULL,                    -- in how many of them it was the very first or last line
  first_recorded TEXT NOT NULL,
  last_recorded TEXT NOT NULL,
  learned TEXT,                              -- articles fetched later are stored without it
  kept TEXT,                                 -- a person said that it is content: from then on it stays
  text TEXT                                  -- NULL until a second article has it
) STRICT;
CREATE UNIQUE INDEX boilerplate_line ON boilerplate (source, fingerprint);
CREATE INDEX boilerplate_learned ON boilerplate (source, learned) WHERE learned IS NOT NULL;
CREATE INDEX boilerplate_once ON boilerplate (last_recorded) WHERE articles = 1;
