import json

import pytest

from newsbot.extract import scriptbody
from tests.extract.test_body import FIRST, H1, SECOND, STORY, THIRD, lines, linked_data, paragraphs

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
