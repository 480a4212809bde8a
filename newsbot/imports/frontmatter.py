"""The front matter of a Markdown post: YAML, also where it is none.

Posts of the RSS archive tool this reads most are not valid YAML in three cases: a list item ``- | name``, a title with
both kinds of quotes, a colon in an unquoted value. Then each line is read by itself.
"""

import re
from typing import Any

import yaml

from newsbot.errors import NewsbotError

MAX_LENGTH = 65_536
"""Characters of a front matter; those of real posts have some hundred."""

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar is text: a date stays what was written, and nothing is made of tags."""

_FENCE = re.compile(r"(-{3,})[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:\|[ \t]+)?(.*)")
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*)|)", re.ASCII)

Values = dict[str, str | list[str]]


class PostError(NewsbotError):
    """A file that is no post, or not a whole one."""


def split(text: str) -> tuple[str, str]:
    """Part a post, its lines ended by line feeds, into its front matter and its body.

    Raises:
        PostError: there is no front matter, or no end of it.
    """
    text = text.lstrip("\ufeff \t\n")
    if not text.startswith("---"):
        raise PostError("no front matter: it does not begin with ---")
    match = _FENCE.match(text)
    if match is None:
        raise PostError("its front matter has no end: a second line ---")
    if len(match[2]) > MAX_LENGTH:
        raise PostError(f"a front matter of more than {MAX_LENGTH} characters")
    return match[2], text[match.end() :]


def read(text: str) -> Values:
    """The values of a front matter, each as text or a list of texts; what is neither (nested tables) is left out.

    Never raises.
    """
    try:
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506 - builds nothing but texts, lists and dictionaries
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = None
    values = _plain(loaded) if isinstance(loaded, dict) else {}
    return values or _by_lines(text)


def _plain(loaded: dict[Any, Any]) -> Values:
    values: Values = {}
    for key, value in loaded.items():
        if isinstance(value, str):
            values[str(key)] = value
        elif isinstance(value, list):
            # Hexo writes several lines of categories as lists in a list.
            flat = [part for item in value for part in (item if isinstance(item, list) else [item])]
            values[str(key)] = [part for part in flat if isinstance(part, str)]
    return values


def _by_lines(text: str) -> Values:
    values: Values = {}
    last = ""
    for line in text.split("\n"):
        item, key = _ITEM.fullmatch(line), _KEY.fullmatch(line)
        if item and last:
            before = values[last]
            values[last] = [*(before if isinstance(before, list) else [before] if before else []), _scalar(item[1])]
        elif key:
            last = key[1]
            values[last] = (key[2] or "").strip()
        elif last and line.strip() and isinstance(before := values[last], str):
            values[last] = f"{before} {line.strip()}"
    return {key: _scalar(value) if isinstance(value, str) else value for key, value in values.items()}


def _scalar(written: str) -> str:
    """A value that stands alone: as YAML reads it where that is a text, else without the quotes around it."""
    written = written.strip()
    try:
        loaded = yaml.load(written, Loader=_LOADER)  # noqa: S506 - as above
    except (yaml.YAMLError, ValueError, RecursionError):
        loaded = None
    if isinstance(loaded, str):
        return loaded
    return written[1:-1] if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"" else written
