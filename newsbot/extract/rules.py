"""What is boilerplate, as data: each rule says why it exists. Sites add theirs to `GENERAL`."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import soupsieve
from bs4 import Tag

from newsbot.extract import byline, phrases, phrases_zh
from newsbot.extract.blocks import Line

Kind = Literal[
    "remove",
    "between",
    "caption",
    "image",
    "line",
    "related",
    "keep",
    "credits",
    "editor",
    "credit",
    "original",
    "source",
]
Where = Literal["anywhere", "start", "end"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One piece of knowledge about boilerplate.

    What ``pattern`` is depends on ``kind``:

    ========== ================================ ===========================================================
    kind       pattern                          what happens
    ========== ================================ ===========================================================
    remove     CSS selector                     the elements go, whatever is in them
    between    regex at the start of a comment  what stands between a first and a second such comment goes
    caption    CSS selector                     text of the picture before it, not of the body
    image      regex found in an image address  no picture of the article
    line       regex of a whole line            the line goes
    related    regex of a whole line            heading of a list: it goes with the links that follow it
    keep       regex of a whole line            the line stays, whatever the rules below say
    credits    regex of a whole line            it goes if it is labels with names, which go to their fields
    editor     regex of a whole line, 1 group   the line goes, the group is the editor
    credit     regex of a whole line, 1 group   the same where no ``editor`` rule has found one
    original   regex of a whole line, 1 group   the line goes, the group is the alternative headline
    source     regex of a whole line, 1 group   the line goes, the group is the publisher
    ========== ================================ ===========================================================

    ``where`` limits the line rules: ``start`` are the first 5 lines that are text, ``end`` the last 8, and neither is
    more than a third of the lines. A rule that is ``linked`` holds only for lines that are links but for 30 characters.
    A line in which ``unless`` is found is left alone.
    """

    kind: Kind
    pattern: str
    reason: str
    where: Where = "anywhere"
    linked: bool = False
    unless: str = ""


class Selector:
    """Many CSS selectors at once.

    Bare tags, classes and ids are looked up in sets and single attributes compared; what is more than that goes to
    soupsieve, which tries every alternative on every element and took half of the time of cleaning.
    """

    def __init__(self, selectors: list[str]) -> None:
        self._names: dict[str, set[str]] = {"": set(), ".": set(), "#": set()}
        self._attributes: dict[str, list[tuple[str, str]]] = {}
        others = []
        for selector in (part.strip() for group in selectors for part in group.split(",")):
            if name := re.fullmatch(r"([.#]?)([\w-]+)", selector):
                self._names[name[1]].add(name[2])
            elif attribute := re.fullmatch(r"\[([\w-]+)(?:([*^]?)=['\"]?([^'\"\]]+)['\"]?)?\]", selector):
                self._attributes.setdefault(attribute[1], []).append((attribute[2] or "", attribute[3] or ""))
            else:
                others.append(selector)
        self._others = soupsieve.compile(", ".join(others)) if others else None

    def match(self, tag: Tag) -> bool:
        """Whether one of the selectors matches the element."""
        if tag.name in self._names[""]:
            return True
        attrs = tag.attrs
        if not attrs:
            return False
        classes = attrs.get("class", ())
        if isinstance(classes, list) and not self._names["."].isdisjoint(classes):
            return True
        if attrs.get("id") in self._names["#"]:
            return True
        for name in attrs:
            if any(_agrees(attrs[name], how, value) for how, value in self._attributes.get(name, ())):
                return True
        return self._others is not None and self._others.match(tag)

    def select(self, root: Tag) -> list[Tag]:
        """The elements inside ``root`` that match, in document order."""
        return [node for node in root.descendants if isinstance(node, Tag) and self.match(node)]


def _agrees(found: object, how: str, value: str) -> bool:
    """``[name]``, ``[name=value]``, ``[name^=value]``, ``[name*=value]``."""
    text = str(found)
    return not value or {"": text == value, "^": text.startswith(value), "*": value in text}[how]


class Hit(NamedTuple):
    """A rule that holds for a line, and how its pattern matched."""

    rule: Rule
    match: re.Match[str]


