"""In which language a page is: what it declares, as far as its script bears that out."""

import re
from collections.abc import Iterable, Sequence

_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_MISTAKEN = {
    "cn": "zh-CN", "tw": "zh-TW", "hk": "zh-HK", "jp": "ja", "kr": "ko", "zh-hans": "zh-CN", "zh-cmn-hans": "zh-CN",
    "zh-hant": "zh-TW", "zh-cmn-hant": "zh-TW",
}  # fmt: skip
"""Countries declared as languages, and other ways to write the two kinds of Chinese."""
_SCRIPTS = {
    "kana": re.compile("[\u3041-\u30ff]"),
    "hangul": re.compile("[\uac00-\ud7a3]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
_OF_SCRIPT = {
    "kana": ("ja",), "hangul": ("ko",), "han": ("zh", "yue", "ja"), "arabic": ("ar", "fa", "ur", "ps", "ckb", "ug"),
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "uz"),
}  # fmt: skip
"""Languages written in a script, the most common first."""
_TRADITIONAL = re.compile(
    "[們這個來對時會說國學為開關點無業東車門長發經濟與實現體總認讓過還進變應該當將從後電話問題報價漲億]"
)
_SIMPLIFIED = re.compile(
    "[们这个来对时会说国学为开关点无业东车门长发经济与实现体总认让过还进变应该当将从后电话问题报价涨亿]"
)
_WORDS = {
    "en": "the of and to in is that for it with as was on by",
    "de": "der die das und ist nicht den von mit ein eine auf dem sich",
    "fr": "le la les des et est une dans que pour du au qui sur",
    "es": "el los las del que una por con para es se como al",
    "it": "il di che della per una con del gli alla nel sono le è",
    "pt": "o os da do que uma com para não em dos na no é",
    "nl": "de het een van en dat niet met voor zijn op te",
    "sv": "och att det som en på är av för med den till",
    "pl": "i w na z się do nie że jest to o jak",
    "tr": "ve bir bu için ile da de olarak daha çok",
}
"""The commonest words of languages in Latin letters."""
_FREQUENT = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_SAMPLE = 2_000
"""Characters of text that are looked at."""


def choose(declared: Iterable[str], lines: Sequence[str]) -> str | None:
    """The BCP 47 tag of a page.

    Args:
        declared: what its elements say, the most reliable first: ``en-GB``, ``zh_CN``, ``cn``.
        lines: its text; the longest lines are looked at, for menus say little.
    """
    script = _script(sorted(lines, key=len, reverse=True)[:20])
    for text in declared:
        tag = _tag(text)
        if tag and (script is None or script == "latin" or tag.partition("-")[0] in _OF_SCRIPT[script]):
            if script == "latin" and any(tag.partition("-")[0] in names for names in _OF_SCRIPT.values()):
                continue
            return tag
    return _of_text(script, lines)


def _tag(text: str) -> str | None:
    match = _TAG.fullmatch(text.strip())
    if not match:
        return None
    tag = text.strip().replace("_", "-")
    return _MISTAKEN.get(tag.lower(), tag)


def _script(lines: Iterable[str]) -> str | None:
    sample = " ".join(lines)[:_SAMPLE]
    if sample.isascii():
        return "latin" if len(sample) >= 40 else None
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    letters = sum(counts.values())
    if letters < 20:
        return None
    counts["latin"] //= 4  # a word of Latin letters says as much as one or two characters
    if counts["kana"] * 8 > counts["han"] + counts["kana"] and counts["kana"] > counts["latin"] // 2:
        return "kana"
    return max(counts, key=lambda name: counts[name])


def _of_text(script: str | None, lines: Sequence[str]) -> str | None:
    if script is None:
        return None
    if script == "latin":
        return _by_words(" ".join(sorted(lines, key=len, reverse=True)[:20])[:_SAMPLE])
    if script != "han":
        return _OF_SCRIPT[script][0]
    sample = "".join(lines)[: 10 * _SAMPLE]
    return "zh-TW" if len(_TRADITIONAL.findall(sample)) > 2 * len(_SIMPLIFIED.findall(sample)) else "zh-CN"


def _by_words(sample: str) -> str | None:
    """The language whose commonest words are an eighth of the text and well ahead of those of any other."""
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = sorted(((sum(word in known for word in words), name) for name, known in _FREQUENT.items()), reverse=True)
    (most, name), (next_most, _) = counts[:2]
    return name if len(words) >= 30 and most * 8 >= len(words) and most >= 1.3 * next_most else None
