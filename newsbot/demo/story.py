"""Invented stories: what each page shows (the ground truth for tests) and the lines its markup is made from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from newsbot.dates import to_text

INDENT = "\u3000\u3000"
"""Every paragraph of a Chinese news page begins with two ideographic spaces."""
SECURITY = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")
"""``[[sh609001|云州银行]]``; an index has two codes, ``[[sh000300+sz399300|沪深300]]``; a US stock is ``us:ODSR``."""
_PICTURE = re.compile(r"!(\S+) (\d+)x(\d+)( lazy)? ?(.*)")
_CAPTION, _ROW, _CELL = map(re.compile, ("<caption>(.*?)</caption>", "<tr>(.*?)</tr>", "<t[hd][^>]*>(.*?)</t[hd]>"))
_BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a story: its path on the demo site, its caption (may be empty), its size in pixels, and whether
    the page leaves loading it to a script (``data-src``).
    """

    path: str
    caption: str
    width: int
    height: int
    lazy: bool = False


@dataclass(frozen=True)
class Story:
    """One story of the demo site.

    ``lines`` is the whole body in the notation explained in data/special.toml; `body`, `images` and `tickers` are read
    from it. ``published`` and ``updated`` are aware times; the page shows the former cut to the minute. ``case`` names
    what is special about the page (``"ordinary"``: nothing).
    """

    docid: str
    """Sina's bare docid, seven letters and seven digits; a slug for the English stories."""
    path: str
    """Where the page is, beginning with ``/``."""
    headline: str
    lines: tuple[str, ...]
    published: datetime
    publisher: str
    case: str = "ordinary"
    layout: str = "finance"
    editor: str = ""
    """Name without the work code; empty on pages without an editor line."""
    editor_code: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    section: str = ""
    lids: tuple[int, ...] = ()
    """The roll lists that carry it."""
    alternative_headline: str | None = None
    updated: datetime | None = None
    """Of the visible ``update_at`` of the page, None where it shows none."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Contents of meta tags that differ from what the story says."""
    roll_offset: int = 0
    """Seconds from the page's time to the roll API's ctime."""
    listed: tuple[str, ...] = ()
    """Paths under which the roll API lists it, the page's own if empty."""
    listed_title: str | None = None
    """Title of the roll row where it is not the headline."""
    live_quotes: bool = False
    disclaimer: str | None = None

    @cached_property
    def body(self) -> tuple[str, ...]:
        """The paragraphs as a reader sees them, without captions and boilerplate.

        A table gives its caption and its rows, cells separated by tabs. The text of slides is what stands beside them.
        """
        if self.layout == "slides":
            return tuple(self.picture(i).caption for i in range(len(self.lines)))
        lines = (_table(line) if line[0] == "=" else (plain(line),) for line in self.lines if line[0] not in "!<")
        return tuple(text for texts in lines for text in texts)

    @cached_property
    def images(self) -> tuple[Picture, ...]:
        """The story's pictures in page order; slides have no captions, see `body`."""
        pictures = (self.picture(i) for i, line in enumerate(self.lines) if line.startswith("!"))
        return tuple(replace(picture, caption="") if self.layout == "slides" else picture for picture in pictures)

    @cached_property
    def tickers(self) -> tuple[tuple[str, str], ...]:
        """(symbol, surface) of every security the markup names, in page order, each symbol once."""
        found: dict[str, str] = {}
        for line in self.lines:
            for codes, name in SECURITY.findall(line):
                for code in codes.split("+"):
                    found.setdefault(symbol(code), name)
        return tuple(found.items())

    @property
    def date_published(self) -> str:
        """The visible time as UTC text, to the minute."""
        return to_text(self.published.replace(second=0, microsecond=0))

    @property
    def date_modified(self) -> str | None:
        """The page's ``update_at`` as UTC text, to the second."""
        return to_text(self.updated) if self.updated else None

    def picture(self, number: int) -> Picture:
        """The picture on line ``number``."""
        match = _PICTURE.fullmatch(self.lines[number])
        if not match:
            raise ValueError(f"{self.docid}: not a picture line: {self.lines[number]}")
        kind, width, height, lazy, caption = match.groups()
        path = kind if "/" in kind else self._picture_path(number, kind, f"w{width}h{height}")
        return Picture(path, caption, int(width), int(height), bool(lazy))

    def _picture_path(self, number: int, kind: str, size: str) -> str:
        key = sha256(f"{self.docid}/{number}".encode()).hexdigest()
        day = f"{self.published:%Y%m%d}"
        if self.layout == "english":
            return f"/en/pictures/{size}/{key[7:27]}.{kind}"
        folder = (f"finance/transform/{int(key[:2], 16)}", f"spider{day}/{int(key[:2], 16)}", f"sinakd{day}s/124")
        return f"/{folder[int(key[2], 16) % 3]}/{size}/{day}/{key[3:7]}-{key[7:27]}.{kind}"


def symbol(code: str) -> str:
    """The archive's symbol of a code as Sina writes it: ``sh609001`` is ``609001.SH``, ``us:ODSR`` is ``ODSR.US``."""
    if code.startswith("us:"):
        return f"{code[3:]}.US"
    return f"{code[2:]}.{code[:2].upper()}"


def _table(markup: str) -> tuple[str, ...]:
    rows = (_CELL.findall(row) for row in _ROW.findall(markup))
    return (*_CAPTION.findall(markup), *("\t".join(cells) for cells in rows))


def plain(line: str) -> str:
    """A paragraph line without its notation."""
    return _BOLD.sub(r"\1", SECURITY.sub(r"\2", line))


def bold(html: str, opening: str, closing: str) -> str:
    """``html`` with ``**…**`` written as the given tags."""
    return _BOLD.sub(lambda match: f"{opening}{match[1]}{closing}", html)
