"""Names in bylines: who wrote it and who edited it. Conservative: a name missed is better than a wrong one."""

import re
from collections.abc import Iterable, Sequence

_WORK_CODE = re.compile(r"[_\s　]*(?<![A-Za-z])[A-Z]{1,4}\d{2,6}(?!\d)")
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
    r"新浪|网易|腾讯|搜狐|新华|中新|科技$|时报|早报|快报|商报|导报|频道|在线$|记者|编辑|通讯员|实习生?|作者|校对|来源|报道?$|新闻|财经|日报|晚报|周刊|网$|社$|客户端|公众号|摄$|摄影|图$|视频|综合|整理|发自|获悉|了解|注意|采访|观察|手记"
    r"|调查|提问|问道?$|专栏|研究|公司|银行|证券|基金|今日|昨日|近日|北京|上海|广州|深圳|未知|佚名|匿名|注$|按$|说$|表示"
)
_STOP = re.compile(r"(?:责任)?编辑|校对|来源|图片?|摄影?|视频|审核|监制|实习编辑")
_ROLE_PREFIX = re.compile(rf"^{_ROLE}")
_MAX_BYLINE = 60
"""Characters of a line that is nothing but a byline; calibrated by hand on the longest seen (four names with roles)."""
_HEAD, _TAIL = 3, 2
"""Lines from either end where bylines stand."""
_LEAD = 80
"""Characters of a paragraph within which （记者 甲） belongs to its dateline."""


def editor_names(text: str) -> list[str]:
    """Names of an editor line, ``责任编辑：张三 SF014``: without label, brackets and work code."""
    bare = _WORK_CODE.sub(" ", _EDITOR_LABEL.sub(" ", text)).strip(_BRACKETS + "_:：丨|｜")
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
