"""金融监管总局: the public page is the article's address, its JSON is what is fetched."""

from newsbot.demo import DemoSite
from newsbot.demo.sites import nfra
from tests.crawling import Desk


def test_texts_are_read_from_their_json(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-nfra")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (3, 0, 0, 0))
    assert not [target for _, target in site.hits if "ItemDetail.html" in target]
    rows = desk.rows(
        "SELECT url, source_id, headline, article_body, date_published FROM article ORDER BY date_published"
    )
    public = f"{site.url}/nfra/cn/view/pages/ItemDetail.html?docId="
    repost, second, first = rows
    assert first == (
        f"{public}1180001&itemId=915",
        "1180001",
        "有关部门部署岁末年初农村金融服务",
        "\n".join(nfra.TEXTS[1180001]),
        "2026-11-20T09:45:10.000Z",
    )
    assert second[:2] == (f"{public}1180002&itemId=915", "1180002")
    assert repost == (
        f"{site.url}/nfra/elsewhere/content_1180003.htm",
        None,
        "有关会议强调防范化解风险",
        "\n".join(nfra.REPOST),
        "2026-11-18T13:15:00.000Z",
    )
    assert desk.crawl("demo-nfra").stored == (0, 0, 0, 0)


def test_the_static_cache_is_the_same_list(desk: Desk, site: DemoSite) -> None:
    assert desk.crawl("demo-nfra-static").stored == (1, 0, 0, 0)
    assert desk.one("SELECT url FROM article").endswith("/nfra/cn/view/pages/ItemDetail.html?docId=1180004&itemId=925")


def test_an_error_in_a_200_fails_the_source(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("broken-nfra-code")
    assert ran.outcome == "failed"
    assert ran.error
    assert "rptCode 500: 栏目不存在" in ran.error


def test_the_public_page_by_hand_says_that_it_is_empty(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-nfra", addresses=[f"{site.url}/nfra/cn/view/pages/ItemDetail.html?docId=1180001&itemId=915"])
    assert ran.failed == 1
    assert "the page is empty without scripts" in ran.errors[0]
