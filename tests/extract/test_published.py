from datetime import date

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import dates
from newsbot.extract import published
from newsbot.extract.lines import Lines
from newsbot.extract.published import Evidence

SHANGHAI, UTC = "Asia/Shanghai", "UTC"


def near(body: str, zone: str = SHANGHAI, day_first: bool | None = None) -> list[Evidence]:
    lines = Lines(lxml.html.document_fromstring(f"<html><body>{body}</body></html>"))
    at = next((number for number, line in enumerate(lines.items) if line.block.tag == "h1"), None)
    return published.near(lines, at, zone, day_first=day_first)


def shown(body: str, zone: str = SHANGHAI, day_first: bool | None = None) -> str | None:
    return published.decide(near(body, zone, day_first), None, sure=True)[0]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<span>2031年10月14日 08:15:30</span>", "2031-10-14T00:15:30.000Z"),
        ("<div>2031-10-14 10:21 来源：<a>云州日报</a></div>", "2031-10-14T02:21:00.000Z"),
        ("<p>发布时间：</p><p>2031-10-14 10:21</p>", "2031-10-14T02:21:00.000Z"),
        ("<p>Published 10:30 a.m. ET Fri, 10 October 2031</p>", "2031-10-10T14:30:00.000Z"),
        ("<div>张三/云州日报</div><div>2031-10-14 09:10</div>", "2031-10-14T01:10:00.000Z"),
        ("<p>Oct. 14, 2031</p>", "2031-10-14"),
        ("<time datetime='2031-10-14T09:20:00+02:00'>14 Oct 2031</time>", "2031-10-14T07:20:00.000Z"),
        ("<time datetime='2031-10-14T09:20:00Z'>3 hours ago</time>", "2031-10-14T09:20:00.000Z"),
        ("<span data-timestamp='1949707230'>2031-10-14 09:20</span>", "2031-10-14T01:20:30.000Z"),
        # Set in large and small type, in elements of their own.
        ("<div>2031</div><div>10 / <b>14</b></div><div>19 : 02</div>", "2031-10-14T11:02:00.000Z"),
        ("<div><i>2031</i><i>10/14</i><i>07:57:40</i></div>", "2031-10-13T23:57:40.000Z"),
        ("<aside><p>2031-10-14 10:21</p></aside>", "2031-10-14T02:21:00.000Z"),
        ("<p>Last updated:</p><p>2031-10-15 10:21</p><p>2031-10-14 10:21</p>", "2031-10-14T02:21:00.000Z"),
        ("<p>更新时间：2031-10-15 10:21</p>", None),
        ("<p>The contract of 14 October 2031, which the port signed with its shippers, ends.</p>", None),
        ("<p>© 2031-10-14</p>", None),
        ("<div class='related-list'><p>2031-10-14 10:21</p></div>", None),
        ("<footer><p>2031-10-14 10:21</p></footer>", None),
        ("<p>10:21</p>", None),
    ],
)
def test_times_shown_below_the_headline(markup: str, expected: str | None) -> None:
    assert shown(f"<h1>Harbour tolls rise</h1>{markup}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28.04.2031, 15:10 Uhr", "2031-04-28T13:10:00.000Z"),
        ("03.04.2031, 15.10 Uhr", "2031-04-03T13:10:00.000Z"),
        ("28 avril 2031 à 14h05", "2031-04-28T12:05:00.000Z"),
        ("Publié le 3 mai 2031 à 14h05, mis à jour le 4 mai 2031 à 9h00", "2031-05-03T12:05:00.000Z"),
    ],
)
def test_european_times(text: str, expected: str) -> None:
    assert shown(f"<h1>Titre</h1><p>{text}</p>", "Europe/Paris", day_first=True) == expected


def test_the_nearest_time_below_the_headline_counts_more() -> None:
    page = "<p>2031-10-20 12:00</p><h1>Harbour tolls rise</h1><p>2031-10-14 10:21</p><p>2031-10-13 10:21</p>"
    assert shown(page) == "2031-10-14T02:21:00.000Z"


def test_a_time_that_says_what_it_is_counts_wherever_it_stands() -> None:
    text = "".join(f"<p>{'长' * 200}</p>" for _ in range(10))
    assert shown(f"<h1>云港大罢工</h1>{text}<p>2031-10-12 10:21</p><p>发布日期：2031-10-14 10:21</p>") == (
        "2031-10-14T02:21:00.000Z"
    )


def claim(raw: str, weight: float = published.META, zone: str = SHANGHAI) -> list[Evidence]:
    return published.claimed(raw, weight, zone)


def seen(raw: str, zone: str = SHANGHAI) -> list[Evidence]:
    return [item._replace(shown=True, weight=published.SHOWN) for item in published.claimed(raw, 1, zone)]


