"""Texts cut into sentences that can be compared: spellings made one, and what is no part of the text left out."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

SHORTEST = 100
"""Characters; shorter texts say too little to tell a reprint from another report, so they must be equal."""

_MOST_SENTENCES = 400
"""Looked at in one text: about 30,000 characters."""
_PHRASE = 6
"""Tokens of the shortest sentence that is looked for within others."""
_CREDIT_LINE, _TEASER_LINE = 80, 120
"""Characters of the longest line that names who wrote a text, and of one that only leads to another."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_KIND_OF_WORD = (
    dict.fromkeys((month.casefold() for month in _MONTHS), "month")
    | dict.fromkeys(_WEEKDAYS, "weekday")
    | dict.fromkeys(("first", "second", "third", "fourth", "half", "quarter"), "part")
    | dict.fromkeys(("thousand", "million", "billion", "trillion"), "scale")
    | dict.fromkeys("$€£¥", "currency")
)
_VALUES = {word: str(number) for number, word in enumerate(_NUMBER_WORDS, 1)} | {
    word: str(number) for number, word in enumerate("〇一二三四五六七八九十")
}
_VALUES |= {"零": "0", "两": "2"}
_NUMERALS = "〇零一二两三四五六七八九十百千万亿"

_TOKEN = re.compile(rf"[$€£¥]|\d+(?:[.:/-]\d+)*%?|[{_NUMERALS}]+|[^\W\d_]+(?:'(?![sS]\b)[^\W\d_]+)?|\w")
_CJK = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_SENTENCES = re.compile(r"(?<=[。！？!?；;])|(?<=[.])(?=\s+[\"“‘(]?[A-Z\d])|(?<=[\u3400-\u9fff][.])")
_FIGURE = re.compile(rf"[\d{_NUMERALS}]")

_SPELLINGS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("20", re.compile(r"(?<![\d.])(20\d\d)[-/.](\d\d?)[-/.](\d\d?)(?![\d.%])"), r"\1年\2月\3日"),
    ("0", re.compile(r"(?<![\d.])0(?=\d[月日])"), ""),
    ("百分之", re.compile(r"百分之(\d+(?:\.\d+)?)"), r"\1%"),
    ("美元", re.compile("美元"), "$"),
    ("欧元", re.compile("欧元"), "€"),
    ("英镑", re.compile("英镑"), "£"),
    ("港", re.compile("港[元币]"), "HK$"),
    (". ", re.compile(r"\b(Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|vs|No)\.(?=\s)"), r"\1"),
)
"""One spelling of dates, currencies and abbreviations for both texts, behind what a text must have in it for that."""
_AFTER_FIGURE = re.compile(
    r"(\d|[万亿](?=元))(?:,(?=\d{3}(?!\d))|\s+(?=%)|\s*(?P<percent>per ?cent|pct)\b|\s?(?P<million>mln|mn|m)\b"
    r"|\s?(?P<billion>bln|bn|b)\b|\s?(?P<yuan>元))"
)
_UNITS = {"percent": "%", "million": " million", "billion": " billion", "yuan": "¥", None: ""}
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_SHORT_MONTHS = {month[:3]: month for month in _MONTHS} | {"Sept": "September"}
_SHORT_MONTH = re.compile(rf"\b({'|'.join(_SHORT_MONTHS)})\b(?:\.(?=\s*[\da-z,]))?")

