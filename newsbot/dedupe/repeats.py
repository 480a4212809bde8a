"""Which lines a source repeats from article to article: its boilerplate, as far as exact repetition can tell."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Place = Literal["start", "end"]

_FIRST, _LAST = 3, 6
"""Lines from either end that are counted; in the middle repeated lines are sub-headings and rows of tables."""
_SHORTEST_BODY = 4
"""Lines of an article whose lines are counted: a flash is one sentence, and may say the same tomorrow."""
_SHORTEST, _LONGEST = 8, 400
"""Characters of a line that is counted."""

_LEARNED_FROM = 12
"""Characters: datelines, section names and "(no comment)" are shorter."""
_ARTICLES: dict[Place, int] = {"start": 10, "end": 5}
_SHARE: dict[Place, float] = {"start": 0.9, "end": 0.03}
"""Of the source's articles since the line was first seen. At the end a weekly column's promotion (one article in 30) is
learned; at the start, where "stocks rose today" opens most wraps of a rising year, only what nearly all have."""
_DAYS = 3
"""Days, the first and the present one counted, over which a line comes again: flashes of one hour are one story."""
_EDGE = 0.8
"""Share of the articles in which a line without a full stop was the very first or last: a sub-heading never is."""

_FULL_STOP = re.compile(r"[。！？!?.…][”’\"'）)」』】]?$")
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[IVX]{1,4})[)）、.．:：]"
    r"|第[一二三四五六七八九十\d]{1,3}[、，章节部]|【[^】]*】$|[#■◆●▌]"
)
_SAID_AGAIN = re.compile(
    r"^(?:\W*)(?:风险提示|风险因素|市场有风险)|记者|作者|撰[文稿]|通讯员|^by |置评|截至发稿|发稿时|回应|回复"
    r"|\bcomment(?:s|ed|ing)?\b|\brespond|\breporting\b|stellungnahme|äußer|commentaire|comentari|коммент|コメント|코멘트",
    re.IGNORECASE,
)
"""Risk notes, bylines and refusals to comment: the same words in many articles, and part of each."""
_FIGURE = re.compile(r"\d|[零〇一二两三四五六七八九十百千]+(?:个?百分点|[年月日号元股亿万吨倍成]|季度)|百分之")
"""Figures and dates: what has one says something, and says it of a day."""
_CALL = re.compile(
    r"[您你妳]|更多(?:精彩|内容|资讯|新闻|报道|详情)|扫[码描一]|二维码|下载|点击|订阅|公众号|公眾號|小程序|客户端|栏目|专栏|本[报刊站网](?![告络点])|本平台|转载|轉載"
    r"|免责|版权所有|仅供参考|不构成[^。]{0,12}投资建议|尽在|敬请(?:关注|期待)"
    r"|https?:|www\.|\.(?:com|cn|net|org|de)\b|@\w"
    r"|\b(?:you|your|yours|subscribe\w*|newsletters?|sign up|click|download|follow us|copyright|all rights|podcasts?"
    r"|our (?:app|website|channel|coverage|readers|stories)|dein\w*|dich|euch|eure\w*|abonni\w*|alle rechte"
    r"|vous|votre|vos|abonnez|usted|suscr\w+|síguenos|você|assine|inscreva\w*|iscriviti|seguici"
    r"|вас|вам|ваш\w*|подпис\w+)\b|あなた|会員登録|フォロー|ください|こちら|구독|여러분|하세요|바랍니다",
    re.IGNORECASE,
)
"""Words that turn to the reader or name the medium. Without one, what ends every article of an authority or a company
is its signature, its policy or its standing warning."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line near an end of an article; ``edge``: it was the very first or last."""

    fingerprint: int
    text: str
    place: Place
    edge: bool


def fingerprint(line: str) -> int:
    """A signed 64-bit hash of a line; width and white space do not count, figures and everything else do."""
    folded = " ".join(unicodedata.normalize("NFKC", line).split())
    return int.from_bytes(hashlib.sha256(folded.encode()).digest()[:8], "big", signed=True)


def candidates(body: str | None) -> list[Line]:
    """The lines of an article that are counted, each once: at most nine."""
    lines = (body or "").split("\n")
    if len(lines) < _SHORTEST_BODY:
        return []
    ends = max(_FIRST, len(lines) - _LAST)
    counted: dict[int, Line] = {}
    for index in (*range(_FIRST), *range(ends, len(lines))):
        text = lines[index]
        if _SHORTEST <= len(text) <= _LONGEST:
            key = fingerprint(text)
            place: Place = "start" if index < _FIRST else "end"
            counted[key] = Line(key, text, place, index in (0, len(lines) - 1))
    return list(counted.values())


def is_known_text(lines: Sequence[Line], known: int) -> bool:
    """Tell whether so many of an article's lines were met before that it is an earlier one under another headline."""
    return 3 * known > 2 * len(lines)


def most_articles(place: Place, articles: int) -> int:
    """Return of how many articles a line in so many of them may be a part to be learned."""
    return int(articles / _SHARE[place])


def is_boilerplate(text: str, place: Place, *, articles: int, edges: int, total: int, days: int) -> bool:
    """Decide whether a line is the source's and not the articles'.

    Args:
        articles: how many articles of different content had exactly this line near an end.
        edges: in how many of them it was the very first or last.
        total: articles of the source since it was first seen.
        days: calendar days from when it was first seen to now, both counted.
    """
    if days < _DAYS or _FIGURE.search(text) or not _CALL.search(text):
        return False
    if len(text) < _LEARNED_FROM or articles < _ARTICLES[place] or total > most_articles(place, articles):
        return False
    if _NUMBERED.match(text) or _SAID_AGAIN.search(text):
        return False
    return _FULL_STOP.search(text) is not None or edges >= _EDGE * articles


def without(lines: Sequence[str], learned: frozenset[int]) -> list[bool]:
    """Tell for each line whether it stays; where nothing would, everything does."""
    stays = [fingerprint(line) not in learned for line in lines]
    return stays if any(stays) else [True] * len(lines)
