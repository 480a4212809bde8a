"""Securities named by their names: the longest match wins, a name of several securities of one market names none."""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsbot.errors import NewsbotError
from newsbot.finance import context, markets
from newsbot.finance.places import Finder, narrow
from newsbot.finance.symbols import from_sina
from newsbot.finance.words import CODES_THAT_ARE_WORDS, COMMON, NO_NAME
from newsbot.items import TickerMention

_SHORTEST_LEARNED = {True: 3, False: 4}
"""Characters of a name to be learned, Chinese or not: 京东 stands in 北京东部, and "Arm" is a word."""
_SHORTEST_GIVEN = 2
_WORDS_OF_A_NAME = 4
_LONGEST = 40
_SPACED = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fffA-Z])|(?<=ST)\s+")
"""Exchanges' lists pad short names: 万 科Ａ."""
_MARKED = re.compile(r"(S?\*?ST)?(.{2,}?[\u3400-\u9fff])(?:A|-[A-Z]{1,3})?")
"""What exchanges put around a name: warnings before it, kinds of shares after (京东方A, 阿里巴巴-W, 百济神州-U)."""
_LETTERS = re.compile(r"[(（]([A-Z]{4,5})\s?[)）]")
_NAMED = re.compile(r"[^\W\d_]\.?\s?\Z")
"""What stands before them: the end of a name."""
_NO_CHARACTERS = re.compile(r"[\d.]{4,}|[/\\|=$%@。！？!?\n\t]")

_OTHER_AFTER = re.compile(
    r"业(?![绩务主])|業(?![績務主])|[间間](?:市[场場]|债券|債券|同[业業]|外[汇匯]|拆借|交易)|家(?![电電具居族庭])|卡|体系|體系|师|師|保[险險]?[监監]|化(?:工|[战戰]略|[进進]程|程度)|互联网|支付|系(?:基金|股)|镇|路(?![演径线由透])|大厦|大道|杯"
    r"|(?<=方)面(?![板临臨对對向世])|i[Ff]in[Dd]|Choice|数据(?:显示|中心)|网(?:讯|站)|讯[，,：: ]|客户端|APP|记者|报道"
)
"""What stands after a name that means something else then: 中国银行业, 上海银行间市场, 贵州茅台镇, 京东方面."""
_CORPORATE = re.compile(
    r"(?:'s|’s)|[^ -]|-[^a-z]|\s[A-Z]\.(?:N|OQ?)\b"
    r"|\s(?!(?:pies?|juices?|trees?|orchards?|cider|coils?|harvests?)\b)(?:[^A-Z]|[A-Z0-9]{2,}\b"
    r"|(?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|Plc|PLC|Group|Holdings?|Technolog(?:y|ies)|AG|SE|NV|SA)\b"
    r"|(?:Shares?|Stock|Chief|Executive|Chairman|President|Founder|To|Is|Has|And|Will|In|On|For)\b"
    r"|(?:Says?|Said|Reports?|Posts?|Beats?|Misses|Rises?|Falls?|Jumps?|Drops?|Gains?|Slumps?|Surges?)\b"
    r"|(?:Soars?|Tumbles?|Plunges?|Raises?|Cuts?|Sees)\b)"
)
"""What may stand after a name of one Latin word: "Apple Inc", "Apple CEO", "Apple said", not "Apple Hospitality"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and the security it stands for, from one day (``YYYY-MM-DD``) on and until another, which is excluded.

    ``packaged``: it yields to the same name from elsewhere. ``doubtful``: a word, a place or a person as well.
    """

    name: str
    symbol: str
    since: str | None = None
    until: str | None = None
    packaged: bool = False
    doubtful: bool = False

    def holds(self, day: str | None) -> bool:
        """Whether it was its name on a day; on an unknown day every name counts."""
        return day is None or ((self.since or "") <= day and (self.until is None or day < self.until))


