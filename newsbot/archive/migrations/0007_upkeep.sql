-- Articles removed on legal demand, the size of all pictures without reading them, and searches that read no texts.

-- When the article of this address was removed: it is never fetched, listed or imported again. NULL: it was not.
ALTER TABLE frontier ADD COLUMN forgotten TEXT;

CREATE INDEX image_size ON image (size);

-- All that the newest of many matches are chosen by: a word found in ten thousand texts takes 6 ms instead of 100.
DROP INDEX article_revision;
CREATE INDEX article_found ON article (revision_id, date_published, first_seen, duplicate_of);
