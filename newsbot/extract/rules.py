"""What is boilerplate, as data: each rule says why it exists. Sites add theirs to `GENERAL`."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import soupsieve
from bs4 import Tag

Kind = Literal["remove", "between", "line", "keep", "editor", "credit", "original", "source", "caption", "image"]
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
    keep       regex of a whole line            the line stays, whatever the rules below say
    editor     regex of a whole line, 1 group   the line goes, the group is the editor
    credit     regex of a whole line, 1 group   the same where no ``editor`` rule has found one
    original   regex of a whole line, 1 group   the line goes, the group is the alternative headline
    source     regex of a whole line, 1 group   the line goes, the group is the publisher
    ========== ================================ ===========================================================

    ``where`` limits the line rules: ``start`` are the first 5 lines, ``end`` the last 8.
    """

    kind: Kind
    pattern: str
    reason: str
    where: Where = "anywhere"


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


class LineRules:
    """Rules for whole lines at once. Most lines match none, which a single expression of all of them tells."""

    def __init__(self, rules: list[Rule]) -> None:
        self._any = re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))
        self._rules = [(rule, re.compile(rule.pattern)) for rule in rules]

    def match(self, text: str) -> tuple[Rule, re.Match[str]] | None:
        """The first rule that matches the line, and how."""
        if not self._any.fullmatch(text):
            return None
        return next(((rule, match) for rule, pattern in self._rules if (match := pattern.fullmatch(text))), None)


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
        return re.compile("|".join(f"(?:{pattern})" for pattern in self._of("image")), re.IGNORECASE)

    @cached_property
    def between(self) -> list[re.Pattern[str]]:
        """One expression for each kind of marker comment."""
        return [re.compile(pattern) for pattern in self._of("between")]

    @cached_property
    def lines(self) -> dict[tuple[bool, bool], LineRules]:
        """The rules for a line, by whether it is one of the first and one of the last; ``keep`` rules first."""
        kinds = ("keep", "editor", "credit", "original", "source", "line")
        found = sorted((rule for rule in self.rules if rule.kind in kinds), key=lambda rule: rule.kind != "keep")
        return {
            (start, end): LineRules([r for r in found if {"anywhere": True, "start": start, "end": end}[r.where]])
            for start in (False, True)
            for end in (False, True)
        }


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
    Rule("editor", r"[（(\[【]?\s*(?:责任编辑|责编)\s*[:：丨|｜/／]?\s*(.{1,40}?)\s*[)）\]】]?",
         "editor line of Chinese sites", "end"),
    Rule("credit", r"[（(\[【]?\s*(?:(?:本文|值班|网络|每经)?编辑)\s*(?:[:：丨|｜/／]|\s)\s*(.{1,24}?)"
         r"(?:\s*(?:校对|审核|监制|主编|排版|制作)\s*[:：丨|｜/／]?\s*.{1,24})?\s*[)）\]】]?",
         "credits of the medium the text was taken from", "end"),
    Rule("original", r"[（(【\[]?\s*原标题\s*[:：]\s*(.{2,150}?)\s*[)）】\]]?",
         "headline before a reprint changed it", "start"),
    Rule("original", r"[（(]\s*原(?:标题|题)\s*[为:：]?\s*《?(.{2,150}?)》?\s*[)）]",
         "the same where it stands at the end", "end"),
    Rule("source", r"[（(]?\s*(?:本文)?(?:来源|转自|稿源)\s*[:：丨|｜]\s*([^，。；、：:]{2,30}?)\s*[)）]?",
         "medium the text was taken from, first or last line", "start"),
    Rule("source", r"[（(]?\s*(?:本文)?(?:来源|稿源)\s*[:：丨|｜]\s*([^，。；、：:]{2,30}?)\s*[)）]?",
         "the same at the end", "end"),
    Rule("line", r"分享(?:到|至)[:：]?.{0,20}", "share bar without a class of its own", "end"),
    Rule("line", r"(?:用微信)?扫(?:一扫|描|码)?.{0,12}二维码.{0,20}", "caption of a QR code", "end"),
    Rule("line", r"THE[_ ]END", "end mark of templates", "end"),
    Rule("line", r"(?i:advertisement|advertising|story continues below(?: advertisement)?)", "label above an ad"),
)  # fmt: skip
"""Rules for every site; they hold only what cannot be content where it stands."""
