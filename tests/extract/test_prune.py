import pytest

from tests.extract.test_body import FIRST, H1, HEADLINE, SECOND, STORY, THIRD, lines, paragraphs

BETWEEN = {
    "linked paragraph": "<p><a href=/x>Read more: why the ferry to the islands is late again</a></p>",
    "list of links": "<ul><li><a href=/a>Ferries are late again</a></li><li><a href=/b>Bridge closed</a></li></ul>",
    "related box": (
        "<div class='box related-stories'><h3>Related</h3><p>The ferry to the islands is late again, it says.</p></div>"
    ),
    "related box without a name": "<div><h4><a href=/x>The ferry to the islands is late</a></h4></div>",
    "cards": (
        "<div>"
        + "<div class=c><a href=/x>The ferry is late</a><p>It was late on Monday, too, they say.</p></div>" * 3
        + "</div>"
    ),
    "newsletter": "<section class=newsletter-signup><p>Get our stories each day, by mail.</p></section>",
    "advertisement": "<div class='ad slot-2'>Cheap cranes, delivered to your door.</div>",
    "consent": "<div class=cookie-notice><p>To see this map you have to allow cookies of a third party.</p></div>",
    "notes": "<div>Map is hidden here</div><div>Map is hidden here</div>",
    "aside": f"<aside><p>{FIRST}</p></aside>",
    "button": "<button>Share this</button>",
    "pull quote": "<div class=pull-quote><blockquote>“Shippers complained at once.”</blockquote></div>",
    "social": "<div class=social-share><span>Share on this network, or on that one.</span></div>",
}  # fmt: skip


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN.keys())
@pytest.mark.parametrize("times", [1, 2])
def test_what_goes_between_paragraphs(between: str, times: int) -> None:
    body = f"<p>{FIRST}</p>{between * times}<p>{SECOND}</p><p>{THIRD}</p>"
    assert lines(f"<main>{H1}<div class=text>{body}</div></main>") == STORY


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        ("<h2>Who pays</h2>", ["Who pays"]),
        ("<p><strong>Who pays</strong></p>", ["Who pays"]),
        ("<h3><a href=/crane>The blue crane</a></h3>", ["The blue crane"]),
        ("<ul><li>Cranes</li><li>Pilots</li></ul>", ["Cranes", "Pilots"]),
        ("<blockquote><p>We are not amused.</p></blockquote>", ["We are not amused."]),
        ("<p><a href=/x>The whole letter can be read on the site of the board.</a></p>",
         ["The whole letter can be read on the site of the board."]),
        ("<table><tr><th>Year</th><th>TEU</th></tr><tr><td>2030</td><td>347,000</td></tr></table>",
         ["Year\tTEU", "2030\t347,000"]),
        ("<table><tr><td><a href=/a>600000</a></td><td><a href=/b>12.5</a></td></tr></table>", ["600000\t12.5"]),
        ("<figure><img src=https://n.example/crane.jpg><figcaption>A crane</figcaption><span>Bo</span></figure>", []),
    ],
    ids=["heading", "bold", "linked heading", "list", "quote", "linked sentence", "table", "linked table", "figure"],
)  # fmt: skip
def test_what_stays_between_paragraphs(between: str, kept: list[str]) -> None:
    body = f"<p>{FIRST}</p>{between}<p>{SECOND}</p><p>{THIRD}</p>"
    assert lines(f"<main>{H1}<div class=text>{body}</div></main>") == [FIRST, *kept, SECOND, THIRD]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<div class=meta><span>14 October 2031, 09:30</span><span>By Ana Bo</span></div>", ""),
        ("<div><a href=/>Home</a> <a href=/ports>Ports</a></div>", ""),
        ("", "<div><h4>More from the coast</h4><p><a href=/x>The ferry is late</a></p></div>"),
        ("", "<div class=about-the-author><p>Ana Bo writes about ports, and has done so for nine years.</p></div>"),
        ("", "<h3>See also</h3>"),
        ("", "<div class=tags><a href=/t>ports</a></div>"),
    ],
)
def test_what_goes_around_the_paragraphs(before: str, after: str) -> None:
    body = f"<div class=text>{paragraphs(*STORY)}</div>"
    assert lines(f"<article>{H1}{before}{body}{after}</article>") == STORY


def test_a_text_that_is_said_twice_stays() -> None:
    assert lines(f"{H1}<div>{paragraphs(FIRST, SECOND, FIRST, THIRD)}</div>") == [FIRST, SECOND, FIRST, THIRD]


def test_text_after_a_dropped_element_stays() -> None:
    body = f"{FIRST}<br><button>Share</button>{SECOND}<br><script>x()</script>{THIRD}"
    assert lines(f"{H1}<div>{body}</div>") == STORY


def test_the_headline_is_not_the_text() -> None:
    assert lines(f"<div><h2>{HEADLINE}</h2>{paragraphs(*STORY)}</div>") == STORY
