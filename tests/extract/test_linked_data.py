import json
from typing import Any

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract import linked_data


def find(*things: Any, title: str = "") -> dict[str, Any]:
    return linked_data.article(linked_data.things(map(json.dumps, things)), title)


def test_the_article_is_found_however_deep() -> None:
    article = {"@type": ["Thing", "NewsArticle"], "headline": "Tolls rise"}
    for wrapped in (
        article,
        [article],
        {"@graph": [{"@type": "WebSite"}, article]},
        {"@type": "WebPage", "mainEntity": article},
    ):
        assert find(wrapped)["headline"] == "Tolls rise"


def test_of_several_articles_the_one_of_the_title() -> None:
    others = [
        {"@type": "NewsArticle", "headline": f"Other story {number}", "datePublished": "x"} for number in range(3)
    ]
    own = {"@type": "NewsArticle", "headline": "Tolls rise", "datePublished": "y"}
    assert find([*others, own], title="Tolls rise | Ledger")["datePublished"] == "y"


def test_a_page_that_is_no_article_may_say_when_it_appeared() -> None:
    assert find({"@type": "Organization"}, {"@type": "WebPage", "datePublished": "x"})["datePublished"] == "x"
    assert find({"@type": "WebPage"}) == {}


def test_references_are_resolved() -> None:
    things = linked_data.things([
        json.dumps({"@type": "NewsArticle", "author": [{"@id": "#ada"}, "Ben &amp; Co", "Ben &amp; Co"]}),
        json.dumps({"@type": "Person", "@id": "#ada", "name": "Ada Quill"}),
    ])  # fmt: skip
    assert linked_data.texts_of(things[0], "author", things) == ["Ada Quill", "Ben & Co"]


@pytest.mark.parametrize(
    "text", ['{"a": 1,}', '<!-- {"a": 1} -->', '{"a": 1};', '//<![CDATA[\n{"a": 1}\n//]]>', '{"a": 1}']
)
def test_what_surrounds_json_is_forgiven(text: str) -> None:
    assert linked_data.things([text]) == [{"a": 1}]


def test_scripts_have_a_limit() -> None:
    assert linked_data.things([f'{{"a": "{"x" * 1_100_000}"}}', '{"b": 1}']) == []
    assert linked_data.things(["[" * 100_000]) == []
    assert len(linked_data.things(["[" + "{}," * 9_000 + "{}]"])) == 3_000


def microdata(html: str) -> dict[str, Any]:
    return linked_data.microdata(lxml.html.document_fromstring(html).iterfind(".//*[@itemprop]"))


def test_microdata_gives_what_stands_in_elements_and_attributes() -> None:
    found = microdata(
        "<article itemscope><h1 itemprop='name headline'>Tolls rise</h1>"
        "<meta itemprop='datePublished' content='2031-10-14'>"
        "<time itemprop='dateModified' datetime='2031-10-15'>today</time>"
        "<p itemprop='author' itemscope><b itemprop='name'>Ada Quill</b>, Norrvik</p></article>"
    )
    assert found["headline"] == ["Tolls rise"]
    assert (found["datePublished"], found["dateModified"]) == (["2031-10-14"], ["2031-10-15"])
    assert found["author"] == ["Ada Quill"]


def test_microdata_of_comments_and_citations_is_not_the_article_s() -> None:
    found = microdata(
        "<div itemprop='comment' itemscope itemtype='https://schema.org/Comment'>"
        "<b itemprop='author'>Troll Person</b></div>"
        "<li itemprop='citation'><b itemprop='headline'>Older work</b></li><b itemprop='author'>Ada Quill</b>"
    )
    assert found == {"author": ["Ada Quill"]}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just("NewsArticle"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("@type", "@id", "author", "name", "headline", "datePublished")), inner, max_size=4
        )
    ),
)


@given(st.lists(JSON.map(json.dumps) | st.text(max_size=20), max_size=4), st.text(max_size=10))
def test_any_json_is_read(scripts: list[str], title: str) -> None:
    things = linked_data.things(scripts)
    article = linked_data.article(things, title)
    for name in ("author", "headline", "datePublished"):
        assert all(text and isinstance(text, str) for text in linked_data.texts_of(article, name, things))
