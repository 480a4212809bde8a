"""Text that was decoded wrongly before it came to us: found, named, and undone where that is certain."""

import re
from collections.abc import Sequence

from newsbot.extract import charsets

_CONTINUATION = "[\u0080-\u00bf" + re.escape(bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")) + "]"
"""What bytes 80–BF look like in Latin-1 and Windows-1252."""
_DOUBLED = re.compile(
    f"[\u00c2-\u00df]{_CONTINUATION}|[\u00e0-\u00ef]{_CONTINUATION}{{2}}|[\u00f0-\u00f4]{_CONTINUATION}{{3}}"
)
_SURELY = re.compile(
    f"Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œš›œž]|â€{_CONTINUATION}|Â[\u00a0-\u00bf]"
    f"|[ãåäæçèéêëìí]{_CONTINUATION}{{2}}|[ÐÑ]{_CONTINUATION}"
)
_TYPOGRAPHY = frozenset("\u00a0\u00ab\u00bb\u00ad‘’‚“”„‹›…–—•")
"""Signs that stand behind a letter in text that reads well: ``menacé »``, ``AMANHÃ…``."""
_WIDE = frozenset("ãäåæçèéêëìí")
"""First bytes of Chinese, Japanese and Korean characters."""
_FEWEST_DOUBLED = 3
"""Characters encoded twice that a text has at least; fewer may be typography."""
_TAG = re.compile("<[^<>]*>")
_HIGH = re.compile("(?:[\u0080-\u00ff]|" + _CONTINUATION + ")+")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_SHARE = 0.6
"""Of the characters beyond ASCII; in text encoded twice all of them are, but for a few that came in otherwise."""

_LATIN = re.compile("[\u00a1-\u00ff]")
_LATIN_SHARE, _FEWEST_LATIN = 0.3, 12
"""Of all letters; no language written in Latin letters has as many accents and signs."""

