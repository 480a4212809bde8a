-- Searches go from the newest article to older ones without reading a row of the table: in this index alone they see
-- which text it has, what it reprints and who listed it.
DROP INDEX article_date;
CREATE INDEX article_newest ON article (coalesce(date_published, first_seen), revision_id, duplicate_of, source);
