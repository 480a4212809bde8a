"""When an article was published: what the page shows and what its data says, weighed against each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newsbot import dates
from newsbot.extract.lines import Line, Lines, name_of

LINKED, META, VAGUE_META, SHOWN, STAMP, ADDRESS = 3.0, 2.5, 1.5, 4.0, 3.5, 1.5
"""Weights of the kinds of evidence; calibrated by hand on pages with labels, see docs."""
_BARE = 0.6
"""A day says that much of what a time would."""
_ABOVE = 8
"""Lines above the headline among which its time may stand."""
_LONGEST = 200
"""Characters of a line of times and names; longer ones are text."""
_SENTENCE, _LONGEST_LABEL = 60, 30
_DIGIT = re.compile(r"\d\d", re.ASCII)
_CLOCK = re.compile(r"\d\d:\d\d", re.ASCII)
_ENDS = re.compile(r"[。！？]|[a-z\u00df-\u00ff]{3}[.!?](?:\s|$)")

_MODIFIED = re.compile(
    r"updat|modif|last (?:changed|edit)|revis|aktualis|geändert|stand(?: des artikels)?\b"
    r"|mise? à jour|actuali[sz]|aggiorna|atualiz|bijgewerkt|更新|修改|수정|обновл|päivitetty|uppdaterad",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"publi|posted|veröff|erschien|erstellt|geplaatst|created|发布|發布|发表|發表|刊发|刊登|时间|時間|日期|입력|등록|公開|опубл",
    re.IGNORECASE,
)
_STRONG_LABEL = re.compile(
    r"(?:发布|发表|刊登|刊发|上传|更新)?(?:时间|日期)\s*[:：]|发布于|发表于"
    r"|published (?:on|at|:)|veröffentlicht|publié le|publicado",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"time|date|publi?s?h|posted|ptime|riqi|shijian|datum|fecha|\bmeta\b|\binfo\b|source", re.IGNORECASE
)
_NO_TIME = re.compile(
    r"©|copyright|版权所有|all rights|截至|截止|最后登录|注册时间|今天是|valid until|expires|备案", re.IGNORECASE
)
_STAMPS = re.compile(
    r"^(?:datetime|content|title|data-\w*-?(?:time|date|publish\w*|timestamp|ts|utc)\w*)$", re.IGNORECASE
)
_DIGITS = re.compile(r"[\d\s/:.\-年月日]{1,12}")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(\d\d|[a-z]{3})[-_/]?(\d\d)(?!\d)", re.IGNORECASE)
_OFFSET = re.compile(r"\d([+-])(0\d|1[0-2]):?00$")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?(?:\.0+)?(?:Z|[+-]\d\d:?\d\d)?$")


class Evidence(NamedTuple):
    """One time the page gives."""

    raw: str
    text: str
    """UTC text or the bare day."""
    weight: float
    zoned: bool = True
    """Whether it says in which zone it is."""
    shown: bool = False
    """Whether a reader sees it."""
    modified: bool = False


def claimed(
    raw: str, weight: float, zone: str, *, modified: bool = False, day_first: bool | None = None
) -> list[Evidence]:
    """The time a meta element or structured data gives, as a list of one, or empty when it is none.

    An exact midnight, there or in the zone it names, is when nothing was published, but how a day is put into a field
    that has room for a time.
    """
    text = dates.from_timestamp(raw) or dates.parse(raw, zone, day_first=day_first)
    if text is None:
        return []
    text = _day_of_midnight(raw, text, zone) or text
    bare = dates.is_day(text)
    other = "Asia/Tokyo" if zone != "Asia/Tokyo" else "UTC"
    zoned = not bare and (raw.isdigit() or text == dates.parse(raw, other, day_first=day_first))
    return [Evidence(raw, text, weight * (_BARE if bare else 1), zoned, modified=modified)]


def _day_of_midnight(raw: str, text: str, zone: str) -> str | None:
    if dates.is_day(text):
        return None
    midnight = _MIDNIGHT.search(raw)
    if midnight and (found := dates.find(raw[: midnight.start()])):
        return found[0].text
    local = dates.to_datetime(text).astimezone(ZoneInfo(zone))
    return local.date().isoformat() if local.time() == time() else None


def own_zone(raws: Iterable[str]) -> str | None:
    """The zone of a page whose data gives times with an offset of whole hours: its clock on the wall has the same."""
    for raw in raws:
        match = _OFFSET.search(raw)
        if match and int(match[2]):
            return f"Etc/GMT{'-' if match[1] == '+' else '+'}{int(match[2])}"
    return None


def in_address(url: str) -> tuple[date, str] | None:
    """The day an address names (``/2019-09/10/``, ``/20190907/``, ``/2019/1210/``, ``/2023/apr/28/``), and its text."""
    for match in _IN_ADDRESS.finditer(url.partition("?")[0]):
        found = dates.find(f"{match[3]} {match[2]} {match[1]}" if match[2].isalpha() else "-".join(match.groups()))
        if found and dates.is_day(found[0].text):
            return date.fromisoformat(found[0].text), match[0]
    return None


def near(lines: Lines, at: int | None, zone: str, *, day_first: bool | None = None) -> list[Evidence]:
    """The times shown about the headline; where there are none, those that say what they are, anywhere on the page.

    Args:
        lines: of the page.
        at: which of them is the headline; ``None`` when it is not among them.
        zone: of times that do not name theirs.
        day_first: whether ``03/04/2026`` is in April.
    """
    found: list[Evidence] = []
    for distance, line, before in _window(lines, at) if at is not None else ():
        weight = SHOWN - 0.05 * abs(distance) - (1 if distance < 0 else 0)
        found += _times(lines, line, before, weight, zone, day_first)
    if any(not item.modified for item in found):
        return found
    for line in lines.items:
        if len(line.text) <= _LONGEST and _STRONG_LABEL.search(line.text) and not lines.is_foreign(line.node):
            found += _times(lines, line, "", SHOWN - 1.5, zone, day_first)
    if not found and at is None:
        named = (line for line in lines.items if _CLOCK.search(line.text) and _NAMED.search(name_of(line.block)))
        for line in islice((line for line in named if not lines.is_foreign(line.node)), 3):
            found += _times(lines, line, "", SHOWN - 2, zone, day_first)
    return found


def _window(lines: Lines, at: int) -> Iterator[tuple[int, Line, str]]:
    """Lines about the headline, each with its distance and the label on the line before it; those that are parts of one
    time as one.
    """
    items, skip = lines.items, 0
    for number in lines.below(at):
        if number < skip:
            continue
        line, end = items[number], number
        while end < min(len(items), number + 6) and _DIGITS.fullmatch(items[end].text):
            end += 1
        if end > number + 1:
            skip = end
            line = line._replace(text=" ".join(part.text for part in items[number:end]))
        before = items[number - 1].text if number - 1 > at else ""
        yield number - at, line, before if len(before) <= _LONGEST_LABEL else ""
    for number in range(at - 1, max(-1, at - _ABOVE), -1):
        yield number - at, items[number], ""


def _times(lines: Lines, line: Line, before: str, weight: float, zone: str, day_first: bool | None) -> list[Evidence]:
    """The times on a line; ``before`` is the label that stands on the line before it."""
    text = line.text
    if len(text) > _LONGEST or not (_DIGIT.search(text) or line.block.tag == "time"):
        return []
    found = dates.find(text, zone, day_first=day_first)
    if not found and line.block.tag != "time":
        return []
    if _NO_TIME.search(text) or (len(text) > _SENTENCE and _ENDS.search(text) and not _STRONG_LABEL.search(text)):
        return []
    if lines.is_foreign(line.node, aside=False):
        return []
    if _NAMED.search(name_of(line.node)) or _NAMED.search(name_of(line.block)):
        weight += 0.5
    if line.node.tag == "a" and len(found) == 1 and found[0].label == "" and dates.is_day(found[0].text):
        weight -= 1
    stamp = next(iter(_stamps(line, zone)), None)
    items = [_seen(item, stamp, line, before, weight) for item in found]
    return items or ([stamp._replace(modified=_is_modified(f"{before} {text}"))] if stamp else [])


def _seen(found: dates.Found, stamp: Evidence | None, line: Line, before: str, weight: float) -> Evidence:
    """A time on a line; the attribute of its element says the same more exactly."""
    text, zoned, label = found
    label = label if label.strip(" :,|-") else before
    raw = line.text
    if stamp and not zoned and not dates.is_day(stamp.text) and abs(_day(stamp.text) - _day(text)) <= 1:
        text, zoned, raw = stamp.text, stamp.zoned, stamp.raw
    weight = weight * (_BARE if dates.is_day(text) else 1) + (1 if _LABEL.search(label[-25:]) else 0)
    return Evidence(raw, text, weight, zoned, shown=True, modified=_is_modified(label))


def _is_modified(label: str) -> bool:
    said = _MODIFIED.search(label)
    return bool(said) and not _LABEL.search(label, said.end() + 2 if said else 0)


def _stamps(line: Line, zone: str) -> list[Evidence]:
    """The times in attributes of the elements a line stands in."""
    found: list[Evidence] = []
    for node in dict.fromkeys((line.node, line.block)):
        for name, value in islice(node.attrib.items(), 20):
            if 8 <= len(value) <= 40 and _STAMPS.match(name):
                found += claimed(value, STAMP, zone)
                break
    return found


def _day(text: str) -> int:
    return date.fromisoformat(text[:10]).toordinal()


def decide(
    evidence: Sequence[Evidence], address: tuple[date, str] | None, *, sure: bool
) -> tuple[str | None, str | None]:
    """The time of publication and the text it was read from.

    Args:
        evidence: all that the page gives, modified times included (they only ever count when nothing else does not).
        address: what the address says.
        sure: whether the zone of shown times is known; else data that names its zone says it better.
    """
    items = [item for item in evidence if not item.modified]
    if not items:
        return (address[0].isoformat(), address[1]) if address else (None, None)
    best = max(items, key=lambda item: _support(item, items, address))
    same = [item for item in items if abs(_day(item.text) - _day(best.text)) <= 1]
    timed = [item for item in same if not dates.is_day(item.text)]
    shown = max((item for item in timed if item.shown), key=lambda item: item.weight, default=None)
    data = max((item for item in timed if not item.shown), key=lambda item: (item.zoned, item.weight), default=None)
    days = [item for item in same if dates.is_day(item.text)]
    chosen = _timed(shown, data, sure=sure)
    if chosen is None:
        chosen = max(days, key=lambda item: item.weight)
    return chosen.text, chosen.raw


def _support(item: Evidence, items: Sequence[Evidence], address: tuple[date, str] | None) -> float:
    """Its own weight and half of that of all that name the same day, give or take the zone."""
    day = _day(item.text)
    others = sum(other.weight for other in items if other is not item and abs(_day(other.text) - day) <= 1)
    return item.weight + others / 2 + (ADDRESS if address and abs(address[0].toordinal() - day) <= 1 else 0)


def _timed(shown: Evidence | None, data: Evidence | None, *, sure: bool) -> Evidence | None:
    """Of the best shown time and the best in the data the one to believe."""
    if shown is None or data is None:
        return shown or data
    if shown.text[:16] == data.text[:16]:
        return data if shown.text[16:19] == ":00" else shown
    if sure or (shown.zoned and data.text > shown.text):
        return shown
    return data if data.zoned else shown
