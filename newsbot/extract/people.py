"""Names beside the text: who wrote it, who edited it, where it is from. Bylines within the text are `byline`'s."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from newsbot.extract import byline
from newsbot.extract.dom import one_line
from newsbot.extract.headline import letters
from newsbot.extract.lines import CRUMB, Line, Lines, name_of

_BREAK = "\x1f"
"""Between the pieces of a line that stand in elements of their own."""
_MAX_PEOPLE = 12
_LONGEST_NAME = 60
_LONGEST_CREDIT = 120
_LONGEST_LINE = 200
_NAMED = re.compile(r"author|byline|autor|auteur|writer|reporter|zuozhe|redakteur|journalist", re.IGNORECASE)
_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|by|people|person|profile|journalists?|reporters?|staff|team)/",
    re.IGNORECASE,
)
"""How elements with names of writers, and the addresses of their pages, are called."""

_BY = re.compile(
    r"(?:^|(?<=[\x1f|•·]))\s*(?:(?:written|posted|reported|story|words|text|article|analysis|opinion)\s+by|by"
    r"|von|par|por|door|di|av|af|texte?|autor(?:in|en|es|e)?|auteurs?|authors?(?: of the article)?|автор|a cura di)"
    r"\s*[:\x1f]?[\s\x1f]+",
    re.IGNORECASE,
)
_AND = re.compile(r"[\s,\x1f]+(?:and|und|et|y|e|och|og|en|ja|и|mit|with)[\s\x1f]+|\s*[,;，；、&\x1f]\s*", re.IGNORECASE)
_JOINED = re.compile(r"\s*[;；、&\x1f]\s*|,\s+|，|\s+(?:and|und)\s+", re.IGNORECASE)
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten", "zu", "und", "y", "e", "st.", "mc", "o'", "af", "av",
))  # fmt: skip
_ROLE = re.compile(
    r"\b(?:staff|senior|chief|editors?|reporters?|correspondents?|writers?|columnist|contribut(?:ors?|ing)|analyst"
    r"|producer|photograph\w*|redakt\w+|korrespondent\w*|journalist\w*|autor(?:in)?|desk|team|newsroom|special to"
    r"|for the|updated|published|minutes?|min read|follow|share|comments?|posted|news|press|agency|service|wires?"
    r"|images|getty|reading|subscribe)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?:thomson )?reuters|(?:the )?associated press|ap(?: news)?|afp|agence france-presse|dpa(?:[-/ ]\w+)*|pti|ians"
    r"|bloomberg(?: news)?|ani|efe|ansa|apa|sid|tass|interfax|xinhua|新华社|中新社|kyodo|yonhap|cna|pa media|awp"
    r"|dow jones(?: newswires)?",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\.(?:com|de|net|org|cn)\b|^\W*$|\d{3}|^(?:admin|administrator|null|none|undefined|name|web)$",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"[a-z\d._-]+")
"""The name of an account of the editing system is in lower case and one word."""
_BRACKETS = re.compile(r"\s*[(（\[【][^)）\]】]{0,60}[)）\]】]")
_LABEL = re.compile(
    r"^\s*(?:by|von|par|por|作者|记者|記者|文|撰文|autor(?:in)?|author|text)\s*(?:[:：/|]\s*|(?<=[a-z])\s+)",
    re.IGNORECASE,
)

_CHINESE_BY = re.compile(r"(?:作者|记者|記者|撰文|撰稿|采写|(?<![\u4e00-\u9fff])文)\s*[:：/／|丨｜]\s*\S.{1,60}")
_BY_SLASH = re.compile(
    r"([\u4e00-\u9fff·]{2,4}(?:[ 、][\u4e00-\u9fff·]{2,4}){0,3})\s*[/／]\s*([\u4e00-\u9fff\w·]{2,20})"
)
_SOURCE = re.compile(r"(?:来源|來源|稿源|出处|出處|来自)\s*[:：｜|丨]\s*(.{0,60})")
_EDITOR = re.compile(r"((?:责任|責任|网络|值班|本文|执行)?(?:编辑|編輯)|责编|責編)\s*[:：丨｜|/／]\s*(.{1,40})")
_NEXT_LABEL = re.compile(
    r"\s*[|丨｜]\s*|\s{2,}|\s*(?:作者|编辑|編輯|责编|责任|責任|记者|发布|发表|更新|字号|字體|时间|日期|校对|校對|审核|審核|监制|二审|三审|终审"
    r"|签发|点击|浏览|阅读|分享|评论|关注|举报|来源|稿源|摄影|责校|图片|热度|收藏|打印)"
)
_EDITOR_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[A-Za-z][A-Za-z .]{1,20}")
_DATE = re.compile(r"\d{4}[-/年.]|\d{1,2}:\d\d")


def is_name(text: str) -> bool:
    """Whether the text has the form of a person's name: two to five words that begin with a capital; 张三."""
    if len(text) > _LONGEST_NAME or _NO_PERSON.search(text) or _ROLE.search(text):
        return False
    if re.fullmatch(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?|[\uac00-\ud7a3]{2,4}", text):
        return True
    words = text.split()
    if words[0].lower() in ("the", "a", "an", "der", "die", "das", "le", "les"):
        return False
    if not 2 <= len(words) <= 5 or not all(re.fullmatch(r"[^\W\d_][\w'’.\-]*", word) for word in words):
        return False
    return (
        words[0][0].isupper()
        and words[-1][0].isupper()
        and all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
    )


def credited(values: Iterable[str], site_names: Iterable[str] = ()) -> list[str]:
    """The authors that structured data names: lists taken apart, labels and roles stripped.

    Addresses, placeholders and the site itself are left out, agencies where a person stands beside them.

    Args:
        values: texts of author properties and metas, 120 characters each at most.
        site_names: what the site calls itself.
    """
    own = {letters(name) for name in site_names if name}
    found: list[str] = []
    for value in values:
        value = _BRACKETS.sub("", one_line(value)[:_LONGEST_CREDIT])
        value = _LABEL.sub("", value, count=1).strip(" ,;|")
        found += _parts(value)
    found = [name for name in dict.fromkeys(found) if _is_credit(name, own)][:_MAX_PEOPLE]
    people = [name for name in found if not _AGENCY.fullmatch(name)]
    return people or found


def _parts(value: str) -> list[str]:
    """The names of a list of names; what is none (``Le Figaro et AFP``) stays whole."""
    parts = [
        part.strip(" .|") if len(part) > 3 and not part.endswith("r.") else part
        for part in _JOINED.split(value)
        if part
    ]
    named = [part for part in parts if is_name(part)]
    if len(parts) > 1 and named:
        return [part for part in parts if is_name(part) or _AGENCY.fullmatch(part)]
    return [value]


def _is_credit(name: str, own: set[str]) -> bool:
    bare = letters(name)
    if not len(bare) > 1 or len(name) > _LONGEST_NAME or bare in own:
        return False
    return not _NO_PERSON.search(name) and not (_ACCOUNT.fullmatch(name) and not _AGENCY.fullmatch(name))


def shown(pieces: Sequence[str], *, hinted: bool) -> list[str]:
    """The names of a byline over the text.

    Args:
        pieces: the texts of one line, one for each element in it.
        hinted: whether the markup says that it is a byline; else it must say so itself (``By``, ``Von``, 作者：).
    """
    text = _BREAK.join(piece for raw in pieces[:40] if (piece := one_line(raw)))[:300]
    plain = text.replace(_BREAK, " ")
    if match := _CHINESE_BY.search(plain):
        return byline.authors([_first(match[0])])
    if match := _BY_SLASH.fullmatch(plain):
        return [name for name in re.split("[ 、]", match[1]) if is_name(name)]
    if match := _BY.search(text):
        return _leading(text[match.end() :])
    return _leading(text) if hinted else []


def _leading(text: str) -> list[str]:
    """The names the text begins with; roles between them do not matter."""
    names = []
    for part in _AND.split(re.split(r"\s*[|•·–—]\s*|\s/\s", text, maxsplit=1)[0])[: 2 * _MAX_PEOPLE]:
        part = part.strip(" .:") if len(part) > 4 else part
        if is_name(part):
            names.append(part)
        elif part and not (names and _ROLE.search(part)):
            break
    return list(dict.fromkeys(names))


def byline_of(head: Sequence[Line], lines: Lines) -> list[str]:
    """The names of the first byline among the lines about the headline."""
    for line in head:
        if len(line.text) > _LONGEST_LINE or lines.flags(line.node) & CRUMB:
            continue
        named = f"{name_of(line.node)} {name_of(line.block)} {line.node.get('rel') or ''}"
        hinted = _NAMED.search(named) or _ADDRESS.search(line.node.get("href") or "")
        if names := shown(line.pieces, hinted=bool(hinted)):
            return names
    return []


def of_mailbox(addresses: Iterable[str], head: Sequence[Line]) -> list[str]:
    """The name that stands about the headline and that a mail address (``j.roe@example.org``) given as author is of."""
    for address in islice((address for address in addresses if "@" in address), 3):
        local = letters(address.partition("@")[0])
        for line in head:
            if is_name(line.text) and letters(line.text.split()[-1]) in local:
                return [line.text]
    return []


def editor_of(lines: Iterable[Line]) -> list[str]:
    """The names of the line that says 责任编辑 or 责编; where there is none of the first that says 编辑."""
    first: list[str] = []
    for line in lines:
        if "编" in line.text or "編" in line.text:
            names, responsible = editors(line.text[-_LONGEST_LINE:])
            if names and responsible:
                return names
            first = first or names
    return first


def slash_source(line: str) -> str | None:
    """The medium of ``张三/云州日报``."""
    match = _BY_SLASH.fullmatch(line)
    return match[2] if match and is_name(re.split("[ 、]", match[1])[0]) else None


def source(line: str, following: str = "") -> str | None:
    """来源: the medium a line names.

    Args:
        line: the line.
        following: the next line, for a label that stands alone.
    """
    match = _SOURCE.search(line[:300])
    if not match:
        return None
    said = match[1].strip() or (following if len(following) <= 20 else "")
    said = _first(said).split(" ")[0].strip("：:【】[]（）()《》<>｜|")
    if not 2 <= len(said) <= 30 or _DATE.search(said) or re.search(r"[。！？；]|https?:", said):
        return None
    return said


def editors(line: str) -> tuple[list[str], bool]:
    """The names of an editor line, and whether it says 责任编辑 or 责编, which weighs more than 编辑."""
    match = _EDITOR.search(line)
    if not match:
        return [], False
    names = []
    for name in byline.editor_names(_first(match[2]))[:6]:
        if not _EDITOR_NAME.fullmatch(name):
            break
        names.append(name)
    return names, match[1][0] in "责責"


def _first(text: str) -> str:
    """What stands before the next label."""
    labels = [match for match in _NEXT_LABEL.finditer(text) if match.start() > 0]
    return text[: labels[0].start()] if labels else text
