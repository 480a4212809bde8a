"""How dates and times of day are written, as patterns: Chinese, Japanese, Korean, numeric, ISO, RFC 822, European.

Text is matched after NFKC, on one line. `newsbot.dates` reads the matches.
"""

import re
import unicodedata

_MONTH_NAMES = (
    "jan january januar januari jänner janvier janv enero ene gennaio gen janeiro stycznia января янв",
    "feb february februar februari februarie février févr fév febrero febbraio fevereiro fev lutego февраля фев",
    "mar march märz mrz maart mrt mars marzo março marca марта мар",
    "apr april avril avr abril abr aprile kwietnia апреля апр",
    "may mai mei maj mayo maggio mag maio maja мая",
    "jun june juni juin junio giugno giu junho czerwca июня июн",
    "jul july juli juillet juil julio luglio lug julho lipca июля июл",
    "aug august augustus augusti août agosto ago sierpnia августа авг",
    "sep sept september septembre septiembre setiembre settembre set setembro września сентября сен",
    "oct october oktober okt octobre octubre ottobre ott outubro out października октября окт",
    "nov november novembre noviembre novembro listopada ноября ноя",
    "dec december dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабря дек",
)
"""English, German, Dutch, Scandinavian, French, Spanish, Italian, Portuguese, Polish, Russian."""


def _bare(name: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


MONTHS = {
    form: number
    for number, names in enumerate(_MONTH_NAMES, 1)
    for name in names.split()
    for form in (name, _bare(name))
}
"""Number of a month by its name in lower case, with and without accents."""

_MONTH = rf"(?<![^\W\d_])(?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.|º)?(?!\d)"
_YEAR = r"(?P<y>\d{4})(?!\d)"
_BEFORE_CLOCK = r"(?= \d\d? ?: ?\d\d)"


DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d.])(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월] ?(?P<d>\d{1,2})(?!\d) ?[日号일]?",
        r"(?<![\d./-])(?P<y>\d{4})(?P<sep>[-/.]|\. )(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/]|\.\d)",
        r"(?<!\d)(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?=T|$)",
        rf"{_DAY}(?: de |[ -])?{_MONTH}(?: de |[ ,/-])*{_YEAR}",
        rf"{_MONTH} ?{_DAY},? {_YEAR}",
        # ctime and Java: Mon Nov 23 09:00:00 CST 2026
        rf"{_MONTH} {_DAY} (?P<middle>\d\d?:\d\d.{{0,15}}) {_YEAR}$",
        # RFC 822 allows two digits for the year; only with the time after it is that certain.
        rf"{_DAY}[ -]{_MONTH}[ -](?P<y>\d\d){_BEFORE_CLOCK}",
        r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[-/.]|\. )(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?![\d/]|\.\d)",
        # What is left of a date set in large and small type: the year beside month and day.
        rf"(?<![\d./-])(?P<y>\d{{4}}) (?P<m>\d{{1,2}}) ?[/.-] ?(?P<d>\d{{1,2}}){_BEFORE_CLOCK}",
    )
)
"""Each names a whole day: ``y``, and ``m`` and ``d``, or ``a`` and ``b`` where either may be the month. They are tried
in this order."""

MORNING = frozenset(("上午", "凌晨", "早上", "早晨", "清晨", "早间", "午前", "오전", "새벽", "아침"))
NOON = frozenset(("中午", "正午", "午间", "정오"))
AFTERNOON = frozenset(("下午", "午后", "午後", "오후", "傍晚", "夕方"))
EVENING = frozenset(("晚上", "晚间", "晚", "夜", "夜间", "深夜", "半夜", "午夜", "밤", "저녁"))
"""Parts of a day before a time of the 12-hour clock. An evening ends at midnight; what comes after is of no certain
day."""
PARTS = tuple(sorted(MORNING | NOON | AFTERNOON | EVENING, key=len, reverse=True))
"""Longest first."""
_LIKE_A_PART = "[\u3400-\u9fff]?[早晚夜午昏夕](?:[上间間里方前後后]|[過过]ぎ?|すぎ|ごろ)?"
"""Not 晚报 or 早报, which are newspapers, and without 晨, with which names end."""

TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            rf"(?:(?P<part>{'|'.join(PARTS)})|(?P<odd>{_LIKE_A_PART}))? ?"
            r"(?<![\d:+-])(?P<h>\d{1,2})"
            r"(?: ?[:时時点點시] ?|h(?=\d\d)|\.(?=\d\d ?Uhr))(?P<min>\d\d)"
            r"(?: ?[:分분] ?(?P<s>\d\d)(?:[.,](?P<f>\d{1,9}))?)?(?![\d:]) ?[分秒분초]?"
            r" ?(?P<half>[ap]\.? ?m(?![a-z])\.?)?"
            r" ?(?P<zone>(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?(?!\d)|[a-z]{1,5}(?![^\W\d_]))?"
        ),
        r"(?<=T)(?P<h>\d\d)(?P<min>\d\d)(?P<s>\d\d)?(?:[.,](?P<f>\d{1,9}))?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?$",
    )
)
"""A time of day, with the zone or word behind it; ``part`` is the part of the day before it, ``odd`` a word like one
that is not known, or ends with one that is: 今晚."""

OFFSETS = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "WIB": 7, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Zone names in use on the wires, in hours. CST is two zones and decided by where the source is."""
ZONES = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
ZONE_LABELS = {"北京时间": "Asia/Shanghai", "香港时间": "Asia/Hong_Kong", "美东时间": "America/New_York"}
