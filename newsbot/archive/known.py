"""Point in time: SQL for what the archive held at a moment, and for what publishers had said by it.

Each function returns text in which ``:as_of`` is the moment (UTC text). With ``as_of`` the answer is what this archive
would have answered then: of every fact that which had ``recorded <= :as_of`` and was not retired yet. ``repaired`` asks
what the publishers had said by then (``observed <= :as_of``), whenever that came in, in the newest reading there is.
"""

from typing import Literal

from newsbot.items import ARTICLE_FIELDS

Knowledge = Literal["present", "as of", "repaired"]

_COPIED = tuple(name for name in ARTICLE_FIELDS if name not in ("images", "tickers"))
"""Columns that ``article`` has from its revision."""

_THEN = "{0}recorded <= :as_of AND ({0}retired IS NULL OR {0}retired > :as_of)"
"""A fact with ``recorded`` and ``retired`` that was known then."""

_ORDER = "({0}.observed, {0}.recorded, {0}.id)"
"""What makes a revision the state of its article: the greatest of those that count."""

_LATER = f"{_ORDER.format('n')} > {_ORDER.format('{0}')}"

# --- the article


def articles(knowledge: Knowledge) -> str:
    """Return what stands in the place of the table ``article`` in a FROM clause, with its columns.

    In place of the table it has ``recorded`` as well: when the text came in.
    """
    if knowledge == "present":
        return "article"
    copied = ", ".join(f"r.{name}" for name in (*_COPIED, "content_sha256"))
    derived = _DERIVED if knowledge == "as of" else _DERIVED | _DERIVED_REPAIRED
    columns = ", ".join(f"({sql}) AS {name}" for name, sql in derived.items())
    return (
        f"(SELECT r.article_id AS id, r.id AS revision_id, r.recorded, {copied}, {columns} FROM {_STATES[knowledge]})"
    )


_STATES = {
    # Of the revisions recorded by then, the last observed.
    "as of": "revision r WHERE r.recorded <= :as_of AND NOT EXISTS (SELECT 1 FROM revision n"
    f" WHERE n.article_id = r.article_id AND n.recorded <= :as_of AND {_LATER.format('r')})",
    # Of what publishers had said by then the last, `p`, in the last reading of it, `r`.
    "repaired": "revision r JOIN revision p"
    " ON p.id = CASE r.origin WHEN 'reextract' THEN r.based_on ELSE r.id END"
    " WHERE p.origin <> 'reextract' AND p.observed <= :as_of AND NOT EXISTS (SELECT 1 FROM revision n"
    " WHERE n.article_id = p.article_id AND n.origin <> 'reextract' AND n.observed <= :as_of"
    f" AND {_LATER.format('p')}) AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.based_on = p.id"
    " AND n.origin = 'reextract' AND n.id <> r.id AND (r.id = p.id OR (n.recorded, n.id) > (r.recorded, r.id)))",
}

_LINK = f"SELECT l.{{}} FROM reprint_record l WHERE l.article_id = r.article_id AND {_THEN.format('l.')}"

_DERIVED = {
    "first_seen": "SELECT min(f.recorded) FROM revision f WHERE f.article_id = r.article_id",
    # The last time another text, headline or set of pictures took the place of the state there was.
    "content_changed": "SELECT max(c.recorded) FROM revision c WHERE c.article_id = r.article_id"
    " AND c.recorded <= :as_of AND c.origin <> 'reextract'"
    " AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.article_id = c.article_id"
    f" AND n.recorded <= c.recorded AND {_LATER.format('c')}) AND c.content_sha256 IS NOT"
    " (SELECT b.content_sha256 FROM revision b WHERE b.article_id = c.article_id AND b.recorded < c.recorded"
    " ORDER BY b.observed DESC, b.recorded DESC, b.id DESC LIMIT 1)",
    "withdrawn": "SELECT w.withdrawn FROM withdrawal_record w WHERE w.article_id = r.article_id"
    f" AND {_THEN.format('w.')}",
    "revision_count": "SELECT count(*) FROM revision c WHERE c.article_id = r.article_id AND c.recorded <= :as_of"
    " AND c.origin <> 'reextract'",
    "duplicate_of": _LINK.format("original_id"),
    "duplicate_score": _LINK.format("score"),
}

