"""上交所: the rows are the articles, the documents behind them are never fetched."""

from newsbot.demo import DemoSite
from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import disclosure, sse
from tests.crawling import Desk, WrittenSite


def asked(site: DemoSite) -> list[str]:
    return [target for _, target in site.hits if target.startswith("/sse/")]


def test_filings_are_archived_without_their_documents(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-sse")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (3, 0, 0, 0))
    assert not [target for target in asked(site) if target.endswith(".pdf")]
    rows = desk.rows(
        "SELECT url, headline, article_body, date_published, section, in_language FROM article"
        " WHERE headline LIKE '云澜%'"
    )
    lines = (
        "云澜港务 (609901.SH)",
        "云澜港务关于收购内河码头资产的公告 (609901_20261121_0001.pdf)",
        "云澜港务拟收购资产评估报告 (609901_20261121_0002.pdf)",
    )
    first, second = (site.url + "/sse" + row["URL"] for row in sse.FILINGS[0])
    assert rows == [
        (
            first,
            "云澜港务关于收购内河码头资产的公告",
            "\n".join(lines),
            "2026-11-21",
            "收购、出售资产",
            "zh-CN",
        )
    ]
    assert f'href="{second}"' in desk.one("SELECT article_body_html FROM article WHERE url = ?", first)
    assert desk.rows("SELECT symbol, surface, method FROM mention WHERE symbol = '609902.SH'") == [
        ("609902.SH", "岚川水泥", "markup")
    ]


def test_one_title_of_two_companies_is_two_articles(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-sse")
    same = "SELECT count(*), count(duplicate_of) FROM article WHERE headline = '关于股份回购进展的公告'"
    assert desk.rows(same) == [(2, 0)]


def test_the_older_form_gives_the_time_of_day(desk: Desk, site: DemoSite) -> None:
    assert desk.crawl("demo-sse-flat").stored == (2, 0, 0, 0)
    assert desk.rows("SELECT date_published FROM article WHERE headline = '岚川水泥第三季度报告'") == [
        ("2026-10-27T10:05:12.000Z",)
    ]


def test_the_dates_asked_for_are_those_of_the_crawl_and_nothing_is_new_the_next_time(
    desk: Desk, site: DemoSite
) -> None:
    desk.crawl("demo-sse")
    assert desk.crawl("demo-sse", ahead=86_400).stored == (0, 0, 0, 0)
    begins = [target.partition("START_DATE=")[2][:10] for target in asked(site)]
    assert len(set(begins)) == 2


def test_a_challenge_fails_the_source_by_name(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-sse-challenge")
    assert ran.outcome == "failed"
    assert ran.error
    assert "blocked by a JavaScript challenge (acw_sc__v2)" in ran.error


def test_a_walk_reads_the_window_to_its_end(desk: Desk, written: WrittenSite) -> None:
    """A filing that appears behind known ones of the same day is found."""
    rows = [sse.FILINGS[1], sse.FILINGS[2]]

    def page(request: Request) -> Answer:
        number = int(request.query["pageHelp.pageNo"])
        value = {"pageHelp": {"total": len(rows)}, "result": rows[number - 1 : number]}
        return disclosure.answer(value)

    written.answers["/list"] = page
    desk.configure(
        f'[source.x]\nspider = "sse"\nargs = {{ endpoint = "{written.url}/list" }}\n'
        f'allow_addresses = ["{written.address}"]\n'
    )
    assert desk.crawl("x").new == 2
    rows.append(sse.FILINGS[0])
    assert desk.crawl("x").new == 1
