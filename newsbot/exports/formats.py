"""Which format a destination asks for, and what does not fit it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsbot.errors import NewsbotError
from newsbot.exports import database, lines, sheet, warc
from newsbot.exports.job import Job, Options

SUFFIXES = (".db", ".parquet", ".csv", ".jsonl", ".warc.gz")
"""What can be exported to a file. A ``.parquet`` can be a folder of files, a folder without suffix is of posts."""

POSTS, PARTITIONED = "posts", ".parquet/"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its writer returns what it has written, ``articles`` first.

    Attributes:
        folds: reprints are left out unless the filter wants them.
        folder: it writes a folder.
    """

    name: str
    write: Callable[[Job], dict[str, int]]
    folds: bool = False
    folder: bool = False


def of(destination: Path, *, folder: bool, options: Options) -> Format:
    """Return the format of a destination.

    Args:
        folder: it was named as one, by a slash at its end.

    Raises:
        NewsbotError: there is no such format, or an option is for another one.
    """
    name = _name(destination, folder=folder or destination.is_dir())
    fitting = {"bom": (".csv",), "pictures": (".db",), "extended": (POSTS,)}
    said = {"bom": "a byte order mark is", "pictures": "the bytes of images are", "extended": "our own fields are"}
    for option, formats in fitting.items():
        if getattr(options, option) and name not in formats:
            what = "a folder of posts" if formats == (POSTS,) else formats[0]
            raise NewsbotError(f"{said[option]} for {what} only", where=str(destination))
    if name.startswith(".parquet"):
        return _parquet(name, destination)
    if name == POSTS:
        from newsbot.exports import posts

        return Format(name, posts.write, folds=True, folder=True)
    plain = {".db": database.write, ".csv": sheet.write, ".jsonl": lines.write, ".warc.gz": warc.write}
    return Format(name, plain[name], folds=name == ".csv")


def _name(destination: Path, *, folder: bool) -> str:
    suffix = next((one for one in SUFFIXES if destination.name.lower().endswith(one)), None)
    if folder and destination.is_file():
        raise NewsbotError("is a file, not a folder", where=str(destination), do="Name another folder")
    if folder and suffix == ".parquet":
        return PARTITIONED
    if folder and suffix is None:
        return POSTS
    if folder:
        raise NewsbotError("is a folder", where=str(destination), do="Name a file")
    if suffix is None:
        known = f"{', '.join(SUFFIXES[:-1])} and {SUFFIXES[-1]}, and folders of posts: name one with a slash at its end"
        raise NewsbotError("no format of this suffix", where=str(destination), do=f"newsbot exports {known}")
    return suffix


def _parquet(name: str, destination: Path) -> Format:
    try:
        from newsbot.exports import parquet
    except ModuleNotFoundError as error:
        if error.name != "pyarrow":
            raise
        raise NewsbotError(
            "needs pyarrow", where=str(destination), do="Install it with: pip install 'newsbot[parquet]'"
        ) from error

    return Format(name, parquet.write_folder, folder=True) if name == PARTITIONED else Format(name, parquet.write_file)
