-- Which version of `newsbot.dedupe` has made a fingerprint: texts are compared only by fingerprints of one kind, so the
-- daily upkeep makes those of older versions anew.
ALTER TABLE fingerprint ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
CREATE INDEX fingerprint_version ON fingerprint (version);
