"""``newsbot sources check`` and ``sources add``, as a person runs them: a process of its own, over real HTTP."""

import json
import signal
import time
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.config import SHIPPED
from newsbot.demo.server import Answer
from tests.cli.conftest import Newsbot
from tests.cli.test_crawl import newsbot as crawling
from tests.cli.test_crawl import rows, start
from tests.crawling import WrittenSite, json_feed

NOW = datetime.now(UTC)
BODY = (
    "云州港务集团周五公布季度业绩，营收同比增长一成，主要来自集装箱装卸和仓储业务的恢复。",
    "公司表示，新建的三号码头已在九月投入使用，全年吞吐量预计超过去年水平，但燃料成本仍是最大的不确定因素。",
    "分析人士认为，随着外贸订单回暖，港口企业的盈利能力有望继续改善，投资者应关注运价的变化。",
)


@pytest.fixture
def written(tmp_path: Path) -> Iterator[WrittenSite]:
    (tmp_path / "newsbot.toml").write_text("# mine\n", "utf-8")
    with WrittenSite() as site:
        yield site


def story(
    site: WrittenSite, number: int, body: str = "云州港务集团周五公布季度业绩，营收同比增长一成，全文供测试之用。"
) -> str:
    """A page with a picture in plain markup, and its address."""
    path = f"/news/2031/story-{number}.html"
    day = NOW - timedelta(hours=number)
    site.answers[path] = Answer(
        f'<html lang="zh-CN"><meta charset="utf-8"><title>云州港务公布业绩之{number}</title><article>'
        f"<h1>云州港务公布业绩之{number}</h1><p>发布时间：{day:%Y-%m-%d %H:%M}　来源：云州日报</p>"
        f'{"".join(f"<p>{part}</p>" for part in BODY)}<img src="/p{number}.jpg" width="600" height="400">'
        .encode()
    )  # fmt: skip
    return site.url + path


def rss(*urls: str) -> Answer:
    """An RSS feed that lists these addresses, an hour between them."""
    items = "".join(
        f"<item><title>云州港务公布业绩</title><link>{url}</link>"
        f"<pubDate>{NOW - timedelta(hours=number):%a, %d %b %Y %H:%M:%S} +0800</pubDate></item>"
        for number, url in enumerate(urls)
    )
    return Answer(f'<rss version="2.0"><channel><title>云州财经</title>{items}</channel></rss>'.encode(), "text/xml")


def plain(site: WrittenSite, path: str = "/feed.json") -> str:
    """A stanza of a feed whose pages are read as those of any site."""
    return site.feed(path=path).replace('page = "sina_com_cn"\n', "")


def front_page(site: WrittenSite, path: str = "/", head: str = "", body: str = "") -> str:
    site.answers[path] = Answer(f'<html lang="zh-CN"><head>{head}</head><body>{body}</body></html>'.encode())
    return site.url + path


# --- check


def test_check_shows_what_is_read_and_stores_nothing(written: WrittenSite, tmp_path: Path) -> None:
    urls = [story(written, number) for number in range(4)]
    written.answers["/feed.xml"] = rss(*urls)
    (tmp_path / "newsbot.toml").write_text(f"{plain(written, '/feed.xml')}enabled = false\n", "utf-8")
    ran = crawling(tmp_path, "sources", "check", "written", "--max", "3")
    assert (ran.status, ran.err) == (0, "written: 4 listed\n")
    header, *table = ran.out.splitlines()
    assert header.split() == [
        "published", "by", "publisher", "characters", "images", "tickers", "parser", "headline", "url", "begins",
    ]  # fmt: skip
    assert [
        line for line in table if "generic/" in line and "云州日报" in line and "云州港务集团周五" in line
    ] == table[:3]
    assert "articles with headline: 3 of 3, article_body: 3 of 3, date_published: 3 of 3, authors: none, " in ran.out
    assert "listing: 4 rows on 1 page, 4 entries\n" in ran.out
    assert "entries with headline: 4 of 4, published: 4 of 4, modified: none" in ran.out
    assert table[-1] == "written works: 3 articles read, with headline, body and date"
    assert not any(target.endswith(".jpg") for target in written.targets())
    assert [path.name for path in tmp_path.iterdir()] == ["newsbot.toml"]


