"""HKEXnews: one stanza for each edition."""

import json

from newsbot.demo import DemoSite
from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure, hkex
from tests.crawling import Desk, WrittenSite


def test_both_editions_are_archived(desk: Desk, site: DemoSite) -> None:
    for source in ("demo-hkex", "demo-hkex-zh"):
        ran = desk.crawl(source)
        assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (2, 0, 0, 0))
    rows = desk.rows(
        "SELECT url, source_id, headline, in_language, date_published, article_body FROM article"
        " WHERE source_id LIKE '9900001%' ORDER BY source_id"
    )
    about = "HALDEN BRACK (99901.HK), HALDEN BRACK-R (99902.HK)"
    file = "/hkex/listedco/listconews/sehk/2026/1105/2026110500001"
    assert rows == [
        (
            f"{site.url}{file}.pdf",
            "9900001",
            "Halden & Brack - Discloseable transaction",
            "en",
            "2026-11-05T10:30:00.000Z",
            f"{about}\nHalden & Brack - Discloseable transaction (2026110500001.pdf)",
        ),
        (
            f"{site.url}{file}_c.pdf",
            "9900001-c",
            "海登布拉克 - 須予披露的交易",
            "zh-HK",
            "2026-11-05T10:30:00.000Z",
            "海登布拉克 (99901.HK), 海登布拉克－Ｒ (99902.HK)\n海登布拉克 - 須予披露的交易 (2026110500001_c.pdf)",
        ),
    ]
    assert desk.rows("SELECT DISTINCT symbol FROM mention ORDER BY 1") == [("99901.HK",), ("99902.HK",), ("99903.HK",)]


def test_more_rows_are_asked_for_until_there_are_no_more(desk: Desk, written: WrittenSite) -> None:
    row = hkex.EDITIONS["E"][0]
    rows = [{**row, "NEWS_ID": str(i), "FILE_LINK": f"/{i}.pdf"} for i in range(250)]

    def answer(request: Request) -> Answer:
        asked = int(request.query["rowRange"])
        value = {"result": json.dumps(rows[:asked]), "hasNextRow": asked < len(rows), "rowRange": asked}
        return disclosure.answer(value)

    written.answers["/search"] = answer
    desk.configure(
        f'[source.x]\nspider = "hkex"\nargs = {{ endpoint = "{written.url}/search" }}\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    assert desk.crawl("x").new == 250
    assert [request.query["rowRange"] for request in written.hits if request.path == "/search"] == ["100", "200", "400"]
    (dates, *_) = {(request.query["fromDate"], request.query["toDate"]) for request in written.hits if request.query}
    assert dates[0] < dates[1]
