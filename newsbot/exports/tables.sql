-- The tables of an exported .db: the archive's, without what only newsbot needs. Filled before indexes and views are made.
-- Times are UTC text of one width, YYYY-MM-DDTHH:MM:SS.mmmZ; a bare day YYYY-MM-DD where the page gave no more.

CREATE TABLE newsbot_meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL                        -- JSON for filters and counts; null: there is none
);

-- The current state of each article, or what it was at the moment the export was made for (newsbot_meta: as_of).
CREATE TABLE article (
  id INTEGER PRIMARY KEY,                    -- the archive's
  url TEXT NOT NULL UNIQUE,                  -- canonical address, or urn:newsbot:…
  source TEXT,                               -- the source that listed it first
  site TEXT NOT NULL,                        -- registrable domain
  source_id TEXT,                            -- the site's own id
  headline TEXT NOT NULL,
  alternative_headline TEXT,                 -- of the original print
  description TEXT,
  authors TEXT NOT NULL,                     -- JSON list
  editor TEXT,
  publisher TEXT,                            -- the medium that wrote it
  section TEXT,
  keywords TEXT NOT NULL,                    -- JSON list
  in_language TEXT,                          -- BCP 47
  date_published TEXT,                       -- NULL: the page does not say
  date_published_raw TEXT,                   -- the text it was read from
  date_modified TEXT,
  first_seen TEXT NOT NULL,                  -- when it could first have been read in the archive
  content_changed TEXT NOT NULL,             -- when headline, body or pictures last changed
  withdrawn TEXT,                            -- when it was found to be withdrawn
  complete INTEGER NOT NULL,                 -- 0: a page of it is missing
  revision_id INTEGER NOT NULL,              -- the revision all this is from
  revision_count INTEGER NOT NULL,           -- of the publisher's revisions
  content_sha256 TEXT NOT NULL,              -- of headline, body and ordered picture paths
  duplicate_of INTEGER,                      -- the article it reprints; this export may not have that one
  duplicate_score REAL,                      -- how alike they are, to 1
  parser TEXT,                               -- what read it
  article_body TEXT,                         -- a paragraph a line
  article_body_html TEXT                     -- sanitised
);

-- Every version of each article, with the columns of article that a publisher can change.
CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL,                   -- 1 is the first
  origin TEXT NOT NULL,                      -- publisher, import, or our own reextract
  based_on INTEGER REFERENCES revision (id), -- what a re-extraction read anew
  observed TEXT NOT NULL,                    -- when the page said so
  recorded TEXT NOT NULL,                    -- when the archive learned of it
  change TEXT NOT NULL,                      -- first, headline, figures, text, correction, images or metadata
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
  symbol TEXT NOT NULL,                      -- 601229.SH, 00700.HK, AAPL.US
  surface TEXT NOT NULL,                     -- the text it was recognised by
  method TEXT NOT NULL,                      -- markup, code or name
  count INTEGER NOT NULL,                    -- in the text
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
  original_id INTEGER NOT NULL,              -- what printed it first; this export may not have it
  score REAL NOT NULL,
  containment TEXT NOT NULL,                 -- equal, shortened or extended
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

-- The pictures of the state of each article in page order, and beside them those of its other revisions.
CREATE TABLE article_image (
  article_id INTEGER NOT NULL REFERENCES article (id),
  position INTEGER NOT NULL,                 -- from 0
  url TEXT NOT NULL,
  caption TEXT,
  alt TEXT,
  sha256 TEXT,                               -- NULL: not fetched
  error TEXT,                                -- why not
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

-- When a picture was missing, and why.
CREATE TABLE image_missing (
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  position INTEGER NOT NULL,
  error TEXT,
  recorded TEXT NOT NULL,
  retired TEXT
);

-- When an article was found to be gone, and when it was back.
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
