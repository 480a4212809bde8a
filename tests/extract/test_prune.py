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


PLACES = [
    "Norrvik comes first, with 347,000 containers.", "Then comes Sund, far behind it.",
    "The third is Aby, which has only one crane.",
]  # fmt: skip


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
        ("<table class=ranking><tr><th>Port<th>TEU<tr><td><a href=/n>Norrvik</a><td>347,000</table>",
         ["Port\tTEU", "Norrvik\t347,000"]),
        (f"<ul class=ranking>{''.join(f'<li>{text}' for text in PLACES)}</ul>", PLACES),
        ("<div class=share-price><p>Its shares fell by two per cent.</p></div>", ["Its shares fell by two per cent."]),
        ("<figure><img src=https://n.example/crane.jpg><figcaption>A crane</figcaption><span>Bo</span></figure>", []),
    ],
    ids=["heading", "bold", "linked heading", "list", "quote", "linked sentence", "table", "linked table",
         "ranking table", "ranking", "share price", "figure"],
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


@pytest.mark.parametrize("name", ["teaser", "article__teaser"])
@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_standfirst_is_called_teaser(name: str, tag: str) -> None:
    standfirst = "From January on ships pay more in Norrvik, and those who send goods do not like it at all."
    body = f"<{tag} class={name}>{standfirst}</{tag}><div class=text>{paragraphs(*STORY)}</div>"
    assert lines(f"<article>{H1}{body}</article>") == [standfirst, *STORY]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=teaser><a href=/x>The ferry is late</a><p>It was late on Monday, too, they say.</p></div>",
        "<ul class=ranking><li><a href=/x>The ferry is late</a></li><li><a href=/y>Bridge closed</a></li></ul>",
        "<div class=paywall><p>Unlock this story and all others.</p><p>Log in if you have an account.</p></div>",
        "<div class=paywall><p>立即订阅会员，继续阅读全文，随时可以取消。</p></div>",
    ],
)
def test_teasers_and_offers_go(box: str) -> None:
    assert lines(f"<article>{H1}<div class=text>{paragraphs(*STORY)}{box}</div></article>") == STORY


def test_a_text_that_is_said_twice_stays() -> None:
    assert lines(f"{H1}<div>{paragraphs(FIRST, SECOND, FIRST, THIRD)}</div>") == [FIRST, SECOND, FIRST, THIRD]


def test_text_after_a_dropped_element_stays() -> None:
    body = f"{FIRST}<br><button>Share</button>{SECOND}<br><script>x()</script>{THIRD}"
    assert lines(f"{H1}<div>{body}</div>") == STORY


def test_the_headline_is_not_the_text() -> None:
    assert lines(f"<div><h2>{HEADLINE}</h2>{paragraphs(*STORY)}</div>") == STORY


DATA = (
    "<table><tr><th>Year</th><th>TEU</th></tr><tr><td>2030</td><td>347,000</td></tr>"
    "<tr><td>2031</td><td>312,000</td></tr></table>"
)
ROWS = ["Year\tTEU", "2030\t347,000", "2031\t312,000"]
ITEMS = "<ul><li>Sales: 14 billion</li><li>Tolls: 4%</li></ul>"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("", f"<div class=table-responsive>{DATA}</div>", ([], ROWS)),
        (f"<div class=tbl>{DATA}</div>", "", (ROWS, [])),
        ("", f"<div><h2>Key figures</h2>{ITEMS}</div>", ([], ["Key figures", "Sales: 14 billion", "Tolls: 4%"])),
        ("", f"<h2>Outlook</h2>{ITEMS}", ([], ["Outlook", "Sales: 14 billion", "Tolls: 4%"])),
        ("", "<h3>二、附表</h3><p>见下。</p>", ([], ["二、附表", "见下。"])),
        ("", "<div class=box><p>Note: figures are rounded.</p></div>", ([], ["Note: figures are rounded."])),
        ("", "<div class=by><p>Ana Bo writes about ports.</p></div>", ([], [])),
        ("", "<h3>More</h3><ul><li><a href=/a>The ferry is late</a></li><li><a href=/b>Closed</a></li></ul>", ([], [])),
        ("<div><table><tr><td>Home</td><td>Ports</td></tr><tr><td>a</td><td>b</td></tr></table></div>", "", ([], [])),
    ],
    ids=["table", "table before", "figures", "list", "Chinese", "note", "author", "links", "no data"],
)  # fmt: skip
def test_what_begins_and_ends_an_article(before: str, after: str, kept: tuple[list[str], list[str]]) -> None:
    body = f"{before}{paragraphs(*STORY)}{after}"
    assert lines(f"<main>{H1}<div class=text>{body}</div></main>") == [*kept[0], *STORY, *kept[1]]


def test_a_paragraph_of_dots() -> None:
    assert lines(f"{H1}<div>{paragraphs(*STORY)}<p><a href=/x>{'.' * 40_000}a</a></p></div>") == STORY