_CREDIT = re.compile(
    r"[(【\[]?\s*(?:(?:文章|本文|稿件|信息|本[报刊网台]|[^\s,。]{2,10}[社网报])?(?:特约)?(?:来源|來源|转自|责任编辑|责编|编辑|校对|审核|作者|记者|文|撰文|原标题)"
    r"(?:\s*[:|丨/]|\s|(?=[\u4e00-\u9fff]{2,4}\W*$))[^。]{0,40}"
    r"|(?i:source|(?:(?:additional )?(?:reporting|writing|editing|edited|written) )?by)\s*[:|丨/]?\s*[A-Z].{0,60}"
    r"(?<![a-z)][.]))"
)
"""Who wrote a text, and where it was printed; no sentence that begins with such a word: 记者了解到…, By Monday…"""
_STAMP = re.compile(
    r"(?:(?:发布|发表|更新)?时间|published|updated|posted)?"
    r"(?:[\W]*(?:on |at )?(?:\d{4}年\d{1,2}月\d{1,2}日|(?:[a-z]{3,9} \d{1,2}|\d{1,2} [a-z]{3,9}),? \d{4}|[a-z]{3,6}day"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: ?[A-Z]{2,4}\b)?))+\W*(?P<credit>.*)",
    re.IGNORECASE,
)
"""When the page was made, above the text; what a notice is dated with stands below it and counts."""
_TEASERS = re.compile(
    r"\W*(?:(?:相关|延伸|推荐|扩展|拓展|更多|热门|精彩|往期|热点|最新)(?:阅读|新闻|报道|文章|推荐|回顾|内容|链接|资讯|话题|专题)"
    r"|猜你喜欢|大家都在看|[您你]可能(?:还?喜欢|感兴趣)(?:的内容)?"
    r"|related(?: (?:articles|stories|news|coverage|reading|links|topics))?|read (?:more|next|also|this next)|also read"
    r"|see also|more (?:on|from) (?:this|the) \w+|more (?:stories|news|coverage)|recommended(?: for you)?"
    r"|you (?:may|might) also like|most (?:read|popular)|trending(?: now)?|up next|don't miss|further reading)"
    r"\s*(?:[:丨|>】\])-]+\s*(?P<one>.*)|)",
    re.IGNORECASE,
)
"""What leads to other articles: alone above a list of their headlines, or before one in its line."""
_FURNITURE = re.compile(
    r"\W*(?:本文[共约]*\s?\d+字|阅读(?:量|数|时间|需|\s*:)|字号|评论\W*\d|点赞|分享到|举报|扫码|扫描?二维码|点击|立即|下载|打开[^。]{0,10}APP"
    r"|广告(?=\W|$)|关注[^。]{0,12}公众号|欢迎(?:添加|关注)|投稿|微信号"
    r"|\d+ min(?:ute)?s? read|(?:updated )?\d+ (?:minute|hour|day)s? ago|comments \W?\d|share\b|listen to this|sign up"
    r"|subscribe|download|get (?:our|the latest)|follow (?:us|the)|advertisement|sponsored|already a subscriber|click)"
    r"(?!.*。.*。).*",
    re.IGNORECASE,
)
"""Counts, buttons and calls to the reader that stand in lines of their own; their figures are nobody's news."""
_CUT_OFF = re.compile(
    r"\.{3,}\W*(?:\+?\d+ chars|(?:read|see) more|详情|(?:查看|阅读|点击)(?:全文|更多|详情)|展开)?\W*$", re.IGNORECASE
)
"""What stands where a text is cut off."""
_DATELINE = re.compile(
    r"\s*(?:【[^】]{1,80}】)?"
    r"(?:(?:(?:[^\s,。、]{0,14}?\d{1,2}月\d{1,2}日|[^\s,。、]{0,8}[社网报台刊])[^\s,。、]{0,8}?(?:电|讯|消息)"
    r"(?:[,:\s]\s*|$|(?=[(](?!\d)))|[^\s,。、]{0,8}?(?:(?<![通资])讯|消息)(?:[,:\s]\s*|$))"
    r"(?:[(]?[^()]{0,8}(?:记者|通讯员)[^()]{1,20}[)]\s*)?|[(][^()]{0,12}(?:记者|通讯员)[^()]{1,20}[)]\s*)"
    r"|\s*(?:【[^】]{1,12}(?:报道|网|社|报)】|[(](?:来源|转自|文章来源)\W[^()]{1,30}[)])"
    r"|\s*[A-Z][A-Z .,'&-]{2,40}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?:,? ?[(/][^)/]{2,30}[)/])?"
    r" ?(?:--|[-–—]) "
    r"|\s*(?:[A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?,? )?[(][A-Z][^()]{1,30}[)] ?(?:--|[-–—:]) ?"
    r"|\s*[A-Z][A-Za-z]{2,20}, [A-Z][A-Za-z]{2,20} ?(?:--|[–—]) "
    r"|\s*[A-Z][A-Z .,'&-]{2,40}(?:, [A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?)?"
    r"(?:: | /[^/]{2,40}/ (?:[A-Z][a-z]+ \d{1,2}, \d{4} ?/ )?)"
)
"""What a paper or an agency puts before the first words: 新华社北京11月3日电（记者 …）, LONDON, Nov 3 (Reuters) -.
Companies have such endings too: 三安光电（600703）, 海能通讯."""


