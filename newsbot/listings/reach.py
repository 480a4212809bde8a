"""Whether a walk of a listing reached what was known, or may have missed something. Pure: no archive, no clock.

A listing shows its newest entries only. When a walk meets an entry that an earlier one had listed, everything published
in between was on the way; when it does not, something may have come and gone. Nothing is taken for proof that does not
prove it: an entry pinned to the top, one that an update has moved, one that a backfill or a person has added, one that
stands in a block of the most read below the news.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from newsbot import dates

Overlap = Literal["order", "window", "files"]
"""What shows that a walk is continuous with the last: ``order``, a known entry in its place among entries that come
newest first; ``window``, that the days asked for begin before the last walk; ``files``, a known entry anywhere, for the
files of a sitemap are in no order and drop the oldest first."""

WITHDRAWN = 2
"""Entries that may have gone from above a known one since the last walk: sites withdraw one now and then. When more are
gone, the known one is not in its place."""


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
    So of the known entries the one published last counts, and where there are no times, one after all new entries, or
    more than half of what the last walk had listed: where entries are withdrawn, older ones move up behind them.
    """

    entries: int = 0
    newest: str | None = None
    oldest: str | None = None
    tail: str | None = None
    """When the last new entry was published or modified: whichever the listing is sorted by, it goes back so far."""
    _met: int = 0
    _latest: str | None = None
    _proof: str | None = None
    _untimed: bool = False

    def add(self, time: str | None, known: bool, now: str, latest: str | None = None) -> None:
        """Take note of an entry.

        Args:
            time: when it was published, as `moment` gives it; ``None``: the listing does not say.
            known: whether the last walk, or one before, had listed it as it is.
            now: UTC text; what is dated later than that says nothing of what is newest.
            latest: when it was modified, or when the day ended that is all the listing says.
        """
        self.entries += 1
        if time:
            self.oldest = min(self.oldest or time, time)
            self.newest = max(self.newest or time, time) if time <= now else self.newest
        if known:
            self._met += 1
            self._latest = max(self._latest or "", time) if time else self._latest
            self._proof = max(self._proof or "", time) if time else self._proof
            self._untimed = self._untimed or not time
        else:
            self._untimed = False
            self._proof = None if time is None or time > (self._proof or "") else self._proof
            self.tail = max(time or "", latest or "") or self.tail

    def proof(self, overlap: Overlap = "order") -> str | None:
        """Return when the entry was published that shows the overlap; ``None``: there is none, or it has no time."""
        return self._latest if overlap == "files" else self._proof

    def proven(self, mark: Mark, gone: int, overlap: Overlap = "order") -> bool:
        """Tell whether a known entry was met in its place.

        Args:
            mark: that of the last walk.
            gone: entries published after `proof` that the last walk had listed and this one has not.
            overlap: what is proof.
        """
        if overlap == "window":
            return False
        if self.proof(overlap) is not None:
            return gone <= WITHDRAWN and gone * 2 < mark.entries
        if mark.newest is not None and self.oldest is not None:
            return False
        most = self._met > WITHDRAWN and self._met * 2 > mark.entries  # no times: only the order is left
        return self._met > 0 if overlap == "files" else self._untimed or most

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
        gone: int = 0,
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
            gone: as `proven` has it.
        """
        if mark is None or mark.listing != listing:
            return Verdict(False, None, self._mark(None, listing, began, ended))
        proven = self.proven(mark, gone, overlap)
        if mark.polled >= began:  # a walk that began later has ended before this one, and was judged
            return Verdict(proven, None, mark)
        if proven or (not cut and self._excluded(mark, began, covers)):
            # An empty answer is a mistake of the site where it should show what it keeps for longer than that.
            aged = self._aged(mark, began) or covers
            moved = Mark(listing, began, ended, mark.newest, mark.entries, mark.kept) if aged else mark
            return Verdict(True, None, self._mark(mark, listing, began, ended) if self.entries else moved)
        if not self.entries:
            return Verdict(False, None, mark)  # the next walk that lists something is judged by the same mark
        return Verdict(False, self._gap(mark, began, overlap, cut, covers), self._mark(mark, listing, began, ended))

    def _excluded(self, mark: Mark, began: str, covers: str | None) -> bool:
        """Tell whether nothing is missing though nothing known was met, for the known entries have aged out.

        A listing that shows at most half as many entries as before is not full: it drops by age. (A few fewer say
        nothing: advertisements among the rows are left out.) One that showed entries of that age then drops nothing
        that is younger, so nothing can be missing unless the newest known entry is as old by now.
        """
        if covers is not None and covers <= mark.polled:
            return True
        if not self.entries:
            return mark.kept is not None and _seconds(mark.polled, began) < mark.kept
        few = self.entries * 2 <= mark.entries
        return few and self._aged(mark, began) and _seconds(mark.polled, began) < (mark.kept or 0)

    def _aged(self, mark: Mark, began: str) -> bool:
        """Tell whether all that was known is as old as what the listing had shown."""
        return mark.newest is not None and mark.kept is not None and _seconds(mark.newest, began) >= mark.kept

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


def moment(text: str | None, zone: str, *, end: bool = False) -> str | None:
    """Return UTC text, or a bare day of a zone, as UTC text: the day's beginning, or its ``end``."""
    if text is None or not dates.is_day(text):
        return text
    day = datetime.fromisoformat(text) + timedelta(days=end)
    return dates.to_text(day.replace(tzinfo=ZoneInfo(zone)))


def _seconds(begins: str, ends: str) -> int:
    return int((dates.to_datetime(ends) - dates.to_datetime(begins)).total_seconds())
