-- The first schema of the archive. Applied once and recorded; never edited afterwards: a change is a new file.
-- Times are UTC text of one width, YYYY-MM-DDTHH:MM:SS.mmmZ, so that text order is time order.

-- The last stamp given out: commit order is stamp order, whatever the clock does.
CREATE TABLE stamp (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT NOT NULL,
  process TEXT,                      -- token of the process that runs it; its lock file tells whether it lives
  started TEXT NOT NULL,
  finished TEXT,
  outcome TEXT CHECK (outcome IN ('ok', 'empty', 'degraded', 'failed', 'stopped', 'killed')),
  listed INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0,
  revised INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  reprints INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  images INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  window_begins TEXT,
  window_ends TEXT,
  overlapped INTEGER CHECK (overlapped IN (0, 1)),
  error TEXT,
  stats TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(stats))
) STRICT;
CREATE INDEX run_source ON run (source, started);
CREATE INDEX run_open ON run (process) WHERE finished IS NULL;
CREATE INDEX run_empty ON run (source, substr(started, 1, 10), finished)
  WHERE outcome IN ('ok', 'empty') AND new + revised + unchanged + failed = 0;

CREATE TABLE article (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE,
  source TEXT,
  site TEXT NOT NULL,
  source_id TEXT,
  headline TEXT NOT NULL,
  alternative_headline TEXT,
  description TEXT,
  authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
  editor TEXT,
  publisher TEXT,
  section TEXT,
  keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
  in_language TEXT,
  date_published TEXT CHECK (date_published GLOB '????-??-??' OR date_published GLOB '????-??-??T??:??:??.???Z'),
  date_published_raw TEXT,
  date_modified TEXT CHECK (date_modified GLOB '????-??-??' OR date_modified GLOB '????-??-??T??:??:??.???Z'),
  first_seen TEXT NOT NULL CHECK (first_seen GLOB '????-??-??T??:??:??.???Z'),
  content_changed TEXT NOT NULL,
  withdrawn TEXT,
  complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1)),
  revision_id INTEGER NOT NULL REFERENCES revision (id) DEFERRABLE INITIALLY DEFERRED,
  revision_count INTEGER NOT NULL CHECK (revision_count >= 0),
  content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
  duplicate_of INTEGER REFERENCES article (id),
  duplicate_score REAL,
  parser TEXT,
  article_body TEXT,
  article_body_html TEXT
) STRICT;
CREATE UNIQUE INDEX article_identity ON article (site, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX article_revision ON article (revision_id);
CREATE INDEX article_duplicate ON article (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX article_content ON article (content_sha256);
CREATE INDEX article_date ON article (coalesce(date_published, first_seen));
CREATE INDEX article_source ON article (source, first_seen);

CREATE TABLE revision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  article_id INTEGER NOT NULL REFERENCES article (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  origin TEXT NOT NULL CHECK (origin IN ('publisher', 'reextract', 'import')),
  based_on INTEGER REFERENCES revision (id),
  observed TEXT NOT NULL CHECK (observed GLOB '????-??-??T??:??:??.???Z'),
  recorded TEXT NOT NULL CHECK (recorded GLOB '????-??-??T??:??:??.???Z'),
  change TEXT NOT NULL CHECK (change IN ('first', 'headline', 'figures', 'text', 'correction', 'images', 'metadata')),
  parser TEXT,
  content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
  url TEXT NOT NULL,
  source TEXT,
  site TEXT NOT NULL,
  source_id TEXT,
  headline TEXT NOT NULL,
  alternative_headline TEXT,
  description TEXT,
  authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
  editor TEXT,
  publisher TEXT,
  section TEXT,
  keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
  in_language TEXT,
  date_published TEXT,
  date_published_raw TEXT,
  date_modified TEXT,
  complete INTEGER NOT NULL DEFAULT 1 CHECK (complete IN (0, 1)),
  article_body TEXT,
  article_body_html TEXT,
  UNIQUE (article_id, number)
) STRICT;
CREATE INDEX revision_recorded ON revision (recorded);
CREATE INDEX revision_based_on ON revision (based_on) WHERE based_on IS NOT NULL;

CREATE TABLE article_address (
  url TEXT PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  kind TEXT NOT NULL CHECK (kind IN ('listed', 'redirect', 'canonical', 'mobile', 'import')),
  recorded TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX article_address_article ON article_address (article_id);

-- Narrow, because every poll touches it: that a source listed an address, and when.
CREATE TABLE listing_state (
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  site TEXT,
  source_id TEXT,
  article_id INTEGER REFERENCES article (id),
  listed TEXT NOT NULL,
  last_listed TEXT NOT NULL,
  walked INTEGER NOT NULL DEFAULT 0 CHECK (walked IN (0, 1)),  -- 1: a completed walk has listed it
  PRIMARY KEY (url, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_state_article ON listing_state (article_id);
CREATE INDEX listing_state_source ON listing_state (source, article_id);
CREATE INDEX listing_state_identity ON listing_state (site, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX listing_state_unwalked ON listing_state (source) WHERE walked = 0;

-- What a listing said of an address; a changed row is retired and followed by a new one.
CREATE TABLE listing_entry (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  recorded TEXT NOT NULL,
  retired TEXT,
  listed_modified TEXT,
  entry TEXT NOT NULL CHECK (json_valid(entry)),
  FOREIGN KEY (url, source) REFERENCES listing_state (url, source)
) STRICT;
CREATE UNIQUE INDEX listing_entry_present ON listing_entry (url, source) WHERE retired IS NULL;
CREATE INDEX listing_entry_state ON listing_entry (url, source);

CREATE VIEW article_listing AS
  SELECT s.url, s.source, s.article_id, s.listed, s.last_listed, e.listed_modified, e.entry
  FROM listing_state s JOIN listing_entry e ON e.url = s.url AND e.source = s.source AND e.retired IS NULL;
CREATE VIEW article_listing_history AS
  SELECT e.url, e.source, s.article_id, s.listed, e.listed_modified, e.recorded AS known_from, e.retired AS known_until, e.entry
  FROM listing_entry e JOIN listing_state s ON s.url = e.url AND s.source = e.source;

CREATE TABLE frontier (
  url TEXT PRIMARY KEY,
  site TEXT,
  source_id TEXT,
  article_id INTEGER REFERENCES article (id),
  state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'dead')),
  due TEXT,                                  -- next fetch (pending) or revisit (done)
  attempts INTEGER NOT NULL DEFAULT 0,       -- claims since the last success
  failures INTEGER NOT NULL DEFAULT 0,       -- of these, those with a recorded failure
  failing_since TEXT,                        -- the first of them
  visits INTEGER NOT NULL DEFAULT 0,         -- successful fetches
  gone INTEGER NOT NULL DEFAULT 0,           -- 404s or 410s in a row
  gone_since TEXT,
  claimed_by INTEGER REFERENCES run (id),
  claimed_until TEXT,
  last_tried TEXT NOT NULL DEFAULT '',       -- last claim; a run tries an address once
  last_error TEXT
) STRICT;
CREATE UNIQUE INDEX frontier_identity ON frontier (site, source_id) WHERE source_id IS NOT NULL;
CREATE INDEX frontier_due ON frontier (state, due) WHERE due IS NOT NULL;
CREATE INDEX frontier_tried ON frontier (state, last_tried);
CREATE INDEX frontier_claimed ON frontier (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX frontier_article ON frontier (article_id);

CREATE TABLE dictionary (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  made TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE capture (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  final_url TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('article', 'part', 'listing', 'entry', 'import')),
  run_id INTEGER REFERENCES run (id),
  fetched TEXT NOT NULL,
  status INTEGER NOT NULL,
  media_type TEXT,
  headers TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(headers)),
  body_sha256 TEXT NOT NULL CHECK (length(body_sha256) = 64),
  size INTEGER NOT NULL,                     -- bytes before compression
  same_as INTEGER REFERENCES capture (id),   -- the body is that capture's
  pruned TEXT,                               -- when retention emptied the body
  dictionary_id INTEGER REFERENCES dictionary (id),
  body BLOB                                  -- one zstd frame
) STRICT;
CREATE INDEX capture_url ON capture (url);
CREATE INDEX capture_run ON capture (run_id);
CREATE INDEX capture_same_as ON capture (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX capture_dictionary ON capture (dictionary_id) WHERE dictionary_id IS NOT NULL;

CREATE TABLE revision_capture (
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  part INTEGER NOT NULL,                     -- 1 = first page of the article
  capture_id INTEGER NOT NULL REFERENCES capture (id),
  PRIMARY KEY (revision_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_capture_capture ON revision_capture (capture_id);

CREATE TABLE image (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size INTEGER NOT NULL,                     -- bytes
  recorded TEXT NOT NULL,
  data BLOB NOT NULL                         -- the original bytes
) STRICT;

-- The picture set of each revision. A row's sha256 is filled once, when the picture arrives.
CREATE TABLE revision_image (
  revision_id INTEGER NOT NULL REFERENCES revision (id),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  caption TEXT,
  alt TEXT,
  sha256 TEXT REFERENCES image (sha256),
  fetched TEXT,                              -- when sha256 was filled
  error TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,       -- tries with an outcome
  tried TEXT NOT NULL,                       -- last try
  due TEXT,                                  -- next try; NULL: stored, or given up
  PRIMARY KEY (revision_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_image_sha256 ON revision_image (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX revision_image_due ON revision_image (due) WHERE due IS NOT NULL;

CREATE VIEW article_image AS
  SELECT a.id AS article_id, i.position, i.url, i.caption, i.alt, i.sha256, i.error
  FROM article a JOIN revision_image i ON i.revision_id = a.revision_id;

CREATE TABLE mention_record (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  symbol TEXT NOT NULL,
  surface TEXT NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('markup', 'code', 'name')),
  count INTEGER NOT NULL CHECK (count >= 1),
  recorded TEXT NOT NULL,
  retired TEXT
) STRICT;
CREATE UNIQUE INDEX mention_present ON mention_record (article_id, symbol) WHERE retired IS NULL;
CREATE INDEX mention_article ON mention_record (article_id);
CREATE INDEX mention_symbol ON mention_record (symbol, article_id) WHERE retired IS NULL;
CREATE VIEW mention AS
  SELECT article_id, symbol, surface, method, count FROM mention_record WHERE retired IS NULL;
CREATE VIEW mention_history AS
  SELECT article_id, symbol, surface, method, count, recorded AS known_from, retired AS known_until FROM mention_record;

CREATE TABLE reprint_record (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  original_id INTEGER NOT NULL REFERENCES article (id),
  score REAL NOT NULL,
  containment TEXT NOT NULL CHECK (containment IN ('equal', 'shortened', 'extended')),
  recorded TEXT NOT NULL,
  retired TEXT,
  CHECK (article_id <> original_id)
) STRICT;
CREATE UNIQUE INDEX reprint_present ON reprint_record (article_id) WHERE retired IS NULL;
CREATE INDEX reprint_article ON reprint_record (article_id);
CREATE INDEX reprint_original ON reprint_record (original_id);
CREATE VIEW reprint AS
  SELECT article_id, original_id, score, containment, recorded, retired FROM reprint_record WHERE retired IS NULL;
CREATE VIEW reprint_history AS
  SELECT article_id, original_id, score, containment, recorded AS known_from, retired AS known_until FROM reprint_record;

CREATE TABLE withdrawal_record (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES article (id),
  withdrawn TEXT NOT NULL,
  recorded TEXT NOT NULL,
  retired TEXT
) STRICT;
CREATE UNIQUE INDEX withdrawal_present ON withdrawal_record (article_id) WHERE retired IS NULL;
CREATE INDEX withdrawal_article ON withdrawal_record (article_id);
CREATE VIEW withdrawal_history AS
  SELECT article_id, withdrawn, recorded AS known_from, retired AS known_until FROM withdrawal_record;

-- Which revision was the article's state, from when to when: of those recorded by then, the greatest (observed, recorded).
-- A revision that arrived after one observed later was never the state and has no row.
CREATE VIEW article_history AS
  SELECT r.recorded AS known_from,
    (SELECT min(n.recorded) FROM revision n
      WHERE n.article_id = r.article_id AND n.recorded > r.recorded
        AND (n.observed, n.recorded) > (r.observed, r.recorded)) AS known_until,
    r.*
  FROM revision r
  WHERE NOT EXISTS (SELECT 1 FROM revision o
      WHERE o.article_id = r.article_id AND o.recorded < r.recorded
        AND (o.observed, o.recorded) > (r.observed, r.recorded));
CREATE VIEW article_image_history AS
  SELECT r.article_id, i.position, i.url, i.caption, i.alt, i.sha256, i.fetched, i.error, r.known_from, r.known_until
  FROM article_history r JOIN revision_image i ON i.revision_id = r.id;

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT,
  article_id INTEGER REFERENCES article (id),
  run_id INTEGER REFERENCES run (id),
  detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail))
) STRICT;
CREATE INDEX event_kind ON event (kind, at);
CREATE INDEX event_article ON event (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX event_run ON event (run_id) WHERE run_id IS NOT NULL;

CREATE TABLE source_state (
  source TEXT PRIMARY KEY,
  next_poll TEXT,
  last_ok TEXT,
  last_new TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  listing_url TEXT,                          -- the address etag and last_modified belong to
  etag TEXT,
  last_modified TEXT,
  rhythm TEXT CHECK (rhythm IS NULL OR json_valid(rhythm))
) STRICT, WITHOUT ROWID;

-- robots.txt as fetched, kept for a day across crawls.
CREATE TABLE robots (
  netloc TEXT PRIMARY KEY,
  fetched TEXT NOT NULL,
  status INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per revision, only ever inserted; the text is cut as newsbot/archive/search.py says.
CREATE VIRTUAL TABLE article_fts USING fts5 (
  headline, article_body, content = '', prefix = '1', tokenize = 'unicode61 remove_diacritics 0'
);
