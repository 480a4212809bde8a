"""Keywords and section: lists that editing systems fill with the title, the site, or marks of their own."""

import re
from collections.abc import Iterable, Sequence

from newsbot.extract.headline import letters
from newsbot.extract.lines import CRUMB, Lines

_MAX, _LONGEST = 50, 60
_LONGEST_SECTION = 40
_ABOVE = 15
"""Lines over the headline in which the path of sections stands."""
_BORDER = re.compile(r"\s*[,，;；、|]\s*")
_CJK = re.compile(r"[\u3400-\u9fff]")
_NO_KEYWORD = re.compile(r"^[@/#]|:\s?\S")
"""``@post-id:17``, ``/article``, ``Page Type: Article`` are marks of an editing system."""
_NO_SECTION = frozenset((
    "post", "article", "articles", "news article", "story", "home", "start", "startseite", "accueil", "inicio",
    "正文", "首页", "网站首页",
))  # fmt: skip


def keywords(values: Iterable[str], titles: Iterable[str]) -> list[str]:
    """The tags that comma-separated values list, each once; those that only repeat a title of the page are none."""
    words = [word for value in values for word in _BORDER.split(value) if word]
    if len(words) == 1 and _CJK.search(words[0]) and words[0].count(" ") >= 2:
        words = words[0].split()
    known = {letters(title) for title in titles}
    if letters("".join(words)) in known:
        return []
    kept = (
        word for word in words if len(word) <= _LONGEST and letters(word) not in known and not _NO_KEYWORD.search(word)
    )
    return list(dict.fromkeys(kept))[:_MAX]


def section(said: Sequence[str], lines: Lines, at: int | None, headline: str) -> str | None:
    """The section: the first that data name, else the last link of the path of sections over the headline.

    Args:
        said: what structured data and metas say.
        lines: of the page.
        at: number of the line that is the headline.
        headline: its text, which may end the path.
    """
    for text in said:
        name = text.split(",")[0].strip()
        if name and len(name) <= _LONGEST_SECTION and name.lower() not in _NO_SECTION:
            return name
    above = lines.items[max(0, (at or 0) - _ABOVE) : (at or 0) + 1]
    links = [piece for line in above if lines.flags(line.node) & CRUMB for piece in line.pieces]
    own = letters(headline)
    named = [
        link
        for link in links
        if 1 < len(link) <= _LONGEST_SECTION and link.lower() not in _NO_SECTION and letters(link)
    ]
    return next((link for link in reversed(named) if letters(link) not in own), None)
