"""What the class and id of an element say about what is in it; template authors of all countries write English here."""

import re
from enum import IntEnum
from functools import lru_cache

_LONGEST = 300
"""Characters of a name that are read."""


class Kind(IntEnum):
    """What an element holds by its name; of several words the greatest says it."""

    PLAIN = 0
    EITHER = 1
    """The article's where it is running text or data, else not: what is behind a paywall, or the offer to pay."""
    FOREIGN = 2
    """Mostly not the article's; some templates name a wrapper of the article so."""
    BODY = 3
    """Mostly the article's text."""
    NEVER = 4
    """Never the article's, however long: comments, footers, consent boxes."""


_NEVER = re.compile(
    r"(?:^|[_-])(?:comments?|disqus|respond|footer|cookies?|consent|gdpr|privacy)(?:$|[_-])"
    r"|comments?-?(?:list|section|area|thread|box|container)"
)
_OF_ARTICLE = re.compile(r"(?:tag|category|cat|type|status|format)-(?!list|cloud|links)|author-(?!box|bio|info|card)")
"""Beginnings of words that WordPress makes of an article's own tags and sections."""
_SHARE = r"(?<!market)(?<!market[_-])shar(?:e(?![_-]?(?:holder|price|s\b|d\b|deal|capital))|ing)"
"""Buttons, and not what a stock is."""
_EITHER = re.compile(r"paywall|ranking|teaser")
_FOREIGN = re.compile(
    r"comment(?!ary)|disqus|sidebar|footer|cookie|consent|privacy|gdpr"
    r"|related|recommend|crosslink|trending|popular|most-?read|hot-?news|outbrain|taboola"
    r"|read-?(?:more|also|next)|you-?may|more-?(?:news|stories)|next-?prev|prev-?next|pagination|pager"
    rf"|\bnav|menu|breadcrumb|toolbar|{_SHARE}|social|follow-?us|qr-?code"
    r"|newsletter|subscri|sign-?(?:up|in)|promo(?!ted)|advert|\bads?\b|banner|sponsor"
    r"|pop-?up|modal|overlay|author-?(?:box|bio|info|card)|about-?(?:the-)?author|\btags?\b|tag-?list|topics"
    r"|references|bibliography|copyright|disclaimer|visually-?hidden|sr-only|screen-reader|placeholder|pull-?quote"
)
_BODY = re.compile(
    r"(?:article|artical|entry|post|story|news|main|detail|page|content)[_-]{0,2}(?:body|content|text|article|main)"
    r"|trs_editor|^(?:content|article)$|text-?body|rich-?text|copytext"
)
NO_PICTURE = re.compile(
    rf"author|avatar|byline|portrait|profile|writer|reporter|logo|icon|{_SHARE}|social|related|recommend|sponsor|\bads?\b"
    r"|advert|qr-?code|newsletter|comment|\bnav|menu|breadcrumb",
    re.IGNORECASE,
)
"""Names of what is around a picture that is not the article's."""


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind:
    """What class and id, separated by blanks, say together."""
    return max(map(_kind_of_word, name[:_LONGEST].split()), default=Kind.PLAIN)


@lru_cache(maxsize=16384)
def _kind_of_word(word: str) -> Kind:
    word = word.lower()
    if _OF_ARTICLE.match(word):
        return Kind.PLAIN
    if _NEVER.search(word):
        return Kind.NEVER
    if _FOREIGN.search(word):
        return Kind.FOREIGN
    if _BODY.search(word):
        return Kind.BODY
    return Kind.EITHER if _EITHER.search(word) else Kind.PLAIN
