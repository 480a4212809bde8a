"""What revisions changed, as ``newsbot show --diff`` prints it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.text import Text

from newsbot.archive import revisions
from newsbot.archive.revisions import Revision
from newsbot.cli import output
from newsbot.dedupe import diff
from newsbot.dedupe.diff import Difference, Line, Mark, Piece

_STYLES: dict[Mark, str] = {"same": "", "old": "red strike", "new": "green"}
_BRACKETS: dict[Mark, str] = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
"""As ``git diff --word-diff`` writes it."""

Changes = list[tuple[Revision, Revision | None, Difference]]
"""A revision, what it is compared with, and what differs."""


def compare(of_article: list[Revision], number: int | None) -> Changes:
    """Compare each revision, or that of one number, with the one it took the place of."""
    compared: Changes = []
    for revision in of_article:
        if number in (None, revision.number):
            former = revisions.predecessor(revision, of_article)
            found = Difference() if former is None else diff.between(former.article, revision.article)
            compared.append((revision, former, found))
    return compared


def as_dicts(compared: Changes) -> list[dict[str, Any]]:
    """Return the comparisons as ``--json`` has them."""
    documents = []
    for revision, former, found in compared:
        said = {name: getattr(revision, name) for name in ("number", "origin", "observed", "recorded", "change")}
        documents.append(said | {"compared_with": former and former.number} | as_dict(found))
    return documents


def as_dict(found: Difference) -> dict[str, Any]:
    """Return a difference as ``--json`` has it."""
    document = asdict(found)
    document["headline"] = _pieces_as_dicts(found.headline)
    document["body"] = [{"mark": line.mark, "pieces": _pieces_as_dicts(line.pieces)} for line in found.body]
    for name in ("captions", "fields"):
        document[name] = {key: {"old": old, "new": new} for key, (old, new) in document[name].items()}
    return document


def blocks(compared: Changes, zone: str, *, coloured: bool, unchanged: bool = False) -> Iterator[list[Text]]:
    """Yield the lines of each comparison, a heading first.

    Args:
        coloured: mark with colours instead of ``[-old-]{+new+}``.
        unchanged: the article has no other revision.
    """
    for revision, former, found in compared:
        moment = output.local_time(revision.observed, zone)
        heading = f"revision {revision.number}: {moment} {revision.change}"
        if revision.origin != "publisher":
            heading += f", {revision.origin} recorded {output.local_time(revision.recorded, zone)}"
        if former is not None:
            heading += f", compared with revision {former.number}"
        else:
            heading += ", the only text: it was never changed" if unchanged else ", the earliest text"
        yield [output.plain(heading, "bold"), *lines(found, coloured)]


def lines(found: Difference, coloured: bool) -> Iterator[Text]:
    """Yield the lines that print what differs."""
    if found.headline:
        yield Text.assemble("headline: ", _marked(found.headline, coloured))
    yield from _body(found.body, coloured)
    for mark, urls in (("old", found.images_removed), ("new", found.images_added)):
        for url in urls:
            yield Text.assemble("image: ", _marked([Piece("old" if mark == "old" else "new", url)], coloured))
    if found.images_moved:
        yield output.plain("images: in another order")
    for url, (old, new) in found.captions.items():
        yield Text.assemble("caption of ", output.plain(url), ": ", _marked(diff.words(old or "", new or ""), coloured))
    for name, (old, new) in found.fields.items():
        yield output.plain(f"{name}: {_value(old)} → {_value(new)}")


def _body(lines: Iterable[Line], coloured: bool) -> Iterator[Text]:
    """Yield the changed paragraphs; of those between only how many they are."""
    same = 0
    for line in lines:
        if line.mark == "same":
            same += 1
            continue
        if same:
            yield output.plain(f"… {same} unchanged", "dim")
        same = 0
        yield _marked(line.pieces, coloured)
    if same:
        yield output.plain(f"… {same} unchanged", "dim")


def _marked(pieces: Iterable[Piece], coloured: bool) -> Text:
    if coloured:
        return Text.assemble(*(output.plain(piece.text, _STYLES[piece.mark]) for piece in pieces))
    return Text.assemble(*(output.plain(_BRACKETS[piece.mark].format(piece.text)) for piece in pieces))


def _value(value: object) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or "–"
    return "–" if value is None else str(value)


def _pieces_as_dicts(pieces: Iterable[Piece]) -> list[dict[str, str]]:
    return [{"mark": piece.mark, "text": piece.text} for piece in pieces]