@pytest.mark.parametrize(
    ("evidence", "sure", "expected"),
    [
        # The visible time beats a later one of the data; where both mean one minute the data know the second.
        (claim("2031-10-14T13:00:00+08:00") + seen("2031-10-14 10:21"), True, "2031-10-14T02:21:00.000Z"),
        (claim("2031-10-14T10:21:45+08:00") + seen("2031-10-14 10:21"), True, "2031-10-14T02:21:45.000Z"),
        # A time of day loses to none, a made-up midnight to both.
        (claim("2031-10-14T10:21:45+08:00") + seen("2031-10-14"), True, "2031-10-14T02:21:45.000Z"),
        (claim("2031-10-14T00:00:00Z") + seen("2031-10-14 10:21"), True, "2031-10-14T02:21:00.000Z"),
        (claim("2031-10-14T00:00:00Z") + seen("2031-10-14"), True, "2031-10-14"),
        (claim("2031-10-14T00:00:00+08:00"), True, "2031-10-14"),
        (claim("2031-10-14T00:00:00.000-04:00"), True, "2031-10-14"),
        (claim("2031-10-13T16:00:00Z"), True, "2031-10-14"),
        (claim("1949673600"), True, "2031-10-14"),
        (claim("2031-10-14 00:00"), True, "2031-10-14"),
        (claim("2031-10-14T00:00:01+08:00"), True, "2031-10-13T16:00:01.000Z"),
        # Whose zone is not known loses to the data, unless those are not certain either.
        (claim("2031-10-14T10:21:45Z") + seen("2031-10-14 12:21", "UTC"), False, "2031-10-14T10:21:45.000Z"),
        (claim("2031-10-14 09:00", zone="UTC") + seen("2031-10-14 12:21", "UTC"), False, "2031-10-14T12:21:00.000Z"),
        # What disagrees with all others loses.
        (
            claim("2019-01-01T10:00:00Z", published.LINKED) + claim("2031-10-14T10:21:45Z") + claim("2031-10-14"),
            True, "2031-10-14T10:21:45.000Z",
        ),
        ([item._replace(modified=True) for item in claim("2031-10-14T10:21:45Z")], True, None),
        ([], True, None),
    ],
)  # fmt: skip
def test_evidence_is_weighed(evidence: list[Evidence], sure: bool, expected: str | None) -> None:
    assert published.decide(evidence, None, sure=sure)[0] == expected


def test_the_day_of_the_address_decides_between_equals() -> None:
    evidence = claim("2031-10-14T10:00:00Z") + claim("2031-10-20T10:00:00Z")
    for day in (14, 20):
        found = published.decide(evidence, (date(2031, 10, day), ""), sure=True)
        assert found[0] == f"2031-10-{day}T10:00:00.000Z"
    assert published.decide([], (date(2031, 10, 14), "/20311014/"), sure=True) == ("2031-10-14", "/20311014/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ledger.example/2031-10/14/c_1.htm", date(2031, 10, 14)),
        ("https://ledger.example/20311014/A1.html", date(2031, 10, 14)),
        ("https://ledger.example/2031/1014/c1.html", date(2031, 10, 14)),
        ("https://ledger.example/2031/10/14/tolls", date(2031, 10, 14)),
        ("https://ledger.example/2031/oct/14/tolls", date(2031, 10, 14)),
        ("https://ledger.example/tolls-2031-10-14/", date(2031, 10, 14)),
        ("https://ledger.example/2031/10/tolls", None),
        ("https://ledger.example/12031101499", None),
        ("https://ledger.example/20311399", None),
        ("https://ledger.example/tolls?day=20311014", None),
    ],
)
def test_days_in_addresses(url: str, expected: date | None) -> None:
    found = published.in_address(url)
    assert (found and found[0]) == expected


def test_the_data_show_the_zone_of_a_page() -> None:
    assert published.own_zone(["2031-10-14", "2031-10-14T10:00:00Z", "2031-10-14T10:00:00+02:00"]) == "Etc/GMT-2"
    assert published.own_zone(["2031-10-14T10:00:00-0500"]) == "Etc/GMT+5"
    assert published.own_zone(["2031-10-14T10:00:00+00:00", "2031-10-14"]) is None
    moment = dates.parse("2031-10-14 10:00", "Etc/GMT-2")
    assert moment == "2031-10-14T08:00:00.000Z"


@settings(deadline=None)  # the first odd date imports dateparser
@given(st.lists(st.text(alphabet="0123456789-/.: 年月日TZupdate更新", max_size=30), max_size=6), st.booleans())
def test_any_lines_are_read(texts: list[str], sure: bool) -> None:
    evidence = near("<h1>Title</h1>" + "".join(f"<p>{text}</p>" for text in texts))
    for text in texts:
        evidence += published.claimed(text, published.META, SHANGHAI)
    found, raw = published.decide(evidence, None, sure=sure)
    assert found is None or ((dates.is_day(found) or dates.to_datetime(found)) and raw)


@given(st.text(max_size=60))
def test_any_address_is_read(url: str) -> None:
    found = published.in_address(url)
    assert found is None or found[1] in url