class LineRules:
    """Rules for whole lines at once. Most lines match none, which a single expression of all of them tells."""

    def __init__(self, rules: list[Rule]) -> None:
        self._any = re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))
        self._rules = [
            (rule, re.compile(rule.pattern), re.compile(rule.unless) if rule.unless else None) for rule in rules
        ]

    def match(self, line: Line) -> Hit | None:
        """The first rule that holds for the line."""
        text = line.text
        if not self._any.fullmatch(text):
            return None
        for rule, pattern, unless in self._rules:
            match = pattern.fullmatch(text)
            if match is None or (unless and unless.search(text)) or (rule.linked and not line.linked):
                continue
            if rule.kind != "credits" or ("\t" not in text and byline.credit_line(text) is not None):
                return Hit(rule, match)
        return None


@dataclass(frozen=True)
class CleanRules:
    """The rules of one site, compiled when first used."""

    rules: tuple[Rule, ...]

    def _of(self, kind: Kind) -> list[str]:
        return [rule.pattern for rule in self.rules if rule.kind == kind]

    @cached_property
    def remove(self) -> "Selector":
        """Matches every element that goes."""
        return Selector(self._of("remove"))

    @cached_property
    def caption(self) -> "Selector":
        """Matches picture captions."""
        return Selector(self._of("caption"))

    @cached_property
    def image(self) -> re.Pattern[str]:
        """Found in the address of what is no picture of an article."""
        patterns = self._of("image") or ["(?!)"]  # nothing at all would be found everywhere
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    @cached_property
    def between(self) -> list[re.Pattern[str]]:
        """One expression for each kind of marker comment."""
        return [re.compile(pattern) for pattern in self._of("between")]

    @cached_property
    def related(self) -> LineRules:
        """The rules for headings of lists of other articles."""
        return LineRules([rule for rule in self.rules if rule.kind == "related"])

    @cached_property
    def lines(self) -> dict[Where, LineRules]:
        """The rules for lines by where they hold; what is kept anywhere is kept at the ends too."""
        kinds = ("credits", "editor", "credit", "original", "source", "line")
        keep = [rule for rule in self.rules if rule.kind == "keep"]
        return {
            where: LineRules([*keep, *(rule for rule in self.rules if rule.kind in kinds and rule.where == where)])
            for where in ("anywhere", "start", "end")
        }


_LEAD = r"[^\w©ⓒ]{0,6}+"
"""Arrows, bullets, brackets and emojis in front of a phrase."""
_ENDS: tuple[Where, Where] = ("start", "end")

