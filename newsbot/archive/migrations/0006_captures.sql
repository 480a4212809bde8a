-- Captures packed with an earlier page of their site, how large they are without counting them, and what today's parsers
-- made of them.

-- Not used before this version. A page that later ones are packed with; itself packed alone.
DROP TABLE dictionary;
CREATE TABLE dictionary (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  kind TEXT NOT NULL,                        -- of the captures packed with it; a part counts as an article
  media_type TEXT NOT NULL,
  made TEXT NOT NULL,
  body_sha256 TEXT NOT NULL CHECK (length(body_sha256) = 64),
  size INTEGER NOT NULL,                     -- bytes before compression
  data BLOB NOT NULL                         -- one zstd frame
) STRICT;
CREATE INDEX dictionary_current ON dictionary (site, kind, media_type, id, body_sha256, size);

-- Finds what retention may empty; what is emptied leaves the index.
CREATE INDEX capture_kept ON capture (run_id, fetched) WHERE pruned IS NULL AND same_as IS NULL AND run_id IS NOT NULL;

-- One row, kept by the triggers: `newsbot status` reads no other page of these tables.
CREATE TABLE capture_total (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  captures INTEGER NOT NULL,
  capture_bytes INTEGER NOT NULL,            -- as stored
  captured_bytes INTEGER NOT NULL,           -- as fetched
  dictionaries INTEGER NOT NULL,
  dictionary_bytes INTEGER NOT NULL          -- as stored
) STRICT;
INSERT INTO capture_total
  SELECT 1, count(*), coalesce(sum(length(body)), 0), coalesce(sum(size), 0), 0, 0 FROM capture;
CREATE TRIGGER capture_added AFTER INSERT ON capture BEGIN
  UPDATE capture_total SET captures = captures + 1, captured_bytes = captured_bytes + new.size,
    capture_bytes = capture_bytes + coalesce(length(new.body), 0);
END;
CREATE TRIGGER capture_repacked AFTER UPDATE OF body ON capture BEGIN
  UPDATE capture_total
    SET capture_bytes = capture_bytes + coalesce(length(new.body), 0) - coalesce(length(old.body), 0);
END;
CREATE TRIGGER capture_removed AFTER DELETE ON capture BEGIN
  UPDATE capture_total SET captures = captures - 1, captured_bytes = captured_bytes - old.size,
    capture_bytes = capture_bytes - coalesce(length(old.body), 0);
END;
CREATE TRIGGER dictionary_added AFTER INSERT ON dictionary BEGIN
  UPDATE capture_total
    SET dictionaries = dictionaries + 1, dictionary_bytes = dictionary_bytes + length(new.data);
END;
CREATE TRIGGER dictionary_removed AFTER DELETE ON dictionary BEGIN
  UPDATE capture_total
    SET dictionaries = dictionaries - 1, dictionary_bytes = dictionary_bytes - length(old.data);
END;

-- A newer parser read the same from a revision's captures as the revision says: it need not read them again.
CREATE TABLE reextracted (
  revision_id INTEGER PRIMARY KEY REFERENCES revision (id),
  parser TEXT NOT NULL,
  recorded TEXT NOT NULL
) STRICT;
