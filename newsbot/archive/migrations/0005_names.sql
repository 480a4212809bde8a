-- Names of securities as the markup of articles taught them: whoever links a name to a quote page says whose it is.
CREATE TABLE learned_name (
  name TEXT NOT NULL,
  symbol TEXT NOT NULL,
  articles INTEGER NOT NULL CHECK (articles >= 1),  -- how many articles said so
  recorded TEXT NOT NULL,                           -- when the first did
  learned TEXT,                                     -- when there were enough; it is looked for from then on
  PRIMARY KEY (name, symbol)
) STRICT, WITHOUT ROWID;
CREATE INDEX learned_name_learned ON learned_name (learned) WHERE learned IS NOT NULL;
