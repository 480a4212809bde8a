"""财联社 on the demo site: signed lists, and pages whose article stands in their script."""

import json

import pytest

from newsbot.demo import DemoSite
from newsbot.demo.sites.cls import TEASER, TELEGRAMS, stories
from tests.crawling import Desk

NEWS = [telegram for telegram in TELEGRAMS if telegram.type != TEASER]


def test_the_telegraph_is_walked_by_time_without_teasers(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-cls-telegraph")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (len(NEWS), 0, 0, 0))
    shown = desk.rows("SELECT url, source_id, headline, article_body FROM article ORDER BY date_published DESC")
    headlines = [
        "栖居控股：控股股东增持300万股",
        NEWS[1].title,
        "财联社11月20日电，安澜市十一月上旬新建住宅成交面积环比增长8%",
    ]
    expected = [(f"{site.url}/cls/detail/{one.id}", str(one.id), one.text) for one in NEWS]
    assert [(url, number, body) for url, number, _, body in shown] == expected
    assert [headline for *_, headline, _ in shown] == headlines
    assert [target for _, target in site.hits if "/cls/detail/" in target] == []
    assert set(desk.rows("SELECT symbol, surface FROM mention")) == {
        ("009021.SZ", "栖居控股"),
        ("309033.SZ", "望北电池"),
        ("609031.SH", "沧临汽车"),
    }


def test_the_telegraph_is_polled_again_to_its_first_known_row(desk: Desk, site: DemoSite) -> None:
    desk.crawl("demo-cls-telegraph")
    before = len(site.hits)
    assert desk.crawl("demo-cls-telegraph", ahead=60).stored == (0, 0, 0, 0)
    assert len(site.hits) == before + 1


def test_articles_are_read_from_the_data_of_the_script(desk: Desk, site: DemoSite) -> None:
    ran = desk.crawl("demo-cls-depth")
    # A page begins with the last second of the one before.
    assert (ran.outcome, ran.error, ran.listed, ran.stored) == ("ok", None, 5, (3, 0, 0, 0))
    for story in stories():
        found = desk.rows(
            "SELECT source_id, headline, article_body, publisher, authors, date_published, keywords, parser"
            " FROM article WHERE url = ?",
            site.url + story.path,
        )
        ((*fields, authors, published, keywords, parser),) = found
        assert fields == [story.docid, story.headline, "\n".join(story.body), story.publisher]
        assert json.loads(authors) == list(story.authors)
        assert json.loads(keywords) == list(story.keywords)
        assert (published[:16], parser) == (story.date_published[:16], "cls_cn/1")
    assert desk.one("SELECT count(*) FROM article_image WHERE sha256 IS NOT NULL") == 1


@pytest.mark.parametrize(
    ("source", "said", "stored"),
    [
        ("broken-cls-cursor", "has the same rows as one before", 1),
        ("broken-cls-errno", "errno 10012: 签名错误", 0),
    ],
)
def test_what_goes_wrong_is_named(desk: Desk, site: DemoSite, source: str, said: str, stored: int) -> None:
    ran = desk.crawl(source)
    assert ran.outcome == "failed"
    assert said in (ran.error or "")
    assert desk.one("SELECT count(*) FROM article") == stored
