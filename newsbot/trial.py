"""A trial crawl: a source crawled for real into an archive that is thrown away, and what can be said of it then."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsbot.archive.articles import Stored
from newsbot.crawl import Crawl
from newsbot.errors import NewsbotError
from newsbot.items import Capture, CrawledArticle, ListingEntry, Picture
from newsbot.listings.types import Listing

FIELDS = (
    "headline", "article_body", "date_published", "authors", "editor", "publisher", "section", "keywords",
    "description", "in_language", "images", "tickers",
)  # fmt: skip
"""What is counted of the articles, in the order it is shown."""
REQUIRED = FIELDS[:3]
"""Without these an article is of no use to anybody."""
LISTED_FIELDS = (
    "headline", "published", "modified", "authors", "publisher", "section", "keywords", "description", "content",
)  # fmt: skip
"""What is counted of the listing's entries."""
PAGES = 2
"""Listing pages that are walked: whether the second one continues the first is part of the trial."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be had: ``error`` is the outcome's name (`newsbot.errors`), ``reason`` says more."""

    url: str
    error: str
    reason: str


@dataclass
class Trial(Crawl):
    """A `Crawl` that remembers what it met. Give it a throw-away archive, ``max_articles`` and ``pictures=False``."""

    listings: list[Listing] = field(default_factory=list)
    articles: list[CrawledArticle] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False
    """It was stopped before its end: what it did not see says nothing of the source."""

    def __post_init__(self) -> None:
        self.on_listing = self.listings.append
        self.source = self.source.model_copy(update={"max_pages": min(self.source.max_pages, PAGES)})

    def store(self, article: CrawledArticle, pictures: Sequence[Picture] = ()) -> Stored:
        """Store the article, and keep it at hand."""
        stored = super().store(article, pictures)
        self.articles.append(article)
        if article.missing:
            self.failures.append(Failure(article.frontier_url, "incomplete", article.missing))
        return stored

    def fail(
        self,
        url: str,
        error: NewsbotError | str,
        *,
        gone: bool = False,
        not_before: str | None = None,
        capture: Capture | None = None,
    ) -> None:
        """Record a failure, and keep it at hand."""
        if url in self.in_flight:
            if isinstance(error, NewsbotError):
                self.failures.append(Failure(url, type(error).__name__, error.what))
            else:
                self.failures.append(Failure(url, "unexpected error", error))
        super().fail(url, error, gone=gone, not_before=not_before, capture=capture)

    @property
    def entries(self) -> list[ListingEntry]:
        """Everything the listing listed."""
        return [entry for listing in self.listings for entry in listing.entries]

    def problem(self) -> str | None:
        """Return what is wrong with the source in one line, None when it works.

        It works when its listing has entries, and every article tried has headline, body and date.
        """
        if self.interrupted:
            return "interrupted"
        if self.error:
            return self.error
        if not self.entries:
            return "the listing has no entries"
        if self.failures:
            reasons = Counter(f"{failure.error}: {failure.reason}" for failure in self.failures)
            number = f"{len(self.failures)} of {self.claimed} articles failed"
            return f"{number}{', most' if len(reasons) > 1 else ''}: {reasons.most_common(1)[0][0]}"
        if not self.articles:
            return "no article was fetched"
        for name in REQUIRED:
            if missing := len(self.articles) - coverage(self.articles, name):
                return f"{missing} of {len(self.articles)} articles have no {name}"
        return None


def coverage(things: Sequence[object], name: str) -> int:
    """Return how many of some articles or entries have a value in a field."""
    return sum(bool(getattr(thing, name)) for thing in things)
