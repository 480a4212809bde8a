import json
import time

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extract.body import article_html
from newsbot.extract.clean import clean
from newsbot.extract.rules import GENERAL, CleanRules

HEADLINE = "Norrvik raises its tolls"
FIRST = "The port of Norrvik raised its tolls by four per cent on Tuesday, and shippers complained at once."
SECOND = "The board, which meets again in December, said that the breakwater had to be paid for by its users."
THIRD = "Volumes fell by a tenth last year, to 312,000 containers, the harbour master told reporters."
STORY = [FIRST, SECOND, THIRD]
LONG = "Quite another matter was discussed elsewhere, at length, by people who had never seen the port. " * 3
RULES = CleanRules(GENERAL)


def lines(body: str, head: str = "", headline: str | None = HEADLINE) -> list[str]:
    """What stays of the article on a page, as lines."""
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    found = article_html(lxml.html.document_fromstring(page), headline=headline)
    return [] if found is None else clean(found, "", RULES).body.split("\n")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def linked_data(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


H1 = f"<h1>{HEADLINE}</h1>"
SIDE = f"<div class=box>{paragraphs(LONG)}</div>"
LINKS = "".join(f"<li><a href=/{n}>Another long headline of another story, number {n}</a></li>" for n in range(20))

SAME_STORY = {
    "declared": f"{H1}<div itemprop=articleBody>{paragraphs(*STORY)}</div>{SIDE}",
    "no headline on the page": f"<div class=story>{paragraphs(*STORY)}</div><div><ul>{LINKS}</ul></div>",
    "line breaks": f"{H1}<div>{'<br><br>'.join(STORY)}</div>{SIDE}",
    "text in body itself": f"{H1}{'<br>'.join(STORY)}",
    "a list": f"<div>{H1}<div><ul>{''.join(f'<li>{text}</li>' for text in STORY)}</ul></div></div>{SIDE}",
    "in a form": f"<form>{H1}<div>{paragraphs(*STORY)}</div></form><div class=footer>{paragraphs(LONG)}</div>",
    "in a table for layout": f"<table><tr><td><ul>{LINKS}</ul></td><td>{H1}{paragraphs(*STORY)}</td></tr></table>",
    "several containers": (
        f"<main>{H1}<div class=part>{paragraphs(FIRST)}</div><div class=ad>Buy this</div>"
        f"<div class=part>{paragraphs(SECOND)}</div><div class=part>{paragraphs(THIRD)}</div></main>{SIDE}"
    ),
    "several wrappers in an article": (
        f"<article>{H1}<div class=top>{paragraphs(FIRST)}</div><section>{paragraphs(SECOND, THIRD)}</section></article>"
        f"{SIDE}"
    ),
    "a wrapper with a foreign name": f"<div class=with-sidebar>{H1}<div class=x>{paragraphs(*STORY)}</div></div>",
    "longer comments": (
        f"<div>{H1}<div class=text>{paragraphs(*STORY)}</div><div id=comments>{paragraphs(*[LONG] * 9)}</div></div>"
    ),
    "longer footer": f"{H1}<div>{paragraphs(*STORY)}</div><footer>{paragraphs(*[LONG] * 9)}</footer>",
    "consent box before it": (
        f"<div class=cookie-consent>{paragraphs(*[LONG] * 9)}</div>{H1}<div>{paragraphs(*STORY)}</div>"
    ),
    "teaser with the declared label": (
        f"<div itemprop=articleBody><p>Short teaser of something else, really.</p></div>"
        f"{H1}<div>{paragraphs(*STORY)}</div>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("body", SAME_STORY.values(), ids=SAME_STORY.keys())
def test_the_article_is_found(body: str) -> None:
    assert lines(body) == STORY


@pytest.mark.parametrize(
    "text",
    [
        "港务局周二宣布，自明年一月起将装卸费上调百分之四，航运公司对此表示不满。",
        "港務局週二宣佈，自明年一月起將裝卸費調高百分之四，航運公司對此表示不滿。",
        "港湾局は火曜日、来年１月から使用料を４％引き上げると発表し、海運会社は反発している。",
        "항만청은 화요일 내년 일월부터 하역료를 사 퍼센트 인상한다고 밝혔고, 해운사들은 반발했다.",
        "Во вторник порт объявил, что с января повысит сборы на четыре процента, и перевозчики возмутились.",
        "أعلن الميناء يوم الثلاثاء أنه سيرفع الرسوم بنسبة أربعة في المئة اعتبارا من يناير، واحتجت شركات الشحن.",
    ],
    ids=["simplified", "traditional", "japanese", "korean", "cyrillic", "arabic"],
)
def test_a_flash_beside_a_longer_sidebar(text: str) -> None:
    side = "".join(f"<div class=item><a href=/{n}>{text[:18]}</a><p>{text}</p></div>" for n in range(12))
    assert lines(f"<div class=main><h1>{HEADLINE}</h1><div>{text}</div></div><div class=side>{side}</div>") == [text]


def test_a_live_blog() -> None:
    texts = [f"{number}: {text}" for number, text in enumerate(STORY)]
    entries = "".join(f"<article class=entry><time>11:00</time><p>{text}</p></article>" for text in texts)
    assert [line for line in lines(f"<main>{H1}<div>{entries}</div></main>") if line != "11:00"] == texts


def test_a_paywalled_teaser() -> None:
    box = "<div class=paywall><p>Subscribe to go on reading, from one crown a week, and cancel at any time.</p></div>"
    assert lines(f"<article>{H1}<div>{paragraphs(FIRST)}{box}</div></article>") == [FIRST]


@pytest.mark.parametrize("name", ["paywall", "shareholder-letter", "share-price", "article__teaser"])
def test_the_rest_of_the_article_stays_whatever_it_is_called(name: str) -> None:
    free = [f"{text} That was in month {number}." for number, text in enumerate(STORY * 2)]
    rest = [f"{text} So the letter says." for text in (FIRST, SECOND)]
    body = f"{paragraphs(*free)}<div class='{name}'>{paragraphs(*rest)}</div>"
    assert lines(f"<article>{H1}<div class=text>{body}</div></article>") == [*free, *rest]


COMMENTS = "<h3>Comments</h3><ol class=comment-list>" + "".join(
    f"<li class=comment><article class=comment-body id=div-comment-{n}><p>{LONG} I said it {n} times.</article></li>"
    for n in range(4)
)


@pytest.mark.parametrize("around", ["<main>{}</main>", "<div class=with-newsletter>{}</div>"])
@pytest.mark.parametrize(
    "classes",
    ["post-7 post type-post tag-privacy category-social-media tag-newsletter", "privacy", "cookie-consent", "related"],
)
def test_an_article_named_after_its_tags(classes: str, around: str) -> None:
    article = f"<article class='{classes}'>{H1}<div class='a {classes}'>{paragraphs(*STORY)}</div></article>"
    if not classes.startswith("post-"):
        article = article.replace(f" class='a {classes}'", "")
    assert lines(around.format(f"{article}<div id=comments>{COMMENTS}</ol></div>")) == STORY


def test_structured_data_tells_which_text_it_is() -> None:
    head = linked_data(articleBody=" ".join(STORY))
    other = f"<div class=other>{paragraphs(LONG, LONG)}</div>"
    assert lines(f"{other}<div class=story>{paragraphs(*STORY)}</div>", head, None) == STORY


def test_structured_data_instead_of_a_teaser() -> None:
    text = "\n\n".join(STORY * 4)
    assert lines(f"{H1}<div>{paragraphs(FIRST[:60])}</div>", linked_data(articleBody=text)) == STORY * 4


@pytest.mark.parametrize(
    "body", ["", "<p>Short.</p>", f"<ul>{LINKS}</ul>", f"<nav>{paragraphs(*STORY)}</nav>", "<!-- x -->"]
)
def test_no_running_text(body: str) -> None:
    assert lines(body) == []


def test_the_tree_stays_as_it_is() -> None:
    tree = lxml.html.document_fromstring(SAME_STORY["several containers"] + "<noscript><img src=/a.png></noscript>")
    before = lxml.html.tostring(tree)
    article_html(tree, headline=HEADLINE)
    assert lxml.html.tostring(tree) == before


HOSTILE = {
    "deep": "<div class=x>" * 10_000 + f"<p>{FIRST}" * 3,
    "deep with text": f"<div class=related><p>{FIRST}</p>" * 5_000,
    "deep tables": "<table><tr><td><a href=/>1</a>" * 3_000 + FIRST,
    "teasers": f"<div class=teaser><p>{FIRST}" * 5_000,
    "flat teasers": f"<p class=teaser>{FIRST}" * 20_000,
    "inline": f"<p>{FIRST}</p><div>" + "<b><a class=ranking>" * 5_000 + f"{'<p>' + FIRST} <!-- -->" * 5_000,
    "dots": f"<p>{FIRST}</p><p>{'.' * 40_000}a</p><p><a>{'.' * 40_000}a",
    "siblings": f"<p>{FIRST}" * 20_000,
    "links": f"<p>{FIRST}</p>" + "<li><a href=/x>Another story</a></li>" * 20_000,
    "tags": "<b>" * 200_000,
    "comments": "<!-- x -->a " * 50_000,
    "pictures": f"<p>{FIRST}" + "<div class=teaser><img src=/a.jpg>" * 5_000,
    "names": "".join(f"<i class='c{number}'>a</i>" for number in range(20_000)),
    "assignments": f"<script>{'window.__A__ = {' * 20_000}</script>",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_end_soon(body: str) -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{H1}{body}", parser=lxml.html.HTMLParser(huge_tree=True))
    before = time.process_time()
    article_html(tree, headline=HEADLINE)
    assert time.process_time() - before < 5


_PIECES = [
    "<div class=x>", "<p>", "</p>", "</div>", "<a href=/>", "</a>", "<!--", "-->", "<table><tr><td>", "<br>", "<h2>",
    "<script>", "</script>", "<noscript>", "<figure><img src=/a.png>", "<li>", FIRST, "收费上调。", "&#0;", "\x0b",
]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_any_markup_is_read(pieces: list[str]) -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{''.join(pieces)}</body></html>")
    found = article_html(tree, headline=HEADLINE)
    assert found is None or found.startswith("<div")
