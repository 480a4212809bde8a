import json

import pytest

from newsbot.extract import scriptbody
from tests.extract.test_body import FIRST, H1, HEADLINE, LONG, SECOND, STORY, THIRD, lines, linked_data, paragraphs

HTML = paragraphs(*STORY)
TEXT = "\n".join(STORY)
STATE = {"props": {"pageProps": {"related": [{"title": "The ferry is late"}], "article": {"id": 7, "content": HTML}}}}
NUXT = f"(function(a,b){{return {{data:[{{article:{{content:{json.dumps(TEXT)},hot:a}}}}]}}}}(1,2))"
ESCAPED = {"body": HTML.replace("<", "&lt;").replace(">", "&gt;")}
BLOCKS = {"data": {"paragraphs": [{"type": "p", "text": text} for text in STORY]}}


@pytest.mark.parametrize(
    "script",
    [
        f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(STATE)}</script>",
        f"<script>window.__INITIAL_STATE__ = {json.dumps(STATE)};window.a=1</script>",
        f"<script>window.__INITIAL_STATE__={json.dumps(BLOCKS)};</script>",
        f"<script>window.__DATA__ = JSON.parse({json.dumps(json.dumps(STATE))})</script>",
        f"<script>window.__NUXT__={NUXT};</script>",
        f"<script>var pageData = 1; window.article = {{title: 'x', content: {json.dumps(HTML)},}}</script>",
        f"<script type=application/json>{json.dumps(ESCAPED)}</script>",
        linked_data(articleBody=TEXT),
        linked_data(articleBody=HTML),
    ],
    ids=["next", "state", "blocks", "parse", "nuxt", "literal", "escaped", "linked text", "linked html"],
)  # fmt: skip
def test_a_text_in_a_script(script: str) -> None:
    assert lines(f"{H1}<div id=app></div>{script}") == STORY


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.__STATE__ = {broken</script>",
        "<script type=application/json>[[[</script>",
        f"<script type=application/json>{json.dumps({'title': FIRST, 'content': 'Short.'})}</script>",
        "<script type=application/ld+json>{'articleBody': 1}</script>",
    ],
)
def test_no_text_in_a_script(script: str) -> None:
    assert lines(f"{H1}{script}") == []


def test_a_shown_text_wins() -> None:
    other = json.dumps({"content": " ".join([THIRD, SECOND, FIRST] * 5)})
    assert lines(f"{H1}<div>{HTML}</div><script type=application/json>{other}</script>") == STORY


def test_plain_text_is_escaped() -> None:
    assert scriptbody.as_html("a < b\n\n c & d") == "<div><p>a &lt; b</p><p>c &amp; d</p></div>"


FLASHES = ["Norrvik's port raises its tolls by four per cent from January.", "Shippers complain, the board stays calm."]


@pytest.mark.parametrize(
    "state",
    [
        {"widgets": [{"content": LONG}]},
        {"title": "The ferry is late", "content": LONG},
        {"related": [{"title": "The ferry is late", "body": [LONG, LONG]}], "i18n": {"text": LONG}},
        {"article": {"title": HEADLINE, "content": "Too short."}, "about": {"content": LONG}},
    ],
)
@pytest.mark.parametrize("before", ["<script type=application/json>", "<script>window.__STATE__ = "])
def test_a_text_of_something_else_does_not_replace_what_is_shown(state: object, before: str) -> None:
    script = f"{before}{json.dumps(state)}</script>"
    assert lines(f"<main>{H1}<div>{paragraphs(*FLASHES)}</div></main>{script}") == FLASHES


@pytest.mark.parametrize(
    "state",
    [
        {"a": {"content": LONG}, "b": {"content": f"<p>{FIRST}</p>{paragraphs(SECOND, THIRD)}"}},
        {"more": [{"title": "The ferry is late", "content": LONG}], "page": {"title": HEADLINE, "content": HTML}},
        {"headlines": {"basic": HEADLINE}, "body": {"blocks": [{"type": "p", "text": text} for text in STORY]}},
    ],
    ids=["has what is shown", "has the headline", "several headlines"],
)
def test_the_article_in_a_state_replaces_its_teaser(state: object) -> None:
    script = f"<script id=__NEXT_DATA__ type=application/json>{json.dumps(state)}</script>"
    assert lines(f"<main>{H1}<div><p>{FIRST[:70]}…</p></div></main>{script}") == STORY


def test_of_a_page_that_shows_nothing_another_article_is_not_the_text() -> None:
    state = {"latest": [{"title": "The ferry is late", "content": LONG}]}
    assert lines(f"{H1}<script type=application/json>{json.dumps(state)}</script>") == []


OTHER = {"@type": "NewsArticle", "headline": "The ferry is late", "articleBody": " ".join([LONG] * 3)}


@pytest.mark.parametrize(
    "graph",
    [
        [{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2031-10-14"}, OTHER],
        [OTHER],
        [OTHER, {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": ["no text"]}],
    ],
)
def test_the_text_of_another_article_in_the_structured_data(graph: list[object]) -> None:
    script = f"<script type=application/ld+json>{json.dumps({'@graph': graph})}</script>"
    assert lines(f"<main>{H1}<div>{HTML}</div></main>", script) == STORY


def test_the_text_of_the_article_among_others_in_the_structured_data() -> None:
    own = {"@type": "Article", "headline": HEADLINE, "articleBody": TEXT}
    webpage = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2031-10-14"}
    script = f"<script type=application/ld+json>{json.dumps([OTHER, webpage, own])}</script>"
    assert lines(f"<main>{H1}<div><p>{FIRST[:60]}</p></div></main>", script) == STORY


@pytest.mark.parametrize("script", ["_" * 20_000, "__A" * 20_000, f"__{'A' * 50_000}"])
def test_names_without_an_assignment(script: str) -> None:
    assert lines(f"{H1}<script>{script}</script>") == []


def test_many_paragraphs_of_a_long_text_in_the_structured_data() -> None:
    texts = [f"Paragraph {number} of this report says {number * 7919} things." for number in range(2_000)]
    assert lines(f"{H1}<div>{paragraphs(*texts)}</div>", linked_data(articleBody=" ".join(texts))) == texts
