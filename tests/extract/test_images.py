import json

import pytest

from newsbot.extract.clean import clean
from newsbot.extract.rules import GENERAL, CleanRules

RULES = CleanRules(GENERAL)
BASE = "https://n.example/a/b.html"
SRCS = json.dumps({"https://i.example/9.jpg?width=1300": {"aspectRatioW": 4}}).replace('"', "&quot;")


def urls(fragment: str) -> list[str]:
    return [image.url for image in clean(f"<p>One.</p>{fragment}", BASE, RULES).images]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<img data-src=/1.jpg>", "https://n.example/1.jpg"),
        ("<img src=/lazy-placeholder.jpg data-src=/1.jpg>", "https://n.example/1.jpg"),
        ("<img src=data:image/gif;base64,R0 data-srcset='/s.jpg 300w, /l.jpg 900w'>", "https://n.example/l.jpg"),
        (f'<img class=lazy data-srcs="{SRCS}">', "https://i.example/9.jpg?width=1300"),
        ("<picture><source srcset='/s.jpg 1x, /l.jpg 2x'><img></picture>", "https://n.example/l.jpg"),
        (
            "<img src=/c-300x200.jpg srcset='/c-300x200.jpg 300w, /c-900x600.jpg 900w'>",
            "https://n.example/c-900x600.jpg",
        ),
        ("<img src=/c.jpg srcset='/other.jpg 900w, /c.jpg 300w'>", "https://n.example/c.jpg"),
        (
            "<figure><img src=/c.jpg><figcaption>A <span class=caption>crane</span></figcaption></figure>",
            "https://n.example/c.jpg",
        ),
        ("<picture><source srcset='/l.jpg 2x'><span><img></span></picture>", "https://n.example/l.jpg"),
    ],
)
def test_the_address(fragment: str, expected: str) -> None:
    assert urls(fragment) == [expected]


@pytest.mark.parametrize(
    "fragment",
    [
        "<img src=/pixel.gif width=1 height=1>", "<img src=/x.png width=16 height=16>", "<img src=/img/logo.png>",
        "<img src=/icons/mail.svg>", "<img src=/avatars/7.jpg>", "<img src=/emoji1.png>", "<img src=/qrcode.png>",
        "<figure><img src=/img/logo.png width=300></figure>", "<img src=/img/site-logo.png width=120 height=40>",
        "<p><img src=/a/b-logo.jpg><span>By Bo</span></p>", "<figure><img src=/logo@2x.png></figure>",
        "<img data-srcs='{broken'>", "<img data-srcs='[1]'>", "<img>",
    ],
)  # fmt: skip
def test_no_picture_of_an_article(fragment: str) -> None:
    assert urls(fragment) == []


@pytest.mark.parametrize(
    "fragment",
    [
        "<figure><img src=/31/norrvik-logo-harbour.jpg width=1200 height=800><figcaption>It</figcaption></figure>",
        "<div><img src=/tolls-logo-2.jpg><p class=caption>The sign of the port</p></div>",
        "<figure><img src=/sprite-drink.jpg></figure>",
        "<img src=/icons-of-design.jpg width=640>",
    ],
)
def test_a_sign_is_a_picture(fragment: str) -> None:
    assert len(urls(fragment)) == 1


def test_a_long_length() -> None:
    assert urls(f"<img src=/crane.jpg width='{' ' * 40_000}x' height='1{' ' * 40_000}x'>") == [
        "https://n.example/crane.jpg"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("/crane.jpg", "/crane.jpg?w=600&h=400"),
        ("/crane-600x400.jpg", "/crane-1200x800.jpg"),
        ("/w600/crane.jpg", "/w1200/crane.jpg"),
        ("/crane.jpg?id=4&width=600", "/crane.jpg?id=4&width=1200"),
    ],
)
def test_sizes_of_one_picture_are_one(first: str, second: str) -> None:
    assert urls(f"<img src='{first}'><img src='{second}'>") == [f"https://n.example{first}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("/p.php?id=4", "/p.php?id=5"), ("/31/646/420.jpg", "/31/646/421.jpg"), ("/a/0.jpg", "/b/0.jpg")],
)
def test_others_are_not(first: str, second: str) -> None:
    assert len(urls(f"<img src='{first}'><img src='{second}'>")) == 2
