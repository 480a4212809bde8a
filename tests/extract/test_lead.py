import lxml.html
import pytest

from newsbot.extract.body import article_html
from newsbot.extract.clean import Cleaned, clean
from newsbot.extract.rules import GENERAL, CleanRules
from tests.extract.test_body import FIRST, H1, HEADLINE, SECOND, STORY, paragraphs

BASE = "https://n.example/"
BODY = f"<div class=text>{paragraphs(*STORY)}</div>"
MORE = [f"{text[:-1]}, for the {number}th time." for number, text in enumerate(STORY * 4, 4)]
FIGURE = "<figure><a href=/gallery><img src=/crane.jpg></a><figcaption>A crane</figcaption></figure>"


def cleaned(body: str, head: str = "") -> Cleaned:
    tree = lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return clean(article_html(tree, headline=HEADLINE) or "", BASE, CleanRules(GENERAL))


def pictures(body: str) -> list[str]:
    return [image.url.removeprefix(BASE) for image in cleaned(body).images]


@pytest.mark.parametrize(
    "body",
    [
        f"<article><header>{H1}{FIGURE}</header>{BODY}</article>",
        f"<main>{H1}<div class=top-image><picture><source srcset='/crane.jpg 2x'><img></picture></div>{BODY}</main>",
        f"<main>{H1}<div><img data-src=/crane.jpg width=900></div>{BODY}</main>",
        f"<article>{FIGURE}<p>News</p>{BODY}</article>",
        f"<main>{H1}<div class=author><img src=/ana.jpg></div>{FIGURE}{BODY}</main>",
        f"<main>{H1}<img src=/dot.png width=24>{FIGURE}{BODY}</main>",
    ],
    ids=["figure", "picture", "lazy", "no headline", "after a portrait", "after an icon"],
)
def test_the_lead_picture(body: str) -> None:
    assert pictures(body) == ["crane.jpg"]


@pytest.mark.parametrize(
    "body",
    [
        f"<main>{H1}<aside>{FIGURE}</aside>{BODY}</main>",
        f"<main>{H1}<a href=/other><img src=/other.jpg></a>{BODY}</main>",
        f"<div><img src=/other.jpg></div><main>{H1}{BODY}</main>",
        f"<main>{H1}{BODY}</main>{FIGURE}",
        f"<main>{H1}{BODY}<div class=writer><img src=/ana.jpg><p>Ana Bo</p></div></main>",
        f"<main>{H1}<div class=text>{paragraphs(*STORY)}<div class=author-box><img src=/ana.jpg></div></div></main>",
        f"<main>{H1}<div class=text><div class=related><img src=/x.jpg></div>{paragraphs(*STORY)}</div></main>",
    ],
)
def test_other_pictures(body: str) -> None:
    assert pictures(body) == []


def test_its_caption_is_no_text() -> None:
    found = cleaned(f"<article>{H1}{FIGURE}{BODY}</article>")
    assert [image.caption for image in found.images] == ["A crane"]
    assert found.body.split("\n") == STORY


@pytest.mark.parametrize(
    "picture",
    [
        "<img src=data:image/gif;base64,R0><noscript><img src=/crane.jpg></noscript>",
        "<img data-src=/crane.jpg><noscript><img src=/crane.jpg></noscript>",
        "<noscript><img src=/crane.jpg></noscript>",
        "<div class=placeholder><img src=/crane.jpg></div>",
    ],
)
def test_pictures_in_the_text(picture: str) -> None:
    assert pictures(f"<main>{H1}<div><p>{FIRST}</p><p>{picture}</p><p>{SECOND}</p></div></main>") == ["crane.jpg"]


@pytest.mark.parametrize("name", ["description", "og:description"])
def test_the_standfirst(name: str) -> None:
    text = "Shippers are angry, and the islands wonder what bread will cost"
    head = f'<meta name="{name}" content="{text} from January. Read it here.">'
    page = f"<main><header>{H1}<p>{text}</p></header><div>{paragraphs(*MORE)}</div></main>"
    assert cleaned(page, head).body.split("\n") == [text, *MORE]
    assert cleaned(page).body.split("\n") == MORE


def test_a_standfirst_that_the_body_says_again() -> None:
    head = f'<meta name=description content="{MORE[0]}">'
    page = f"<main><header>{H1}<p>{MORE[0]}</p></header><div>{paragraphs(*MORE)}</div></main>"
    assert cleaned(page, head).body.split("\n") == MORE
