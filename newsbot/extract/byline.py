"""Names in bylines: who wrote it and who edited it. Conservative: a name missed is better than a wrong one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_WORK_CODE = re.compile(r"[_\s　]{0,4}(?<![A-Za-z])[A-Z]{1,4}\d{2,6}(?!\d)")
_EDITOR_LABEL = re.compile(r"(?:责任编辑|责编|本文编辑|值班编辑|网络编辑|编辑)\s*[:：丨|｜/／]?")
_SEPARATOR = re.compile(r"[\s　、,，;；/／&]+")
_BRACKETS = "（）()【】[]〔〕<>《》 　\t"

_NAME = r"[\u4e00-\u9fff]{1,4}(?:·[\u4e00-\u9fff]{1,6})?"
_ROLE = r"(?:(?:见习|实习|首席|特约|资深|本报|驻站)*(?:记者|通讯员)|实习生|专栏作者|作者|撰稿|撰文)"

# （记者 甲 乙）, （某报记者甲）: the bracket that follows the dateline or closes the article.
_IN_BRACKETS = re.compile(
    rf"[（(【\[][^（()）\[\]【】。，]{{0,14}}?{_ROLE}[\s　:：/／|丨]*([^（()）\[\]【】。]{{2,60}})[)）】\]]"
)
# 文|新浪财经 甲 乙 · 作者：甲 · 某报记者 甲: a line of its own.
_BY_LINE = re.compile(r"[【\[（(]?\s*(?:文|作者|撰文|撰稿|采写|记者)\s*[|丨｜/／:：]\s*(.{2,60})")
_REPORTER_LINE = re.compile(rf"[\u4e00-\u9fffA-Za-z]{{0,14}}{_ROLE}[\s　:：/／|丨｜]+(.{{2,40}})")
_NOT_NAMES = re.compile(
    r"新浪|网易|腾讯|搜狐|新华|中新|科技$|时报|早报|快报|商报|导报|频道|在线$|记者|编辑|通讯员|实习生?|作者|校对|"
    r"来源|报道?$|新闻|财经|日报|晚报|周刊|网$|社$|客户端|公众号|摄$|摄影|图$|视频|综合|整理|发自|获悉|了解|注意|"
    r"采访|观察|手记"
    r"|调查|提问|问道?$|专栏|研究|公司|银行|证券|基金|今日|昨日|近日|北京|上海|广州|深圳|未知|佚名|匿名|注$|按$|说$|"
    r"表示"
)
_STOP = re.compile(r"(?:责任)?编辑|校对|来源|图片?|摄影?|视频|审核|监制|实习编辑")
_ROLE_PREFIX = re.compile(rf"^{_ROLE}")
_MAX_BYLINE = 60
"""Characters of a line that is nothing but a byline; calibrated by hand on the longest seen (four names with roles)."""
_LONGEST_EDITORS = 200
"""Characters of a line in which editors are looked for."""
_HEAD, _TAIL = 3, 2
"""Lines from either end where bylines stand."""
_LEAD = 80
"""Characters of a paragraph within which （记者 甲） belongs to its dateline."""


_ROLES = {
    "editor": r"责任编辑|責任編輯|责编|責編",
    "credit": r"(?:本文|值班|网络|每经|新媒体|实习|见习|执行|文字|文章|本版|轮值|網路|採訪)?(?:编辑|編輯)",
    "source": r"(?:本文|文章|稿件|信息|新闻|内容)?(?:来源|來源)|(?:转载|综合)?(?:转自|綜合自|综合自)|稿源|原载|"
    r"转载来源",
    "author": r"(?:本文|原创)?作者|撰文|撰稿|采写|採寫|文字?|(?:本报|见习|实习|特约)?(?:记者|記者)|通讯员",
    "other": r"(?:责任|一审|二审|三审|初审|复审|终审|本期)?(?:校对|校對|审核|審核|审校|審校)|编校|责校|监制|監製|"
    r"总监制|统筹|統籌|统稿|(?:执行|值班|副)?主编|(?:副)?总编辑?"
    r"|一审|二审|三审|初审|复审|终审|签发|排版|版式|美编|美術|美术|设计|视觉|制图|製圖|图编|制作|製作|出品人?|策划|"
    r"运营|剪辑|值班(?:主任|编委|总编)|编委|图片?|摄影|攝影|题图|配图|视频",
    "time": r"(?:发布|发表|更新|發布)?(?:时间|時間|日期)",
}
CREDIT_LABEL = "(?:" + "|".join(_ROLES.values()) + r")(?:\s*[:：丨|｜/／︱]|\s)"
"""How a line of credits begins."""
_CREDIT = re.compile(
    "(?:" + "|".join(f"(?P<{role}>{labels})" for role, labels in _ROLES.items()) + ")"
    r"(?:\s*(?P<sign>[:：丨|｜/／︱])\s*|(?<=[\u4e00-\u9fff]{2})\s+)"
)
_CERTAIN = re.compile("校对|校對|审核|審核|审校|審校|编校|责校|监制|監製|总监制|统筹|统稿")
"""Other labels need a colon: 设计 and 出品 are lines of business as well."""
_BEFORE_LABEL = re.compile(r"(?:^|[\s,，;；、|｜丨/／（(\[【])$")
_MAX_NAMES, _SHORT_CREDIT = 5, 12
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,8}|[A-Za-z][A-Za-z0-9 .'_-]{0,20}|[A-Z]{0,4}\d{2,6}")
_FIGURE = re.compile(r"[\d\s.,%+-]+")
_MEDIUM = re.compile(r"[^，。；、：:！？!?]{2,30}")
_MEDIUM_EXTRA = re.compile(r"\s*(?:[（(](?:微信)?(?:公众号|ID|id|微信号)?\s*[:：]?[^（()）]*[)）]?|\d{4}[-年/.]\d.*)$")
_ACCOUNT = re.compile(r"^(?:微信)?(?:公众号|公眾號)\s*[:：]?\s*")
_TIME = re.compile(r"[\d\s:：/.年月日时分秒-]{4,24}")


@dataclass(slots=True)
class Credits:
    """What a line of credits says; ``deputies`` are editors of the medium the text was taken from."""

    editors: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    publisher: str | None = None


def credit_line(text: str) -> Credits | None:
    """Read ``来源：甲报 作者：乙丙 责任编辑：丁戊 SF014``; ``None`` unless all of the line is labels and their values.

    A line that names nobody but writers is a byline, no line of credits: `authors` reads it.
    """
    bare = text.strip(_BRACKETS + "*-—•·")
    labels = [
        match
        for match in _CREDIT.finditer(bare)
        if (_BEFORE_LABEL.search(bare, 0, match.start()) or re.search("[:：]", match[0]))
        and (match["sign"] or match["other"] is None or _CERTAIN.search(match["other"]))
    ]
    if not labels or labels[0].start():
        return None
    ends = [*(match.start() for match in labels[1:]), len(bare)]
    found, roles = Credits(), set()
    for match, end in zip(labels, ends, strict=True):
        role = next(name for name in _ROLES if match[name] is not None)
        roles.add(role)
        if not _read_credit(role, bare[match.end() : end].strip(_BRACKETS + ",，;；、|｜丨/／_"), found):
            return None
    if roles == {"other"} and len(bare) > _SHORT_CREDIT:
        return None  # 审核：三日内答复
    return found if roles - {"author", "time"} else None


def _read_credit(role: str, value: str, found: Credits) -> bool:
    """Take in one value; False when it cannot be one of this role."""
    if role == "source":
        medium = _ACCOUNT.sub("", _MEDIUM_EXTRA.sub("", value)).strip('“”"「」《》 ')
        found.publisher = found.publisher or medium or None
        return not value or (_MEDIUM.fullmatch(medium) is not None and not _FIGURE.fullmatch(medium))
    if role == "time":
        return _TIME.fullmatch(value) is not None
    if role == "author":
        found.authors += _names(value)
        return len(value) <= 30 and not re.search("[，。；：]", value)
    names = editor_names(value)
    if role != "other":
        (found.editors if role == "editor" else found.deputies).extend(names)
    if names and all(map(_FIGURE.fullmatch, names)):
        return False
    return len(names) <= _MAX_NAMES and all(map(_PERSON.fullmatch, names))


def editor_names(text: str) -> list[str]:
    """Names of an editor line, ``责任编辑：张三 SF014``: without label, brackets and work code."""
    bare = _WORK_CODE.sub(" ", _EDITOR_LABEL.sub(" ", text[:_LONGEST_EDITORS])).strip(_BRACKETS + "_:：丨|｜")
    parts = [part for part in _SEPARATOR.split(bare) if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]  # 张　迪: a two-character name set wide
    return list(dict.fromkeys(parts))


def authors(lines: Sequence[str]) -> list[str]:
    """Names of the writers found in the first and last paragraphs of a Chinese article, in their order."""
    ends = [*lines[:_HEAD], *lines[max(_HEAD, len(lines) - _TAIL) :]]
    for line in ends:
        if len(line) <= _MAX_BYLINE and (match := _BY_LINE.match(line) or _REPORTER_LINE.match(line)):
            names = _names(match[1])
            if names:
                return names
    for line in ends:
        match = _IN_BRACKETS.search(line, 0, _LEAD) or _IN_BRACKETS.search(line, max(0, len(line) - _LEAD))
        if match and (names := _names(match[1])):
            return names
    return []


def _names(text: str) -> list[str]:
    stop = _STOP.search(text)
    tokens = _SEPARATOR.split((text[: stop.start()] if stop else text).strip(_BRACKETS))
    return list(dict.fromkeys(_usable(_joined(tokens))))


def _joined(tokens: list[str]) -> list[str]:
    """``张　三`` set wide comes as two tokens of one character."""
    if len(tokens) > 1 and all(len(token) == 1 for token in tokens):
        return ["".join(tokens)]
    return tokens


def _usable(tokens: Iterable[str]) -> list[str]:
    names = []
    for token in (_ROLE_PREFIX.sub("", token, count=1) for token in tokens):
        if re.fullmatch(_NAME, token) and len(token) >= 2 and not _NOT_NAMES.search(token):
            names.append(token)
        elif token and not _NOT_NAMES.search(token):
            break  # a sentence, not a list of names
    return names