def test_check_tells_editors_from_authors_and_what_is_left_out(written: WrittenSite, tmp_path: Path) -> None:
    url = story(written, 1)
    page = written.answers["/news/2031/story-1.html"]
    assert isinstance(page, Answer)
    more = "<p>　　（记者 张三）</p><p>责任编辑：李四</p>".encode()
    written.answers["/news/2031/story-1.html"] = Answer(page.body.replace(b"<img", more + b"<img"))
    sitemap = f"<urlset><url><loc>{url}</loc></url><url><loc>{url}2</loc><lastmod>2001-01-01</lastmod></url>"
    sitemap += f"<url><loc>{written.url}/tag/x</loc></url></urlset>"
    written.answers["/map.xml"] = Answer(sitemap.encode(), "text/xml")
    (tmp_path / "newsbot.toml").write_text(
        f'[source.maps]\nsitemap = "{written.url}/map.xml"\nallow_addresses = ["{written.address}"]\n'
        'args = { match = "/news/" }\n',
        "utf-8",
    )
    ran = crawling(tmp_path, "sources", "check", "maps")
    assert ran.status == 0, ran.err
    assert "editor 李四" in ran.out.splitlines()[1]
    assert ", editor: 1 of 1, " in ran.out
    assert "\nskipped: 1 before 2" in ran.out
    assert "\nskipped: 1 whose address does not match /news/\n" in ran.out


def test_check_in_json(written: WrittenSite, tmp_path: Path) -> None:
    urls = [written.write(f"/doc-{number}.shtml", f"云州公告{number}", pictures=("/a.jpg",)) for number in range(2)]
    written.answers["/feed.json"] = json_feed(*urls, written.url + "/gone.shtml", title=None)
    (tmp_path / "newsbot.toml").write_text(written.feed(), "utf-8")
    ran = crawling(tmp_path, "sources", "check", "written", "--json")
    assert ran.status == 1
    told = ran.json
    assert (told["source"], told["ok"], told["fetched"]) == ("written", False, 2)
    assert told["listing"] == {
        "pages": 1, "rows": 3, "entries": 3, "skipped": [], "error": None,
        "fields": {**dict.fromkeys(told["listing"]["fields"], 0)},
    }  # fmt: skip
    assert (told["fields"]["headline"], told["fields"]["images"], told["fields"]["authors"]) == (2, 2, 0)
    assert {article["headline"] for article in told["articles"]} == {"云州公告0", "云州公告1"}
    (failure,) = told["failures"]
    assert (failure["url"], failure["error"]) == (f"{written.url}/gone.shtml", "GoneError")
    assert told["problem"] == "1 of 3 articles failed: GoneError: the server says it does not exist (HTTP 404)"
    assert ran.err.splitlines()[-1] == f"written: {told['problem']}"


def test_check_names_what_stands_in_the_way(written: WrittenSite, tmp_path: Path) -> None:
    pages = {
        "ChallengePage": "<h1>Just a moment</h1><p>Checking your browser</p>",
        "LoginWall": "<h1>云州公告</h1><p>本文为会员专享内容，登录后阅读全文，请先登录您的账户。</p>",
        "SoftNotFound": "<h1>404</h1><p>页面不存在</p>",
        "EmptyArticle": "",
    }
    for error, page in pages.items():
        written.answers[f"/{error}.html"] = Answer(f"<html><meta charset=utf-8>{page}</html>".encode())
    written.answers["/feed.json"] = json_feed(*(f"{written.url}/{error}.html" for error in pages), title=None)
    (tmp_path / "newsbot.toml").write_text(plain(written), "utf-8")
    ran = crawling(tmp_path, "sources", "check", "written")
    assert ran.status == 1
    for error in pages:
        assert f"failed: {written.url}/{error}.html: {error}: " in ran.out
    assert ran.err.splitlines()[-1].startswith("written: 4 of 4 articles failed, ")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (json_feed(), "the listing has no entries"),
        (Answer(b"<html>maintenance</html>"), "the answer is an HTML page"),
        (Answer(status=404), "HTTP 404"),
    ],
)
def test_check_says_what_is_wrong_with_a_listing(
    written: WrittenSite, tmp_path: Path, answer: Answer, said: str
) -> None:
    written.answers["/feed.json"] = answer
    (tmp_path / "newsbot.toml").write_text(written.feed(), "utf-8")
    ran = crawling(tmp_path, "sources", "check", "written")
    assert ran.status == 1
    assert said in ran.err.splitlines()[-1]


def test_check_wants_a_source_that_is_there(newsbot: Newsbot) -> None:
    ran = newsbot("sources", "check", "rol")
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "Did you mean `roll`?" in ran.err


# --- add


