-- The tables of an exported .db: the archive's, without what only newsbot needs. Filled before indexes and views are made.
-- Times are UTC text of one width, YYYY-MM-DDTHH:MM:SS.mmmZ; a bare day YYYY-MM-DD where the page gave no more.

CREATE TABLE newsbot_meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL                        -- JSON for filters and counts
);

-- The current state. duplicate_of may name an article that this export does not have.
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  source TEXT,
  site TEXT NOT NULL,
  source_id TEXT,
  headline TEXT NOT NULL,
  alternative_headline TEXT,
  description TEXT,
  authors TEXT NOT NULL,                     -- JSON list
  editor TEXT,
  publisher TEXT,
  section TEXT,
  keywords TEXT NOT NULL,                    -- JSON list
  in_language TEXT,
  date_published TEXT,
  date_published_raw TEXT,
  date_modified TEXT,
  first_seen TEXT NOT NULL,
  content_changed TEXT NOT NULL,
  withdrawn TEXT,
  complete INTEGER NOT NULL,                 -- 0: a page of it is missing
  revision_id INTEGER NOT NULL,
  revision_count INTEGER NOT NULL,
  content_sha256 TEXT NOT NULL,
  duplicate_of INTEGER,
  duplicate_score REAL,
  parser TEXT,
  article_body TEXT,
  article_body_html TEXT
);

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL,
  origin TEXT NOT NULL,
  based_on INTEGER REFERENCES revision (id),
  observed TEXT NOT NULL,
  recorded TEXT NOT NULL,
  change TEXT NOT NULL,
  parser TEXT,
  content_sha256 TEXT NOT NULL,
  url TEXT NOT NULL,
  source TEXT,
  site TEXT NOT NULL,
  source_id TEXT,
  headline TEXT NOT NULL,
  alternative_headline TEXT,
  description TEXT,
  authors TEXT NOT NULL,
  editor TEXT,
  publisher TEXT,
  section TEXT,
  keywords TEXT NOT NULL,
  in_language TEXT,
  date_published TEXT,
  date_published_raw TEXT,
  date_modified TEXT,
  complete INTEGER NOT NULL,
  article_body TEXT,
  article_body_html TEXT
);

-- Of each kind of derived fact the present, and beside it what was retired; the _history views show both.
CREATE TABLE mention (
  article_id INTEGER NOT NULL REFERENCES article (id),
  symbol TEXT NOT NULL,
  surface TEXT NOT NULL,
  method TEXT NOT NULL,
  count INTEGER NOT NULL,
  recorded TEXT NOT NULL,
  PRIMARY KEY (article_id, symbol)
);
CREATE TABLE mention_former (
  article_id INTEGER NOT NULL REFERENCES article (id),
  symbol TEXT NOT NULL,
  surface TEXT NOT NULL,
  method TEXT NOT NULL,
  count INTEGER NOT NULL,
  recorded TEXT NOT NULL,
  retired TEXT NOT NULL
);

CREATE TABLE reprint (
  article_id INTEGER PRIMARY KEY REFERENCES article (id),
  original_id INTEGER NOT NULL,
  score REAL NOT NULL,
  containment TEXT NOT NULL,
  recorded TEXT NOT NULL,
  retired TEXT                               -- always NULL here
);
CREATE TABLE reprint_former (
  article_id INTEGER NOT NULL REFERENCES article (id),
  original_id INTEGER NOT NULL,
  score REAL NOT NULL,
  containment TEXT NOT NULL,
  recorded TEXT NOT NULL,
  retired TEXT NOT NULL
);

CREATE TABLE article_image (
  article_id INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  caption TEXT,
  alt TEXT,
  sha256 TEXT,
  error TEXT,
  fetched TEXT,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  PRIMARY KEY (article_id, position)
);
CREATE TABLE article_image_former (
  article_id INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  caption TEXT,
  alt TEXT,
  sha256 TEXT,
  error TEXT,
  fetched TEXT,
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  PRIMARY KEY (revision_id, position)
);

CREATE TABLE withdrawal (
  article_id INTEGER NOT NULL REFERENCES article (id),
  withdrawn TEXT NOT NULL,
  recorded TEXT NOT NULL,
  retired TEXT
);

-- One row per revision (rowid = revision.id), cut as newsbot_meta says.
CREATE VIRTUAL TABLE article_fts USING fts5 (
  headline, article_body, content = '', prefix = '1', tokenize = 'unicode61 remove_diacritics 0'
);
