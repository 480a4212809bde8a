-- Indexes and views of an exported .db.

-- With the revision in it a search goes from the newest article to older ones without reading a row of the table.
CREATE INDEX article_date ON article (coalesce(date_published, first_seen), revision_id);
CREATE INDEX article_source ON article (source, first_seen);
CREATE INDEX article_revision ON article (revision_id);
CREATE INDEX article_duplicate ON article (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE UNIQUE INDEX revision_number ON revision (article_id, number);
CREATE INDEX revision_state ON revision (article_id, observed, recorded);
CREATE INDEX revision_recorded ON revision (recorded);
CREATE INDEX revision_based_on ON revision (based_on) WHERE based_on IS NOT NULL;
CREATE INDEX mention_symbol ON mention (symbol, article_id);
CREATE INDEX mention_former_article ON mention_former (article_id);
CREATE INDEX reprint_original ON reprint (original_id);
CREATE INDEX reprint_former_article ON reprint_former (article_id);
CREATE INDEX article_image_revision ON article_image (revision_id);
CREATE INDEX article_image_sha256 ON article_image (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX article_image_former_article ON article_image_former (article_id);
CREATE INDEX image_missing_image ON image_missing (revision_id, position);
CREATE INDEX withdrawal_article ON withdrawal (article_id);

-- Each text once: a reprint is left out when the article it reprints is here as well.
CREATE VIEW article_unique AS
  SELECT * FROM article WHERE duplicate_of IS NULL OR duplicate_of NOT IN (SELECT id FROM article);

-- What was held at time :t has known_from <= :t AND (known_until > :t OR known_until IS NULL).
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
CREATE VIEW mention_history AS
  SELECT article_id, symbol, surface, method, count, recorded AS known_from, NULL AS known_until FROM mention
  UNION ALL SELECT article_id, symbol, surface, method, count, recorded, retired FROM mention_former;
CREATE VIEW reprint_history AS
  SELECT article_id, original_id, score, containment, recorded AS known_from, retired AS known_until FROM reprint
  UNION ALL SELECT article_id, original_id, score, containment, recorded, retired FROM reprint_former;
CREATE VIEW every_image AS
  SELECT * FROM article_image UNION ALL SELECT * FROM article_image_former;
CREATE VIEW article_image_history AS
  SELECT r.article_id, i.position, i.url, i.caption, i.alt, i.sha256, NULL AS error, i.revision_id,
    max(r.known_from, i.fetched) AS known_from, r.known_until
  FROM article_history r JOIN every_image i ON i.revision_id = r.id
  WHERE i.fetched IS NOT NULL AND (r.known_until IS NULL OR i.fetched < r.known_until)
  UNION ALL
  SELECT r.article_id, i.position, i.url, i.caption, i.alt, NULL, m.error, i.revision_id,
    max(r.known_from, m.recorded), min(coalesce(r.known_until, m.retired), coalesce(m.retired, r.known_until))
  FROM article_history r JOIN every_image i ON i.revision_id = r.id
  JOIN image_missing m ON m.revision_id = i.revision_id AND m.position = i.position
  WHERE r.known_until IS NULL OR m.recorded < r.known_until;
CREATE VIEW withdrawal_history AS
  SELECT article_id, withdrawn, recorded AS known_from, retired AS known_until FROM withdrawal;