def test_a_feed_in_a_link_element_is_added_and_crawled(written: WrittenSite, tmp_path: Path) -> None:
    written.answers["/all.xml"] = rss(*(story(written, number) for number in range(3)))
    page = front_page(written, "/", '<link rel="alternate" type="application/rss+xml" href="all.xml">')
    command = ("sources", "add", page, "--allow-address", written.address)
    ran = crawling(tmp_path, *command)
    assert ran.status == 0, ran.err
    assert (tmp_path / "newsbot.toml").read_text("utf-8") == "# mine\n"
    stanza, _, table = ran.out.partition("\n\n")
    (source,) = tomllib.loads(stanza)["source"].values()
    assert source == {
        "title": "云州财经", "feed": f"{written.url}/all.xml", "timezone": "Asia/Shanghai",
        "schedule": {"every": "30m", "jitter": "3m"}, "allow_addresses": [written.address],
    }  # fmt: skip
    assert "headline: 3 of 3, article_body: 3 of 3, date_published: 3 of 3" in table
    assert crawling(tmp_path, *command, "--name", "yunzhou", "--write").status == 0
    assert (tmp_path / "newsbot.toml").read_text("utf-8").startswith("# mine\n\n[source.yunzhou]\n")
    assert crawling(tmp_path, "crawl", "yunzhou").status == 0
    assert rows(tmp_path, "SELECT count(*), min(source) FROM article") == [(3, "yunzhou")]
    again = crawling(tmp_path, *command, "--name", "other", "--write")
    assert again.status == 1
    assert "[source.yunzhou] lists it already" in again.err


def test_a_news_sitemap_of_robots_txt(written: WrittenSite, tmp_path: Path) -> None:
    urls = [story(written, number) for number in range(2)]
    news = (
        '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        + "".join(
            f"<url><loc>{url}</loc><n:news><n:publication><n:name>云州财经</n:name><n:language>zh-cn</n:language>"
            f"</n:publication><n:publication_date>{NOW:%Y-%m-%dT%H:%M:%SZ}</n:publication_date>"
            f"<n:title>云州港务公布业绩</n:title></n:news></url>"
            for url in urls
        )
        + "</urlset>"
    )
    written.answers["/maps/news.xml"] = Answer(news.encode(), "text/xml")
    written.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /x\nSitemap: /maps/news.xml\n", "text/plain")
    ran = crawling(tmp_path, "sources", "add", front_page(written), "--allow-address", written.address, "--json")
    assert ran.status == 0, ran.err
    told = ran.json
    assert (told["kind"], told["found"], told["title"]) == ("sitemap", f"{written.url}/maps/news.xml", "云州财经")
    assert (told["check"]["ok"], told["check"]["fetched"], told["written"], told["others"]) == (True, 2, False, [])
    assert [tried["url"] for tried in told["tried"]] == [f"{written.url}/", f"{written.url}/maps/news.xml"]
    assert written.targets().count("/maps/news.xml") == 2, "once to find it, once to try it out"


def test_a_usual_path_and_what_was_found_besides(written: WrittenSite, tmp_path: Path) -> None:
    urls = [story(written, number) for number in range(3)]
    written.answers["/rss.xml"], written.answers["/feed.json"] = rss(*urls), json_feed(*urls)
    ran = crawling(tmp_path, "sources", "add", urls[0], "--allow-address", written.address)
    assert ran.status == 0, ran.err
    assert f'feed            = "{written.url}/rss.xml"' in ran.out
    assert f"\n{written.url}/feed.json" in ran.out.partition("also found")[2]


def test_the_page_object_that_the_markup_asks_for(written: WrittenSite, tmp_path: Path) -> None:
    urls = [written.write(f"/doc-{number}.shtml", f"云州公告{number}") for number in range(2)]
    written.answers["/feed.json"] = json_feed(*urls)
    ran = crawling(
        tmp_path, "sources", "add", f"{written.url}/feed.json", "--allow-address", written.address, "--write"
    )
    assert ran.status == 0, ran.err
    assert 'page            = "sina_com_cn"' in (tmp_path / "newsbot.toml").read_text("utf-8")
    assert "sina_com_cn/" in ran.out


def test_where_there_is_nothing_it_says_what_was_tried(written: WrittenSite, tmp_path: Path) -> None:
    ran = crawling(tmp_path, "sources", "add", front_page(written), "--allow-address", written.address, "--write")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "no feed and no sitemap was found" in ran.err
    assert f"Tried: {written.url}/ (" not in ran.err, "the site is named once"
    assert " /sitemap.xml /sitemap_index.xml (the server says it does not exist (HTTP 404))" in ran.err
    assert ran.err.count("HTTP 404") == 1
    assert (tmp_path / "newsbot.toml").read_text("utf-8") == "# mine\n"