# Which text is a reprint of which is today's knowledge too, of the originals that had been published by then.
_LINK_TODAY = (
    "SELECT l.{} FROM reprint_record l WHERE l.article_id = r.article_id AND l.retired IS NULL AND EXISTS"
    " (SELECT 1 FROM revision o WHERE o.article_id = l.original_id AND o.origin <> 'reextract'"
    " AND o.observed <= :as_of)"
)
_DERIVED_REPAIRED = {
    "content_changed": "SELECT max(c.observed) FROM revision c WHERE c.article_id = r.article_id"
    " AND c.observed <= :as_of AND c.origin <> 'reextract' AND c.content_sha256 IS NOT"
    " (SELECT b.content_sha256 FROM revision b WHERE b.article_id = c.article_id AND b.origin <> 'reextract'"
    " AND (b.observed, b.recorded, b.id) < (c.observed, c.recorded, c.id)"
    " ORDER BY b.observed DESC, b.recorded DESC, b.id DESC LIMIT 1)",
    "revision_count": "SELECT count(*) FROM revision c WHERE c.article_id = r.article_id AND c.observed <= :as_of"
    " AND c.origin <> 'reextract'",
    "duplicate_of": _LINK_TODAY.format("original_id"),
    "duplicate_score": _LINK_TODAY.format("score"),
    # Mentions are an article's, not a revision's: those it had last before another text took its place.
    "superseded": "SELECT min(n.recorded) FROM revision n WHERE n.article_id = p.article_id"
    f" AND n.origin <> 'reextract' AND {_LATER.format('p')}",
}

# --- what belongs to it


def mentions(knowledge: Knowledge) -> str:
    """Return the condition on ``mention_record m`` under which it is a mention of ``a``, a row of `articles`."""
    if knowledge == "present":
        return "m.retired IS NULL"
    if knowledge == "as of":
        return _THEN.format("m.")
    return (
        "CASE WHEN a.superseded IS NULL THEN m.retired IS NULL"
        " ELSE m.recorded < a.superseded AND (m.retired IS NULL OR m.retired >= a.superseded) END"
    )


def links(knowledge: Knowledge) -> str:
    """Return the condition on ``reprint_record l`` under which it links its two articles."""
    return _THEN.format("l.") if knowledge == "as of" else "l.retired IS NULL"


def images(knowledge: Knowledge) -> str:
    """Return a SELECT of the pictures of revision ``:revision``, in page order: url, …, ``sha256``, ``error``."""
    if knowledge != "as of":
        return (
            "SELECT url, position, caption, alt, sha256, error FROM revision_image WHERE revision_id = :revision"
            " ORDER BY position"
        )
    return (
        "SELECT i.url, i.position, i.caption, i.alt, CASE WHEN i.fetched <= :as_of THEN i.sha256 END AS sha256, m.error"
        " FROM revision_image i LEFT JOIN image_missing_record m ON m.revision_id = i.revision_id"
        f" AND m.position = i.position AND {_THEN.format('m.')}"
        " WHERE i.revision_id = :revision ORDER BY i.position"
    )


def revisions(knowledge: Knowledge) -> str:
    """Return the condition on a row of ``revision`` under which it was there, or its publisher had said it."""
    return "observed <= :as_of" if knowledge == "repaired" else by("recorded", knowledge)


def by(column: str, knowledge: Knowledge) -> str:
    """Return the condition that what was stored once, at the time in ``column``, was there."""
    return f"{column} <= :as_of" if knowledge == "as of" else "1"
