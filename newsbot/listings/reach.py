"""Whether a walk of a listing reached what was known, or may have missed something. Pure: no archive, no clock.

A listing shows its newest entries only. When a walk meets an entry that an earlier one had listed, everything published
in between was on the way; when it does not, something may have come and gone. Nothing is taken for proof that does not
prove it: an entry pinned to the top, one that an update has moved, one that a backfill or a person has added.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from newsbot import dates

Overlap = Literal["order", "window", "files"]
"""What shows that a walk is continuous with the last: ``order``, a known entry in its place among entries that come
newest first; ``window``, that the days asked for begin before the last walk; ``files``, any known entry, for the files
of a sitemap are in no order and drop the oldest first."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last walk after which nothing was missing, or known to be: times are UTC text.

    ``polled`` is when it began (or when a later poll found the listing unchanged), ``walked`` when it ended, ``newest``
    the publication time of its newest entry; it showed so many ``entries``, the oldest of them ``kept`` seconds old.
    """

    listing: str
    polled: str
    walked: str
    newest: str | None
    entries: int
    kept: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a walk: ``gap`` is from when to when entries may be missing (UTC text)."""

    overlapped: bool
    gap: tuple[str, str] | None
    mark: Mark | None


@dataclass(slots=True)
class Reach:
    """What a walk has met so far, entry by entry in the order of the listing.

    A known entry proves nothing when a new one comes after it that was published later: it is pinned, not in its place.
    So of the known entries the one published last counts, and where there are no times, one after all new entries.
    """

    entries: int = 0
    newest: str | None = None
    oldest: str | None = None
    tail: str | None = None
    """When the last new entry was published or modified: whichever the listing is sorted by, it goes back so far."""
    _met: bool = False
    _proof: str | None = None
    _untimed: bool = False

    def add(self, time: str | None, known: bool, now: str, modified: str | None = None) -> None:
        """Take note of an entry.

        Args:
            time: when it was published, as `moment` gives it; ``None``: the listing does not say.
            known: whether the last walk, or one before, had listed it as it is.
            now: UTC text; what is dated later than that says nothing of what is newest.
            modified: when it was modified, in the same form.
        """
        self.entries += 1
        if time:
            self.oldest = min(self.oldest or time, time)
            self.newest = max(self.newest or time, time) if time <= now else self.newest
        if known:
            self._met = True
            self._proof = max(self._proof or "", time) if time else self._proof
            self._untimed = self._untimed or not time
        else:
            self._untimed = False
            self._proof = None if time is None or time > (self._proof or "") else self._proof
            self.tail = max(time or "", modified or "") or self.tail

    def judge(
        self,
        mark: Mark | None,
        listing: str,
        began: str,
        ended: str,
        *,
        overlap: Overlap = "order",
        cut: bool = False,
        covers: str | None = None,
    ) -> Verdict:
        """Say whether a walk that has ended well may have missed something.

        Args:
            mark: that of the last walk; ``None``, or of a listing of another name: this is the first.
            listing: its name.
            began: stamp of its beginning; what was published later may not be in it.
            ended: stamp of its end.
            overlap: what is proof.
            cut: it ended though the listing has more: ``max_pages``.
            covers: UTC text; the listing is known to have everything published since then.
        """
        if mark is None or mark.listing != listing:
            return Verdict(False, None, self._mark(None, listing, began, ended))
        if mark.polled >= began:  # a walk that began later has ended before this one, and was judged
            return Verdict(self._proven(overlap, cut), None, mark)
        if self._proven(overlap, cut) or (not cut and self._excluded(mark, began, covers)):
            # An empty answer is a mistake of the site where it should show what it keeps for longer than that.
            gone = mark.newest is not None and mark.kept is not None and _seconds(mark.newest, began) >= mark.kept
            moved = Mark(listing, began, ended, mark.newest, mark.entries, mark.kept) if gone or covers else mark
            return Verdict(True, None, self._mark(mark, listing, began, ended) if self.entries else moved)
        if not self.entries:
            return Verdict(False, None, mark)  # the next walk that lists something is judged by the same mark
        return Verdict(False, self._gap(mark, began, overlap, cut, covers), self._mark(mark, listing, began, ended))

    def _proven(self, overlap: Overlap, cut: bool) -> bool:
        if overlap == "order":
            return self._untimed or self._proof is not None
        return overlap == "files" and self._met

    def _excluded(self, mark: Mark, began: str, covers: str | None) -> bool:
        """Tell whether nothing is missing though nothing known was met, for the known entries have aged out.

        A listing that shows fewer entries than it has shown before is not full: it drops by age. One that showed
        entries of that age then drops nothing that is younger.
        """
        if covers is not None and covers <= mark.polled:
            return True
        return self.entries < mark.entries and mark.kept is not None and _seconds(mark.polled, began) < mark.kept

    def _gap(self, mark: Mark, began: str, overlap: Overlap, cut: bool, covers: str | None) -> tuple[str, str]:
        if overlap == "window":
            begins, ends = mark.polled, began if cut else covers
        elif self.tail is None or mark.newest is None:
            begins, ends = mark.polled, began
        else:
            begins, ends = min(mark.newest, mark.polled), self.tail
        return begins, ends if ends and begins < ends < began else began

    def _mark(self, before: Mark | None, listing: str, began: str, ended: str) -> Mark | None:
        if not self.entries:
            return None
        newest = max((time for time in (self.newest, before.newest if before else None) if time), default=None)
        kept = max(_seconds(self.oldest, began), 0) if self.oldest else None
        return Mark(listing, began, ended, newest, self.entries, kept)


def moment(text: str | None, zone: str) -> str | None:
    """Return UTC text, or a bare day of a zone, as UTC text: the day's beginning."""
    if text is None or not dates.is_day(text):
        return text
    return dates.to_text(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def _seconds(begins: str, ends: str) -> int:
    return int((dates.to_datetime(ends) - dates.to_datetime(begins)).total_seconds())