def test_what_does_not_work_is_not_written(written: WrittenSite, tmp_path: Path) -> None:
    written.answers["/feed"] = rss(f"{written.url}/gone.html")
    ran = crawling(tmp_path, "sources", "add", f"{written.url}/feed", "--allow-address", written.address, "--write")
    assert ran.status == 1
    assert ran.err.splitlines()[-1].endswith("So nothing was written")
    assert "1 of 1 articles failed: GoneError" in ran.err
    assert (tmp_path / "newsbot.toml").read_text("utf-8") == "# mine\n"


def test_a_feed_that_the_front_page_declares_for_an_article(written: WrittenSite, tmp_path: Path) -> None:
    urls = [story(written, number) for number in range(3)]
    written.answers["/all.xml"] = rss(*urls)
    front_page(written, "/", '<link rel="alternate" type="application/rss+xml" href="all.xml">')
    ran = crawling(tmp_path, "sources", "add", urls[0], "--allow-address", written.address)
    assert ran.status == 0, ran.err
    assert f'feed            = "{written.url}/all.xml"' in ran.out
    assert "/feed" not in written.targets()


def test_a_site_that_cannot_be_reached_is_one_reason_once(tmp_path: Path) -> None:
    (tmp_path / "newsbot.toml").write_text("# mine\n", "utf-8")
    with WrittenSite() as site:
        address = site.address
    ran = crawling(tmp_path, "sources", "add", f"http://{address}/", "--allow-address", address)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.count("the connection was refused") == 1
    assert "JSON API" not in ran.err


def test_an_interrupted_search_concludes_nothing(written: WrittenSite, tmp_path: Path) -> None:
    page = front_page(
        written, "/", "".join(f'<link rel="alternate" type="application/rss+xml" href="{n}.xml">' for n in (1, 2))
    )
    written.answers["/1.xml"] = rss(story(written, 1))
    slow = rss(story(written, 2))
    written.answers["/2.xml"] = Answer(slow.body, slow.media_type, delay=3)
    process = start(tmp_path, "sources", "add", page, "--allow-address", written.address, "--write")
    wait_for(written, "/2.xml")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted: nothing was concluded or written"
    assert (tmp_path / "newsbot.toml").read_text("utf-8") == "# mine\n"


def test_an_interrupted_check_says_nothing_of_the_source(written: WrittenSite, tmp_path: Path) -> None:
    written.answers["/feed.json"] = json_feed(f"{written.url}/slow.html")
    written.answers["/slow.html"] = Answer(b"<html></html>", delay=3)
    (tmp_path / "newsbot.toml").write_text(f'{written.feed()}\n[daemon]\nstop_timeout = "1s"\n', "utf-8")
    process = start(tmp_path, "sources", "check", "written", "--json")
    wait_for(written, "/slow.html")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "written: interrupted"
    assert (json.loads(out)["ok"], json.loads(out)["problem"]) == (False, "interrupted")


def wait_for(site: WrittenSite, target: str) -> None:
    """Until the site is asked for a path."""
    for _ in range(400):
        if target in site.targets():
            return
        time.sleep(0.05)
    raise AssertionError(f"{target} was never asked for")


def test_addresses_that_are_not_public_must_be_allowed(written: WrittenSite, tmp_path: Path) -> None:
    page, began = front_page(written), time.monotonic()
    ran = crawling(tmp_path, "sources", "add", page)
    assert time.monotonic() - began < 5, "it is refused before anything else"
    assert (ran.status, ran.err.count("\n"), written.targets()) == (1, 1, [])
    assert f"Add --allow-address {written.address} if you mean it" in ran.err


def test_robots_txt_is_obeyed(written: WrittenSite, tmp_path: Path) -> None:
    written.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /\n", "text/plain")
    written.answers["/feed"] = rss()
    ran = crawling(tmp_path, "sources", "add", front_page(written), "--allow-address", written.address)
    assert ran.status == 1
    assert set(written.targets()) == {"/robots.txt"}
    assert "robots.txt" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ftp://example.org/",), "not an http"),
        (("https://example.org/", "--name", "Über"), "small letters"),
        (("https://example.org/", "--name", "by-hand"), "small letters"),
        (("https://example.org/", "--name", "roll"), "there is a source `roll` already"),
        (("https://example.org/", "--allow-address", "localhost:80"), "numeric address"),
    ],
)
def test_usage(newsbot: Newsbot, arguments: tuple[str, ...], said: str) -> None:
    ran = newsbot("sources", "add", *arguments)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err


def test_the_shipped_file_is_not_written_to(newsbot: Newsbot, tmp_path: Path) -> None:
    (tmp_path / "newsbot.toml").unlink()
    ran = newsbot("sources", "add", "http://127.0.0.1:9/", "--allow-address", "127.0.0.1:9", "--write")
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert f"cp {SHIPPED} newsbot.toml" in ran.err