GENERAL: tuple[Rule, ...] = (
    Rule("remove", "script, style, template, noscript, iframe, object, embed, video, audio, canvas, svg",
         "code and players, no text"),
    Rule("remove", "form, input, select, textarea, button, dialog", "controls of the page"),
    Rule("remove", "nav, aside, footer", "by definition not part of the article"),
    Rule("remove", "[hidden], [style*='display:none'], [style*='display: none']",
         "not shown to a reader: sites keep second copies of teasers there"),
    Rule("remove", ".share, .social-share, .share-buttons, .bdsharebuttonbox, .addthis_toolbox", "share buttons"),
    Rule("remove", ".related-articles, .related-posts, .recommend, .newsletter-signup",
         "teasers of other articles and sign-up boxes"),
    Rule("caption", "figcaption, .img_descr, .caption, .wp-caption-text, .image-caption, .photo-caption",
         "the usual names of captions"),
    Rule("image", r"qrcode|qr_code|erweima|[/_-]ewm[/_.-]|weixin_?code",
         "QR codes of apps and accounts, by the names their files are given"),
    Rule("image", r"[/_-](?:pixel|spacer|blank|beacon)\.(?:gif|png)|doubleclick\.net|scorecardresearch\.com",
         "tracking pixels and spacers"),
    Rule("keep", r"(?:\d+[、.]|[一二三四五六七八九十]+、)?(?:风险提示|风险因素|市场有风险，投资(?:需|须)谨慎).*",
         "part of broker notes and reports although it sounds like a disclaimer"),
    Rule("credits", rf"{_LEAD}(?:责任编辑|責任編輯|责编|責編).{{0,120}}", "the editor, wherever named"),
    Rule("credits", rf"{_LEAD}{byline.CREDIT_LABEL}.{{0,120}}",
           "who edited it and where it was taken from, on WeChat at the start", "start"),
    Rule("credits", rf"{_LEAD}{byline.CREDIT_LABEL}.{{0,120}}", "the same where most sites have it", "end"),
    *(Rule("original",
           rf"{_LEAD}原(?:文)?(?:标题|標題|题目|題目|题|題)(?:为|為)?\s*[:：】\]]\s*[:：]?\s*《?(."
           rf"{{2,150}}?)》?\s*[)）】\]]?",
           "headline before a reprint changed it", where) for where in _ENDS),
    *(Rule("original", r"[（(]\s*原(?:文)?(?:标题|標題|题|題)\s*[为為:：]?\s*《?(.{2,150}?)》?\s*[)）]",
           "the same, as agencies write it", where)
      for where in _ENDS),
    *(Rule("source",
           r"[（(\[【]?\s*本文(?:系|由)?(?:来自|来源于|转载自|转自|首发于|原载于?|选自|摘自|源自|刊于|發表於|轉載自|"
           r"來自)\s*[:：]?(?:微信)?(?:公众号|公眾號)?[:：\s]*"
           r"[“”「《【\"]*([^，。、：:（()）“”「」《》【】\"]{2,24})[^。]{0,80}。?[)）\]】]?",
           "reprint notice of self-media", where)
      for where in _ENDS),
    Rule("source", phrases.any_of("source | quelle | fuente | fonte | источник | 出典 | 출처 | 文章来源") + r"\s?[:："
        r"]\s*([^.。,，;；:：]{2,60})\.?",
         "medium or company the text was taken from", "end"),
    Rule("related", rf"{_LEAD}(?:{phrases_zh.RELATED_ZH}|{phrases.RELATED})[\W_]{{0,6}}",
         "heading of a list of other articles"),
    Rule("line", rf"{_LEAD}{phrases.RELATED}\W{{0,6}}", "label whose teaser is gone"),
    Rule("line", rf"{_LEAD}(?!{phrases.RECOMMENDED}\s?[:：|])(?:{phrases_zh.RELATED_ZH}|{phrases.RELATED})"
         r"\s?[:：|>»\])】］][\W_]*(?:(?![.。!！?？] )[^。]){2,160}(?<![.;；])",
           "teaser between paragraphs"),
    Rule("line", rf"{_LEAD}(?:{phrases_zh.RELATED_ZH}|{phrases.RELATED})\s?[:：|>»\])】］].{{2,200}}",
           "the same under any label", linked=True),
    Rule("line", rf"{_LEAD}(?:{phrases_zh.RELATED_ZH}|{phrases.RELATED})\b.{{0,200}}", "the same without a colon",
         linked=True),
    Rule("line", rf"{_LEAD}(?i:watch|listen|more|video|now read"
         rf"|go deeper|opinion|analysis|explainer)\s?[:|].{{2,160}}",
         "teaser by its kind", linked=True),
    Rule("line", rf"{_LEAD}(?:{phrases_zh.CLICK_ZH})", "link to more", linked=True),
    Rule("line", rf"{_LEAD}(?:{phrases_zh.CLICK_ZH})", "link to more, its address lost", "end",
         unless=phrases_zh.TOLD),
    *(Rule("line", rf"{_LEAD}(?:{phrases_zh.PROMO_ZH})",
           "QR codes, apps and accounts of the site", where, unless=phrases_zh.TOLD) for where in _ENDS),
    Rule("line", rf"{_LEAD}(?:{phrases_zh.PROMO_ZH})", "the same in the text, where it is a link", linked=True),
    Rule("line", phrases_zh.TOOLS_ZH, "tool bar", "start"),
    Rule("line", phrases_zh.TOOLS_ZH, "tool bar", "end"),
    Rule("line", rf"{_LEAD}(?:{phrases_zh.NOTICE_ZH})", "legal notice", "end", unless=phrases_zh.TOLD),
    Rule("line", rf"{_LEAD}{phrases.PHOTO}", "credit of a picture, no caption",
         unless=rf"{phrases_zh.TOLD}|(?:\S+ ){{6}}.*[.]$"),
    Rule("line", rf"{_LEAD}{phrases.ADVERTISEMENT}[\W_]{{0,4}}", "label above an advertisement"),
    *(Rule("line", rf"{_LEAD}{phrases.COPYRIGHT}", "copyright line", where, unless=phrases_zh.TOLD) for where in _ENDS),
    *(Rule("line", rf"{_LEAD}{phrases.ORIGINALLY}", "where it was printed first", where) for where in _ENDS),
    Rule("line", rf"{_LEAD}{phrases.PROMO}", "newsletters, accounts, comments, consent notices",
         unless=phrases_zh.TOLD),
    Rule("line", r"[-—–=＝·*\s]*(?:THE[_ ]END|END|全文完|完)[-—–=＝·*\s]*(?<=[-—–=＝·*D])", "end mark of templates",
           "end"),
)  # fmt: skip
"""Rules for every site; they hold only what cannot be content where it stands."""
