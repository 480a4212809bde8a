"""Which article a fetched page is: by its addresses, or by its site's own id."""

import json
import unicodedata

from newsbot import urls
from newsbot.archive.store import Transaction
from newsbot.errors import SoftNotFound
from newsbot.items import Address, CrawledArticle


def resolve(tx: Transaction, article: CrawledArticle, met: list[Address], run_id: int | None) -> int | None:
    """Return the id of the article this fetch is of, or ``None`` for a new one.

    The address fetched (http or https) and the site's own id are proof. What the page itself calls its canonical
    or mobile address joins only when headline or body agree; else the two stay apart, ``article.url`` becomes the
    address fetched, and an ``identity_conflict`` event says so.

    Raises:
        SoftNotFound: the address is an article's, and now redirects to a page that says something else.
    """
    by_address = _lookup(tx, [article.frontier_url])
    row = tx.db.execute(
        "SELECT id FROM article WHERE site = ? AND source_id = ?", (article.site, article.source_id)
    ).fetchone()
    by_id = None if row is None else int(row["id"])
    if by_address is not None:
        if by_id != by_address:
            _refuse_replacement(tx, article, by_address)
        if by_id is not None and by_id != by_address:
            _conflict(tx, article, by_address, by_id, run_id)
            article.source_id = None  # that id is the other article's
        return by_address
    if by_id is not None:
        return by_id
    claimed = [article.url, *(address.url for address in [*article.addresses, *met])]
    other = _lookup(tx, claimed)
    if other is None:
        return None
    if _agrees(tx, article, other):
        return other
    _conflict(tx, article, None, other, run_id)
    article.url = article.frontier_url
    article.addresses = [address for address in article.addresses if _lookup(tx, [address.url]) is None]
    return None


def remember(tx: Transaction, article_id: int, article: CrawledArticle, met: list[Address]) -> None:
    """Keep every address under which the article was met; one that is another article's stays so."""
    for address in [
        Address(article.url, "canonical"),
        Address(article.frontier_url, "listed"),
        *met,
        *article.addresses,
    ]:
        tx.db.execute(
            "INSERT INTO article_address VALUES (?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
            (address.url, article_id, address.kind, tx.stamp),
        )


def _lookup(tx: Transaction, addresses: list[str]) -> int | None:
    for address in addresses:
        for url in urls.variants(address):
            row = tx.db.execute("SELECT article_id FROM article_address WHERE url = ?", (url,)).fetchone()
            if row is not None:
                return int(row["article_id"])
    return None


def _refuse_replacement(tx: Transaction, article: CrawledArticle, known: int) -> None:
    """What a removed page redirects to (a front page, another article) is not its new text."""
    targets = [address.url for address in article.addresses if address.kind == "redirect"]
    if targets and _lookup(tx, targets) != known and not _agrees(tx, article, known):
        raise SoftNotFound(f"it now redirects to another page, {targets[0]}", where=article.frontier_url)


def _agrees(tx: Transaction, article: CrawledArticle, other: int) -> bool:
    row = tx.db.execute("SELECT headline, article_body FROM article WHERE id = ?", (other,)).fetchone()
    return _key(article.headline) == _key(row["headline"]) or (
        bool(article.article_body) and _key(article.article_body) == _key(row["article_body"])
    )


def _key(text: str | None) -> str:
    """Letters and digits alone: punctuation differs between a desktop and a mobile page."""
    return "".join(c for c in unicodedata.normalize("NFKC", text or "").casefold() if c.isalnum())


def _conflict(tx: Transaction, article: CrawledArticle, kept: int | None, other: int, run_id: int | None) -> None:
    detail = {
        "fetched": article.frontier_url,
        "claims": article.url,
        "source_id": article.source_id,
        "other_article": other,
    }
    tx.event(
        "identity_conflict",
        source=article.source,
        article_id=kept,
        run_id=run_id,
        detail=json.dumps(detail, ensure_ascii=False),
    )
