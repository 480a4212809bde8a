"""证监会: a channel's page leads to a JSON list with whole texts, or is itself the list."""

from newsbot.demo import DemoSite
from newsbot.demo.sites import csrc
from tests.crawling import Desk, pages


def test_a_channel_is_read_from_its_json_list(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-csrc")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (3, 0, 0, 0))
    lists = [target.partition("&page=")[2] for _, target in site.hits if "/searchList/" in target]
    assert lists == ["1", "2", "3"]  # a short page alone is no end
    only_on_its_page = csrc.ROWS[2]["url"]
    assert [target for target in pages(site) if target.startswith("/csrc/")] == [
        "/csrc/csrc/c100028/common_xq_list.shtml",
        only_on_its_page,
    ]
    rows = desk.rows("SELECT url, article_body, date_published, section, parser FROM article ORDER BY url")
    first = "\n".join(
        ("近日，有关部门同意在云州等4地开展区域性股权市场创新试点，为期两年。", "首批试点机构共12家，名单见附件。",
         "附件：试点机构名单.pdf")
    )  # fmt: skip
    assert rows[0] == (site.url + csrc.ROWS[0]["url"], first, "2026-11-20T10:10:30.000Z", "演示要闻", "entry/1")
    page = "\n".join(csrc.PAGE_LINES)  # its section is what the page says: the row only fills what is missing
    assert rows[2] == (
        site.url + only_on_its_page, page, "2026-11-19T12:30:00.000Z", "要闻", "csrc_gov_cn/1",
    )  # fmt: skip
    html = desk.one("SELECT article_body_html FROM article WHERE url = ?", rows[0][0])
    assert f'href="{site.url}/csrc/csrc/c100028/c9900001/files/list.pdf"' in html
    assert desk.crawl("demo-csrc").stored == (0, 0, 0, 0)


def test_a_channel_without_an_id_is_an_html_list(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-csrc-html")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (2, 0, 0, 0))
    assert desk.rows("SELECT headline, date_published, publisher FROM article ORDER BY url") == [
        ("关于注销某期货公司业务许可的公告", "2026-11-18T02:00:00.000Z", "演示监管办公室"),
        ("行政许可申请受理公示", "2026-11-17T02:00:00.000Z", "演示监管办公室"),
    ]
