-- What was known when, without exception: the order of an article's revisions in one index, when a listing's row was
-- found to be an article's, why a picture was missing at a time, and a history view of everything.

-- Finds the state of an article at any time without reading a text.
CREATE INDEX revision_state ON revision (article_id, observed, recorded, origin, based_on, date_published);

-- Newest first, at any time: an undated text counts from when it came in, its article from its first one.
CREATE INDEX revision_date ON revision (coalesce(date_published, recorded));

ALTER TABLE listing_state ADD COLUMN linked TEXT;  -- when article_id was found
UPDATE listing_state SET linked = max(listed, (SELECT first_seen FROM article WHERE id = article_id))
  WHERE article_id IS NOT NULL;

-- Past mentions are asked for as well.
DROP INDEX mention_symbol;
CREATE INDEX mention_symbol ON mention_record (symbol, article_id, recorded, retired);

-- A picture that has not arrived, and why; retired when that changes.
CREATE TABLE image_missing_record (
  id INTEGER PRIMARY KEY,
  revision_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  error TEXT,
  recorded TEXT NOT NULL,
  retired TEXT,
  FOREIGN KEY (revision_id, position) REFERENCES revision_image (revision_id, position)
) STRICT;
CREATE UNIQUE INDEX image_missing_present ON image_missing_record (revision_id, position) WHERE retired IS NULL;
CREATE INDEX image_missing_image ON image_missing_record (revision_id, position);
INSERT INTO image_missing_record (revision_id, position, error, recorded, retired)
  SELECT i.revision_id, i.position, i.error, r.recorded, i.fetched
  FROM revision_image i JOIN revision r ON r.id = i.revision_id WHERE i.fetched IS NULL OR i.fetched > r.recorded;

DROP VIEW article_image_history;
DROP VIEW article_history;
DROP VIEW article_listing_history;

-- Which revision was the article's state, from when to when: of those recorded by then, the greatest (observed, recorded).
-- A revision that came after one observed later was never the state and has no row.
CREATE VIEW article_history AS
  SELECT r.recorded AS known_from,
    (SELECT min(n.recorded) FROM revision n
      WHERE n.article_id = r.article_id AND n.recorded > r.recorded
        AND (n.observed, n.recorded, n.id) > (r.observed, r.recorded, r.id)) AS known_until,
    r.*
  FROM revision r
  WHERE NOT EXISTS (SELECT 1 FROM revision o
      WHERE o.article_id = r.article_id AND o.recorded <= r.recorded
        AND (o.observed, o.recorded, o.id) > (r.observed, r.recorded, r.id));

CREATE VIEW article_image_history AS
  SELECT r.article_id, i.position, i.url, i.caption, i.alt, i.sha256, NULL AS error, i.revision_id,
    max(r.known_from, i.fetched) AS known_from, r.known_until
  FROM article_history r JOIN revision_image i ON i.revision_id = r.id
  WHERE i.fetched IS NOT NULL AND (r.known_until IS NULL OR i.fetched < r.known_until)
  UNION ALL
  SELECT r.article_id, i.position, i.url, i.caption, i.alt, NULL, m.error, i.revision_id,
    max(r.known_from, m.recorded), min(coalesce(r.known_until, m.retired), coalesce(m.retired, r.known_until))
  FROM article_history r JOIN revision_image i ON i.revision_id = r.id
  JOIN image_missing_record m ON m.revision_id = i.revision_id AND m.position = i.position
  WHERE r.known_until IS NULL OR m.recorded < r.known_until;

-- Before the article was archived, or the row found to be its, article_id is NULL.
CREATE VIEW article_listing_history AS
  SELECT e.url, e.source, NULL AS article_id, s.listed, e.listed_modified, e.recorded AS known_from,
    min(coalesce(e.retired, s.linked), coalesce(s.linked, e.retired)) AS known_until, e.entry
  FROM listing_entry e JOIN listing_state s ON s.url = e.url AND s.source = e.source
  WHERE s.linked IS NULL OR e.recorded < s.linked
  UNION ALL
  SELECT e.url, e.source, s.article_id, s.listed, e.listed_modified, max(e.recorded, s.linked), e.retired, e.entry
  FROM listing_entry e JOIN listing_state s ON s.url = e.url AND s.source = e.source
  WHERE s.linked IS NOT NULL AND (e.retired IS NULL OR s.linked < e.retired);

CREATE VIEW article_address_history AS
  SELECT url, article_id, kind, recorded AS known_from, NULL AS known_until FROM article_address;
