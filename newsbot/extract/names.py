"""What the class and id of an element say about what is in it; template authors of all countries write English here."""

import re
from enum import IntEnum
from functools import lru_cache

_LONGEST = 300
"""Characters of a name that are read."""


class Kind(IntEnum):
    """What an element holds by its name; of several words the greatest says it."""

    PLAIN = 0
    FOREIGN = 1
    """Mostly not the article's; some templates name a wrapper of the article so."""
    BODY = 2
    """Mostly the article's text."""
    NEVER = 3
    """Never the article's, however long: comments, footers, consent boxes."""


_NEVER = re.compile(
    r"(?:^|[_-])(?:comments?|disqus|respond|footer|cookies?|consent|gdpr|privacy)(?:$|[_-])"
    r"|comments?-?(?:list|section|area|thread|box|container)"
)
_FOREIGN = re.compile(
    r"comment(?!ary)|disqus|sidebar|footer|cookie|consent|privacy|gdpr"
    r"|related|recommend|crosslink|teaser|trending|popular|most-?read|hot-?news|ranking|outbrain|taboola"
    r"|read-?(?:more|also|next)|you-?may|more-?(?:news|stories)|next-?prev|prev-?next|pagination|pager"
    r"|\bnav|menu|breadcrumb|toolbar|shar(?:e|ing)|social|follow-?us|qr-?code"
    r"|newsletter|subscri|sign-?(?:up|in)|paywall|promo(?!ted)|advert|\bads?\b|banner|sponsor"
    r"|pop-?up|modal|overlay|author-?(?:box|bio|info|card)|about-?(?:the-)?author|\btags?\b|tag-?list|topics"
    r"|references|bibliography|copyright|disclaimer|visually-?hidden|sr-only|screen-reader|placeholder|pull-?quote"
)
_BODY = re.compile(
    r"(?:article|artical|entry|post|story|news|main|detail|page|content)[_-]{0,2}(?:body|content|text|article|main)"
    r"|trs_editor|^(?:content|article)$|text-?body|rich-?text|copytext"
)
NO_PICTURE = re.compile(
    r"author|avatar|byline|portrait|profile|writer|reporter|logo|icon|share|social|related|recommend|sponsor|\bads?\b"
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
    if _NEVER.search(word):
        return Kind.NEVER
    if _FOREIGN.search(word):
        return Kind.FOREIGN
    return Kind.BODY if _BODY.search(word) else Kind.PLAIN