@dataclass(frozen=True)
class Text:
    """A text to be compared: its body, paragraphs by line breaks, and its headline."""

    headline: str | None
    body: str

    @cached_property
    def sentences(self) -> list["Sentence"]:
        """Its sentences without datelines, credits and what leads to other articles, each with something in it."""
        found: list[Sentence] = []
        for line in _lines(normal(self.body)):
            found += [sentence for part in _SENTENCES.split(line) if part and (sentence := Sentence.of(part)).tokens]
            if len(found) >= _MOST_SENTENCES:
                break
        return found[:_MOST_SENTENCES]

    @cached_property
    def title(self) -> "Sentence":
        """The headline."""
        return Sentence.of(_spelt(normal(self.headline or "")))

    @cached_property
    def is_short(self) -> bool:
        """Whether it is compared as a whole only."""
        return len(" ".join(self.body.split())) < SHORTEST

    @cached_property
    def key(self) -> str:
        """The words of all sentences, run together."""
        return "".join(sentence.key for sentence in self.sentences)

    def holds(self, sentence: "Sentence") -> bool:
        """Whether a sentence stands in it word for word, as one of its own or, if it is no mere phrase, in one."""
        return sentence.key in self._keys or (len(sentence.tokens) >= _PHRASE and sentence.run in self._run)

    def is_cut(self, sentence: "Sentence", others: Iterable["Sentence"]) -> bool:
        """Whether it breaks off in this sentence, or begins within it, and another text's goes on, be it in a word."""
        last = sentence is self.sentences[-1]
        if not last and sentence is not self.sentences[0]:
            return False
        cut = str.startswith if last else str.endswith
        return any(len(other.tokens) > len(sentence.tokens) and cut(other.key, sentence.key) for other in others)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(sentence.key for sentence in self.sentences)

    @cached_property
    def _run(self) -> str:
        return "".join(sentence.run for sentence in self.sentences).replace("  ", " ")

    @cached_property
    def words(self) -> frozenset[str]:
        """The tokens of headline and sentences, as written but for what opens a sentence."""
        inner = (token for sentence in self.sentences for token in sentence.tokens[1:])
        return frozenset((*self.title.tokens, *inner))


@dataclass(frozen=True)
class Sentence:
    """One sentence: its tokens as written, and case-folded and run together as ``key``."""

    tokens: tuple[str, ...]
    key: str

    @classmethod
    def of(cls, text: str) -> "Sentence":
        """Cut a sentence into numbers, words and single CJK characters."""
        tokens = tuple(_TOKEN.findall(" ".join(_CJK.split(text)) if not _FIGURE.search(text) else _spaced(text)))
        return cls(tokens, "".join(tokens).casefold())

    @cached_property
    def run(self) -> str:
        """Its tokens apart, so that a part of it is told from a part of a word or number."""
        return f" {' '.join(self.tokens)} ".casefold()

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring tokens."""
        folded = [token.casefold() for token in self.tokens]
        return frozenset(zip(["", *folded], [*folded, ""], strict=True))

    @cached_property
    def figures(self) -> Counter[tuple[str, str]]:
        """Its numbers, dates and ordinals, each with its kind: ``3`` is one however it is written."""
        found = (figure_of(token.casefold()) for token in self.tokens)
        return Counter(figure for figure in found if figure)


def normal(text: str) -> str:
    """One form of characters that look alike: widths, apostrophes, and entities that were left in the text."""
    return unicodedata.normalize("NFKC", html.unescape(text) if "&" in text else text).replace("’", "'")


def _spelt(text: str) -> str:
    text = _AFTER_FIGURE.sub(lambda found: found[1] + _UNITS[found.lastgroup], text)
    for needle, pattern, spelling in _SPELLINGS:
        if needle in text:
            text = pattern.sub(spelling, text)
    if any(day in text for day in ("周", "星期", "礼拜")):
        text = _WEEKDAY.sub(lambda day: f" {_WEEKDAYS[min('一二三四五六日天'.index(day[1]), 6)]} ", text)
    if any(month in text for month in _SHORT_MONTHS):
        text = _SHORT_MONTH.sub(lambda month: _SHORT_MONTHS[month[1]], text)
    return text


def _lines(text: str) -> Iterable[str]:
    """The lines of a text that are its own."""
    teasers = False
    kept = 0
    for line in _spelt(text).split("\n"):
        stripped = _CUT_OFF.sub("", line.strip())
        if len(stripped) <= _CREDIT_LINE and (_CREDIT.fullmatch(stripped) or (kept < 2 and _is_stamp(stripped))):
            continue
        if len(stripped) <= _TEASER_LINE and _FURNITURE.fullmatch(stripped):
            continue
        if len(stripped) <= _TEASER_LINE and not stripped.endswith(("。", ".")):
            lead = _TEASERS.fullmatch(stripped)
            teasers = teasers or (lead is not None and not lead["one"])
            if teasers or lead:
                continue
        teasers = False
        dateline = _DATELINE.match(stripped) if kept < 2 else None
        yield stripped[dateline.end() :] if dateline else stripped
        kept += bool(stripped)


def _is_stamp(line: str) -> bool:
    found = _STAMP.fullmatch(line)
    return found is not None and (not found["credit"] or _CREDIT.fullmatch(found["credit"]) is not None)


def _spaced(text: str) -> str:
    """CJK characters apart, but for numerals, which stand together as a number."""
    return re.sub(rf"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[{_NUMERALS}]+)", _around, text)


def _around(match: re.Match[str]) -> str:
    return match[0] if match[0] in _NUMERALS else f" {match[0]} "


def figure_of(word: str) -> tuple[str, str] | None:
    """A figure with its kind, for a word in lower case."""
    word = _VALUES.get(word, word)
    if kind := _KIND_OF_WORD.get(word):
        return kind, word
    return ("number", word.removesuffix("%")) if _FIGURE.search(word) else None
