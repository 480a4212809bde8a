"""Sitemaps, from their bytes to the archive: an index with gzipped files, and what is left out."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from newsbot.demo.server import Answer, Request, conditional
from tests.crawling import Desk, WrittenSite

RECENT = datetime.now(UTC) - timedelta(days=2)
OLD = RECENT - timedelta(days=30)
TIMES = {"recent": RECENT, "old": OLD}


def row(url: str, at: datetime | None = None, tag: str = "url") -> str:
    return f"<{tag}><loc>{url}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</{tag}>"


def urlset(*rows: str) -> bytes:
    return f"<urlset>{''.join(rows)}</urlset>".encode()


def show_index(site: WrittenSite, **files: bytes) -> None:
    """An index of files, the first the newest, as a server with validators answers it."""
    rows = (row(f"{site.url}/{name}.xml.gz", RECENT - timedelta(hours=n), "sitemap") for n, name in enumerate(files))
    index = Answer(f"<sitemapindex>{''.join(rows)}</sitemapindex>".encode(), "application/xml")

    def answer(request: Request) -> Answer:
        return conditional(request, index, OLD)

    site.answers["/index.xml"] = answer
    for name, body in files.items():
        site.answers[f"/{name}.xml.gz"] = Answer(gzip.compress(body), "application/gzip")


def stanza(site: WrittenSite, path: str = "/index.xml", more: str = "") -> str:
    return (
        f'[source.written]\nsitemap = "{site.url}{path}"\npage = "sina_com_cn"\n'
        f'allow_addresses = ["{site.address}"]\n{more}\n'
    )


def listed(desk: Desk) -> set[str]:
    return {url.rpartition("/")[2] for (url,) in desk.rows("SELECT url FROM article")}


def test_the_files_of_an_index_are_walked(desk: Desk, written: WrittenSite) -> None:
    one, two, three = (written.write(f"/story-000000{n}.shtml", f"云州公告{n}") for n in (1, 2, 3))
    show_index(written, news=urlset(row(one, RECENT)), posts=urlset(row(one, RECENT), row(two), row(three, OLD)))
    desk.configure(stanza(written))
    ran = desk.crawl("written")
    assert (ran.outcome, ran.error, ran.stored) == ("ok", None, (2, 0, 0, 0))
    assert listed(desk) == {"story-0000001.shtml", "story-0000002.shtml"}
    assert [target for target in written.targets() if "xml" in target] == [
        "/index.xml",
        "/news.xml.gz",
        "/posts.xml.gz",
    ]


def test_an_article_in_two_files_is_fetched_once(desk: Desk, written: WrittenSite) -> None:
    url = written.write("/story-0000001.shtml", "云州公告")
    for posts in (row(url, RECENT), row(url)):
        show_index(written, news=urlset(row(url, RECENT)), posts=urlset(posts))
        desk.configure(stanza(written))
        assert desk.crawl("written").outcome == "ok"
    assert written.targets().count("/story-0000001.shtml") == 1


def test_every_file_is_read_again_whatever_the_index_answers(desk: Desk, written: WrittenSite) -> None:
    one = written.write("/story-0000001.shtml", "云州公告1")
    show_index(written, first=urlset(row(one, RECENT)), second=urlset())
    desk.configure(stanza(written))
    desk.crawl("written")
    two = written.write("/story-0000002.shtml", "云州公告2")
    written.answers["/second.xml.gz"] = Answer(gzip.compress(urlset(row(two, RECENT))))
    assert desk.crawl("written").stored == (1, 0, 0, 0)


def test_no_more_files_are_read_than_allowed(desk: Desk, written: WrittenSite) -> None:
    one, two = (written.write(f"/story-000000{n}.shtml", f"云州公告{n}") for n in (1, 2))
    show_index(written, first=urlset(row(one)), second=urlset(row(two)))
    desk.configure(stanza(written, more="max_pages = 2"))
    desk.crawl("written")
    assert listed(desk) == {"story-0000001.shtml"}


@pytest.mark.parametrize("answer", [None, Answer(b"<!DOCTYPE html><html><body>Bad Gateway</body></html>")])
def test_one_bad_file_fails_the_source_but_not_the_others(
    desk: Desk, written: WrittenSite, answer: Answer | None
) -> None:
    one, two = (written.write(f"/story-000000{n}.shtml", f"云州公告{n}") for n in (1, 2))
    show_index(written, first=urlset(row(one)), second=urlset(), third=urlset(row(two)))
    del written.answers["/second.xml.gz"]
    if answer:
        written.answers["/second.xml.gz"] = answer
    desk.configure(stanza(written))
    ran = desk.crawl("written")
    assert (ran.outcome, ran.new) == ("failed", 2)
    assert "/second.xml.gz: the " in (ran.error or "")


def test_an_index_of_bad_files_ends(desk: Desk, written: WrittenSite) -> None:
    show_index(written, **{f"file{n}": urlset() for n in range(20)})
    for n in range(20):
        del written.answers[f"/file{n}.xml.gz"]
    desk.configure(stanza(written))
    assert desk.crawl("written").outcome == "failed"
    assert len([target for target in written.targets() if "/file" in target]) == 9


def test_arguments_say_what_is_an_article_and_how_far_back(desk: Desk, written: WrittenSite) -> None:
    recent, old = (written.write(f"/news/{name}-0000001.shtml", f"云州公告{name}") for name in TIMES)
    rows = (row(recent, RECENT), row(old, OLD), row(f"{written.url}/tag/ports", RECENT))
    written.answers["/map.xml"] = Answer(urlset(*rows))
    desk.configure(stanza(written, "/map.xml", 'args = { match = "/news/", since_days = 3 }'))
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert listed(desk) == {"recent-0000001.shtml"}
    desk.configure(stanza(written, "/map.xml", 'args = { match = "/news/", since_days = 0 }'))
    assert desk.crawl("written").stored == (1, 0, 0, 0)
    assert listed(desk) == {"recent-0000001.shtml", "old-0000001.shtml"}
    assert "/tag/ports" not in written.targets()


def test_a_bomb_fails_the_source(desk: Desk, written: WrittenSite) -> None:
    written.answers["/map.xml"] = Answer(gzip.compress(b"<urlset>" + b" " * 60_000_000), "application/gzip")
    desk.configure(stanza(written, "/map.xml"))
    ran = desk.crawl("written")
    assert ran.outcome == "failed"
    assert "when unpacked" in (ran.error or "")
