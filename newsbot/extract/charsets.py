"""Which encoding bytes are in, by what they would say: in the wrong one, text has few of its commonest letters."""

import codecs
import re
from dataclasses import dataclass
from typing import Literal

_HAN = (
    "一不了人在有大中上国個时年日月到出会可主发工也能下过子产方多行学法所经地分进高公司市场股票银元亿万本新业资金券基"
    "投比同期美价额增长利率报告对前后成个我们来用作以要他这的是和为与将及其从被等"
)
_HAN_TRADITIONAL = (
    "一不了人在有大中上國個時年日月到出會可主發工也能下過子產方多行學法所經地分進高公司市場股票銀元億萬本新業資金券基"
    "投比同期美價額增長利率報告對前後成我們來用作以要他這的是和為與將及其從被等"
)
_KANA = (
    "のにはをがたでとしてるいれかなもらありっこまうくすけそだよりきつめおどせえさちばみわやろ"
    "ンスルトーアイリラクッシドフロタマレジプコテグバニカメサ"
)
_HANGUL = (
    "이다의는에을를가한고하지기은로사도자인으시대정부장있스리어아일제서해상수과나공원국전들보주구비신년조경그만했라여"
    "성유적동업오월화회트면안연진최러발용산세것관세금투중"
)
_CYRILLIC = "оеаинтсрвл"
_WESTERN = "äöüßÄÖÜéèêëàâáãåçîïíìôóòõøûùúñæœÉÈÀÇÅØÁÍÓÚÑÂÊÎ–—‘’“”„…•€£©®°·«»›‹§½²´¡¿\u00a0ºª™ðþ"
_CENTRAL = "ąćęłńóśźżčřšžěůťďňáéíýúôľĺŕőűöüäăâîşţđßĄĆĘŁŃÓŚŹŻČŘŠŽĚŮŤĎŇÁÉÍÝÚÔĽŐŰÖÜÄĂÂÎŞŢĐ–—‘’“”„…•€§°·«»\u00a0©®"

COMMON_HAN = frozenset(_HAN)
"""Of simplified Chinese news."""

_GLUED = re.compile(r"(?<=[A-Za-z])[^\W\x00-\x7f]|[^\W\x00-\x7f](?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Charset:
    """An encoding with the letters that are common in texts written in it.

    ``usual`` is the share of them among the letters beyond ASCII in running text, rounded down from a few hundred
    words of invented news in each language.
    """

    name: str
    common: frozenset[str]
    usual: float
    company: Literal["latin", "own", "any"] = "any"
    """Beside what letters beyond ASCII stand: between ASCII ones, where a long run of them is another encoding; never
    beside one; both."""


CHARSETS = (
    Charset("cp1252", frozenset(_WESTERN), 0.85, "latin"),
    Charset("gb18030", frozenset(_HAN), 0.25),
    Charset("big5hkscs", frozenset(_HAN_TRADITIONAL), 0.25),
    Charset("cp932", frozenset(_KANA), 0.4),
    Charset("euc_jp", frozenset(_KANA), 0.4),
    Charset("cp949", frozenset(_HANGUL), 0.4),
    Charset("cp1251", frozenset(_CYRILLIC), 0.5, "own"),
    Charset("koi8_r", frozenset(_CYRILLIC), 0.5, "own"),
    Charset("cp1250", frozenset(_CENTRAL), 0.85, "latin"),
    Charset("iso8859_2", frozenset(_CENTRAL), 0.85, "latin"),
)
"""Those met undeclared or misdeclared, in the order in which ties are decided."""
_BY_NAME = {charset.name: charset for charset in CHARSETS}
_SAME = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc_kr": "cp949",
         "iso8859-1": "cp1252", "iso8859_1": "cp1252", "iso8859-2": "iso8859_2", "koi8-r": "koi8_r"}  # fmt: skip

_SAMPLE = 100_000
"""Bytes looked at."""
_FEW = 4
"""Characters beyond ASCII that say nothing: a sign or a name."""
_BEYOND = re.compile(r"[^\x00-\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_LETTERS = re.compile(r"[^\W\x00-\x7f]|[\u0080-\u00bf\u2013-\u20ac\u2122]")
_RUN = re.compile(r"[^\x00-\x7f\s\u00a0–—‘’“”„«»…]{3,}")


def fit(body: bytes, encoding: str) -> float | None:
    """How well bytes read in an encoding: 1 or more is usual, 0 what chance gives, less where bytes do not fit.

    ``None`` where nothing is known: an encoding that is not in `CHARSETS`, or almost no characters beyond ASCII.
    """
    name = codecs.lookup(encoding).name
    charset = _BY_NAME.get(_SAME.get(name, name))
    if charset is None:
        return None
    first = _HIGH.search(body)  # scripts and styles come first, and a character begins here in any of them
    start = first.start() if first else 0
    text = body[start : start + _SAMPLE].decode(charset.name, "replace")
    beyond = _BEYOND.findall(text)
    if len(beyond) < _FEW:
        return None
    letters = _LETTERS.findall(text) or beyond
    share = sum(letter in charset.common for letter in letters) / len(letters)
    if charset.company == "latin":
        share *= 1 - sum(map(len, _RUN.findall(text))) / len(beyond)
    elif charset.company == "own":
        share *= 1 - min(1, len(_GLUED.findall(text)) / len(beyond))
    return share / charset.usual - 5 * text[:-1].count("\ufffd") / len(beyond)


def best(body: bytes) -> tuple[str, float] | None:
    """The encoding that reads best, and how well; ``None`` where nothing can be said."""
    fits = [(score, charset.name) for charset in CHARSETS if (score := fit(body, charset.name)) is not None]
    if not fits:
        return None
    score, name = max(fits, key=lambda found: found[0])
    if name in ("cp1250", "iso8859_2"):  # the letters of one are letters in the other; only one has 80-9F
        name = "cp1250" if _C1.search(body) else "iso8859_2"
    return name, score