_HAN = re.compile("[\u3400-\u9fff]")
_EAST = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Chinese, Japanese and Korean characters and signs."""
_AS_GBK = re.compile("[锛銆鐨涓鏄鍦浜鏈鍥鍒鎴涔鏃鍏鍙鏂鎵鎬鍔瀛鎯璇鍚涓嶆閲鍑澶勫埌鍙兘浠鍗鐢佸笂骞瓿娴夋椂濂闄鑳鎶]")
"""What the commonest Chinese characters begin with when their UTF-8 bytes are read as GBK."""
_ASCII_LETTER = re.compile("[A-Za-z]")
_HAN_IN_WORD = re.compile("(?<=[a-z])[\u3400-\u9fff]{1,2}(?=[a-z])")
"""r茅gion: accents of a Western text that was read as GBK."""
_BROKEN = re.compile("(?:锟斤拷)+")
_LATIN_TO_HAN = 4
"""Western letters for each Chinese character: Chinese text with Western names has fewer."""
_FEWEST_IN_WORDS = _FEWEST_BROKEN = 3
_HAN_SHARE, _READABLE = 0.12, 0.4

_REPLACEMENT = "\ufffd"
_REPLACED = re.compile(_REPLACEMENT + "+")
_FEWEST_REPLACED, _REPLACED_SHARE = 3, 0.005
"""Places, not characters: a run of them at the beginning of a paragraph is an indent that was lost, not a text."""


def mojibake(text: str) -> str | None:
    """Name the kind of mojibake with a sample, ``UTF-8 read as GBK: "涓浗"``; ``None`` for text that reads well.

    Careful: an article that mentions a garbled word is not one.
    """
    lost = len(_REPLACED.findall(text))
    if lost >= _FEWEST_REPLACED and lost > _REPLACED_SHARE * len(text):
        return _named(f"characters in {lost} places that could not be decoded", text, text.index(_REPLACEMENT))
    if text.isascii():
        return None
    if (start := _doubled(text)) is not None:
        return _named("UTF-8 read as Latin-1", text, start)
    if found := _read_as_latin(text):
        return _named(f"{found[0]} read as Latin-1", text, found[1])
    if (start := _read_as_gbk(text)) is not None:
        return _named("UTF-8 read as GBK", text, start)
    return None


def repaired(texts: Sequence[str]) -> list[str]:
    """The texts of one page with UTF-8 that was read as Latin-1 or Windows-1252 undone; they are judged together.

    They come back as they are unless that is certain: several such characters, all of them valid UTF-8, and no Chinese
    in a Western text from it. Nothing else can be undone without a loss.
    """
    if all(text.isascii() for text in texts) or _doubled(_TAG.sub(" ", "\n".join(texts))) is None:
        return list(texts)
    try:
        undone = [_undone(text) for text in texts]
    except UnicodeError:
        return list(texts)
    brought = len(_EAST.findall("".join(undone))) > len(_EAST.findall("".join(texts)))
    return list(texts) if brought and _is_western(_TAG.sub(" ", "\n".join(undone))) else undone


def _undone(text: str) -> str:
    """Raises UnicodeError: a piece of it is not UTF-8 read wrongly."""
    return _HIGH.sub(lambda run: _bytes(run[0]).decode("utf-8") if _DOUBLED.search(run[0]) else run[0], text)


def _is_western(text: str) -> bool:
    return len(_ASCII_LETTER.findall(text)) > _LATIN_TO_HAN * len(_EAST.findall(text))


def _bytes(text: str) -> bytes:
    """The bytes that were read as Windows-1252, whose holes browsers fill with Latin-1."""
    return b"".join(char.encode("latin-1" if ord(char) < 0x100 else "cp1252") for char in text)


def _doubled(text: str) -> int | None:
    """Where the first sure sign of text encoded twice is; ``None`` when it is not."""
    first = _SURELY.search(text)
    if first is None:
        return None
    runs = _DOUBLED.findall(text)
    signs = [run for run in runs if not _TYPOGRAPHY.issuperset(run[1:])]
    wide = sum(run[0] in _WIDE for run in signs)
    if len(_ASCII_LETTER.findall(text)) > _LATIN_TO_HAN * wide:  # no Chinese text
        signs = [run for run in signs if run[0] not in _WIDE]
    if len(signs) < _FEWEST_DOUBLED:
        return None
    return first.start() if sum(map(len, runs)) >= _SHARE * len(_BEYOND.findall(text)) else None


def _read_as_latin(text: str) -> tuple[str, int] | None:
    found = _LATIN.findall(text)
    if len(found) < _FEWEST_LATIN or len(found) < _LATIN_SHARE * len("".join(text.split())):
        return None
    best = charsets.best(text.encode("latin-1", "ignore"))
    if best is None or best[1] < _READABLE or best[0] in ("cp1252", "cp1250", "iso8859_2"):
        return None
    name = {"gb18030": "GBK", "big5hkscs": "Big5", "cp1251": "windows-1251"}.get(best[0], best[0])
    return name, text.index(found[0])


def _read_as_gbk(text: str) -> int | None:
    broken = _BROKEN.search(text)
    if broken and sum(len(run) for run in _BROKEN.findall(text)) // 3 >= _FEWEST_BROKEN:
        return broken.start()
    garbled = len(_AS_GBK.findall(text))
    if not garbled and _HAN_IN_WORD.search(text) is None:
        return None
    han = _HAN.findall(text)
    in_words = _HAN_IN_WORD.findall(text)
    if len(in_words) >= _FEWEST_IN_WORDS and _LATIN_TO_HAN * len(han) < len(_ASCII_LETTER.findall(text)):
        return text.index(in_words[0])
    if not han or garbled < _HAN_SHARE * len(han):
        return None
    undone = "".join(char for char in text if char > "\x7f").encode("gb18030", "ignore").decode("utf-8", "replace")
    readable = sum(char in charsets.COMMON_HAN or char in "，。、：；“”" for char in undone)
    return text.index(han[0]) if readable * 4 > len(undone) - undone.count(_REPLACEMENT) and readable else None


def _named(kind: str, text: str, start: int) -> str:
    return f"{kind}: {text[start : start + 20].strip()!r}"