class NameTable:
    """Names, ready to be found in texts.

    Args:
        names: pairs from any source. What is a common word as well, or shorter than two characters, is left out. A
            name that stands for several securities of one market on the same day is not linked, and still hides
            shorter names within it; one listed on several markets (A and H shares) stands for all of them. 京东方A is
            found as 京东方 too, and 阿里巴巴-W as 阿里巴巴, unless something else has that name.
    """

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._names: dict[str, list[Name]] = defaultdict(list)
        marked: dict[str, list[Name]] = defaultdict(list)
        for pair in names:
            name = narrow(pair.name)
            if len(name) >= _SHORTEST_GIVEN and (pair.doubtful or name not in COMMON) and not _is_number(name):
                self._names[name].append(pair)
                for plain in _other_spellings(name):
                    marked[plain].append(pair)
        for plain, pairs in marked.items():
            self._names.setdefault(plain, pairs)
        self._doubtful = {name for name, pairs in self._names.items() if all(pair.doubtful for pair in pairs)}
        american = {pair.symbol[:-3] for pairs in self._names.values() for pair in pairs if pair.symbol[-3:] == ".US"}
        self._american = american - CODES_THAT_ARE_WORDS
        self._companies = {name for name in self._names.keys() - self._doubtful if name.isascii() and name[0].isupper()}
        self._finder = Finder(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def symbols(self, name: str, day: str | None = None) -> list[str]:
        """The securities of a name on a day, one of each market at most; of an ambiguous name none."""
        pairs = [pair for pair in self._names.get(name, ()) if pair.holds(day)]
        given = {market(pair.symbol) for pair in pairs if not pair.packaged}
        found = {pair.symbol for pair in pairs if not pair.packaged or market(pair.symbol) not in given}
        taken = Counter(map(market, found))
        return sorted(found) if all(count == 1 for count in taken.values()) else []

    def find(self, text: str, day: str | None = None) -> list[TickerMention]:
        """The securities a text names, one mention for each place and security, in order.

        After them come American codes of four letters or more in brackets, 苹果（AAPL）, where a name with that code is
        known: other letters in brackets are short forms of anything (GDP, EBITDA).

        Args:
            day: when the text was published, ``YYYY-MM-DD``.
        """
        found: dict[str, list[str]] = {}
        mentions: list[TickerMention] = []
        narrowed = narrow(text)
        for begin, end, name in self._finder.find(narrowed, self._is_meant):
            if name not in found:
                found[name] = self.symbols(name, day)
            mentions += [TickerMention(symbol, text[begin:end], "name") for symbol in found[name]]
        for match in _LETTERS.finditer(narrowed):
            begin = match.start()
            if match[1] in self._american and _NAMED.search(narrowed, max(0, begin - 3), begin):
                mentions.append(TickerMention(f"{match[1]}.US", text[match.start(1) : match.end(1)], "code"))
        return mentions

    def _is_meant(self, text: str, begin: int, end: int) -> bool:
        if not _is_meant(text, begin, end) or (text[begin] < "\u0250" and context.of_other(text, begin, end)):
            return False
        if text[begin:end] not in self._doubtful or context.of_business(text, begin, end):
            return True
        return self._is_listed_with_company(text, begin, end)

    def _is_listed_with_company(self, text: str, begin: int, end: int) -> bool:
        """Whether a doubtful name stands in a list with one that means its company: Tesla and Nvidia fell."""
        backwards, forwards = context.beside(text, begin, end)
        return self._reaches_company(backwards, -1) or self._reaches_company(forwards, 1)

    def _reaches_company(self, listed: Iterable[context.Listed], step: int) -> bool:
        for part, whole in listed:
            if whole and part not in self._names:
                return False
            words = part.split(" ")[::step][:_WORDS_OF_A_NAME]
            names = {" ".join(words[:number][::step]).rstrip(".,;:") for number in range(1, len(words) + 1)}
            if any(name in self._companies for name in names):
                return True
            if part not in self._doubtful:
                return False
        return False


def _other_spellings(name: str) -> Iterator[str]:
    """How else texts write it: *ST永泰能源 is 永泰能源 and ST永泰能源, 京东方A is 京东方; none of two characters."""
    closed = _SPACED.sub("", name)
    if closed != name and closed not in COMMON:
        yield closed
    marked = _MARKED.fullmatch(closed)
    if marked and (plain := marked[2]) != closed and plain not in COMMON:
        yield plain
        if marked[1]:
            yield from {f"ST{plain}", f"*ST{plain}"} - {closed}


def learnable(surface: str) -> str | None:
    """The name in what a page's markup calls a security; ``None`` where that is a code or says something else.

    A code in brackets after the name is left out: ``青岭银行(601229.SH)``.
    """
    name = re.split(r"[(（\[【<]", surface, maxsplit=1)[0].strip().rstrip(",，:：")
    if not _SHORTEST_LEARNED[not name.isascii()] <= len(name) <= _LONGEST or name in COMMON or _is_number(name):
        return None
    is_code = name.isupper() and markets.as_typed(name) is not None
    return None if is_code or NO_NAME.search(name) or _NO_CHARACTERS.search(name) else name


def read_csv(data: bytes, where: str) -> list[Name]:
    """The names of a user's file: columns ``name`` and ``symbol``, and ``from`` and ``until`` (days) if there are.

    UTF-8 or GB18030, as spreadsheets write them; other columns are left alone.

    Raises:
        NewsbotError: naming the file and the line that is wrong.
    """
    rows = csv.reader(io.StringIO(_decoded(data, where), newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(rows, [])]
        missing = [column for column in ("name", "symbol") if column not in header]
        if missing:
            do = "The first line names the columns: name,symbol[,from,until]"
            raise NewsbotError(f"there is no column `{missing[0]}`", where=f"{where}:1", do=do)
        return list(_pairs(header, rows, where))
    except csv.Error as error:
        raise NewsbotError(f"is no CSV ({error})", where=f"{where}:{rows.line_num}") from error


def _decoded(data: bytes, where: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NewsbotError("is neither UTF-8 nor GB18030 text", where=where)


def _pairs(header: list[str], rows: Any, where: str) -> Iterator[Name]:
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        line = f"{where}:{rows.line_num}"
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        name, code = cells.get("name", ""), cells.get("symbol", "")
        if len(name) < _SHORTEST_GIVEN or _is_number(name):
            raise NewsbotError(f"`name` {name!r} is no name of a security", where=line)
        symbol = from_sina(code) or markets.as_typed(code)
        if symbol is None:
            raise NewsbotError(f"`symbol` {code!r} is no symbol such as 600519.SH, 00700.HK or AAPL.US", where=line)
        since, until = (_day(cells.get(column, ""), column, line) for column in ("from", "until"))
        if since and until and since >= until:
            raise NewsbotError(f"`until` {until} is not later than `from` {since}", where=line)
        yield Name(name, symbol, since, until)


def _day(text: str, column: str, where: str) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NewsbotError(f"`{column}` {text!r} is no day such as 2026-11-20", where=where) from error


def market(symbol: str) -> str:
    """The market of a symbol; the mainland exchanges are one, for a company has its A shares on one of them."""
    return "CN" if symbol.endswith((".SH", ".SZ", ".BJ")) else symbol[-2:]


def _is_number(name: str) -> bool:
    return not any(character.isalpha() for character in name)


def _is_meant(text: str, begin: int, end: int) -> bool:
    """Whether a name stands for its company there, by what stands after it."""
    if text[begin] < "\u0250" and " " not in text[begin:end] and text[end - 1] < "\u0250":
        return end >= len(text) or _CORPORATE.match(text, end) is not None
    if text[begin] == "京" and text[max(0, begin - 1) : begin] in ("北", "南"):  # 北京东方广场
        return False
    return _OTHER_AFTER.match(text, end) is None
