"""Posts: exactly as the generator lays them out, nothing lost, and what came in as a post unchanged."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsbot.archive import Archive, articles, imported
from newsbot.archive.search import Filter
from newsbot.exports import Options
from newsbot.exports.posts import file_name, post, quoted
from newsbot.items import ArticleImage, Capture
from tests.exports.conftest import Written
from tests.filled import article

LIST = Options(titles={"roll": "新浪财经－國内"})
POST = "\n---\ntitle: '甲'\ndate: 2022-08-05\n---\n\n<div>   \n甲{}的正文\r\n  \n</div>\n            ".encode()


def record(**fields: Any) -> dict[str, Any]:
    return {
        "url": "https://finance.example.com/a", "source": "roll", "site": "example.com", "headline": "甲", "images": [],
        "date_published": "2022-07-31T06:13:25.000Z", "article_body": "正文", "article_body_html": "<p>正文</p>",
        "tickers": [], **fields,
    }  # fmt: skip


def front(text: str) -> dict[str, Any]:
    return dict(yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader))


def store(archive: Archive, number: int, headline: str, **fields: Any) -> None:
    with archive.write() as tx:
        articles.store(tx, article(number, headline, f"第{number}条的正文", **fields), None, ())


def test_the_layout_is_the_generator_s_to_the_byte() -> None:
    images = [{"url": "https://picsum.photos/400/300?random=1"}, {"url": "https://img.example.com/a.jpg"}]
    made = post(record(headline="上海：增长38.0%", images=images, article_body_html="<p>甲{乙}</p>"), "新浪财经－國内")
    assert made == (
        "\n---\ntitle: '上海：增长38.0%'\ncategories: \n - 金融\n - 新浪财经\n - 新浪财经－國内\n"
        "headimg: 'https://img.example.com/a.jpg'\nauthor: 新浪财经\ncomments: false\n"
        "date: Sun, 31 Jul 2022 06:13:25 GMT\nthumbnail: 'https://img.example.com/a.jpg'\n---\n\n"
        "<div>   \n<p>甲&#123;乙&#125;</p>  \n</div>\n            "
    )


@pytest.mark.parametrize(
    ("headline", "written"),
    [
        ("plain", "'plain'"),
        ("it's", '"it\'s"'),
        ('a "big" day', "'a \"big\" day'"),
        ('it\'s a "big" day', "'it''s a \"big\" day'"),
        ("it's a \\ day", "'it''s a \\ day'"),
        ("two\nlines\u2028\x00three", "'two lines three'"),
    ],
)
def test_quotes_are_chosen_as_yaml_needs_them(headline: str, written: str) -> None:
    assert quoted(headline) == written


@given(st.text(min_size=1))
def test_every_headline_is_read_back_from_yaml(headline: str) -> None:
    made = post(record(headline=headline), "新浪财经－國内")
    read = front(made.replace("&#123;", "{").replace("&#125;", "}"))
    assert read["title"] == quoted(headline)[1:-1].replace("''", "'" if quoted(headline)[0] == "'" else "''")
    assert read["categories"] == ["金融", "新浪财经", "新浪财经－國内"]
    assert "{" not in made
    assert "}" not in made


@given(st.text(min_size=1))
def test_every_file_name_is_one(headline: str) -> None:
    name = file_name(headline)
    assert 3 < len(name.encode()) <= 255
    assert name.endswith(".md")
    assert not set(name) & set("/\0\n\\:*?<>|")


def test_file_names_are_the_generator_s() -> None:
    assert file_name("增长38.0%：“稳”#1?") == "增长380%：_稳_1_.md"
    assert file_name("长" * 200) == "长" * 84 + ".md"
    assert file_name("...") == "untitled.md"


@pytest.mark.parametrize(
    ("published", "line"), [("2026-11-20", "date: 2026-11-20\n"), (None, "date:\n")], ids=["a bare day", "undated"]
)
def test_a_time_is_never_made_up(published: str | None, line: str) -> None:
    assert f"\n{line}thumbnail" in post(record(date_published=published), "")


def test_without_pictures_or_html() -> None:
    bare = record(article_body_html=None, article_body="甲<乙\n丙 & 丁",
                  images=[{"url": "https://n.sinaimg.cn/finance/cece9e13/20200514/343233024.png"}])  # fmt: skip
    made = post(bare, "")
    assert "headimg: ''\n" in made
    assert "<div>   \n<p>甲&lt;乙</p>\n<p>丙 &amp; 丁</p>  \n</div>" in made


def test_without_a_title_of_the_source_its_name_and_site_are_the_categories() -> None:
    assert front(post(record(), ""))["categories"] == ["金融", "example.com", "roll"]
    assert front(post(record(source=None), ""))["categories"] == ["金融", "example.com", "example.com"]
    assert front(post(record(), "A: b's #1"))["categories"] == ["金融", "A: b's #1", "A: b's #1"]


def test_our_own_fields_are_there_on_demand(written: Written) -> None:
    path = next(written("a/", options=LIST).rglob("上海银行*"))
    assert "source_url" not in path.read_text("utf-8")
    assert path.relative_to(path.parents[3]).as_posix() == "金融/新浪财经/新浪财经－國内/上海银行公布年报.md"
    path = next(written("b/", options=Options(extended=True)).rglob("上海银行*"))
    own = front(path.read_text("utf-8"))
    assert own["source_url"] == "https://finance.example.com/roll/2026-11-20/doc-i0000001.shtml"
    assert (own["authors"], own["tickers"], own["editor"]) == (["甲", "乙"], ["601229.SH"], "丙")


def test_posts_of_one_title_all_stay(written: Written, archive: Archive) -> None:
    for number, headline in (
        (50, "公告"),
        (51, "公告"),
        (52, "公.告"),
        (53, "Notice"),
        (54, "NOTICE"),
        (55, "长" * 200),
    ):
        store(archive, number, headline, source="wire")
    store(archive, 56, "长" * 199 + "短", source="wire")
    folder = written("a/", Filter(source="wire"))
    bodies = {file.name: file.read_text("utf-8") for file in folder.rglob("*.md")}
    assert len(bodies) == 8
    for number in range(50, 57):
        assert sum(f"第{number}条的正文" in text for text in bodies.values()) == 1, number
    assert {"公告.md", "Notice.md", "长" * 84 + ".md"} <= set(bodies)
    assert len({name.casefold() for name in bodies}) == 8
    assert max(len(name.encode()) for name in bodies) <= 255


@pytest.mark.parametrize(
    ("name", "goes_to"),
    [
        ("金融/新浪财经/甲.md", "金融/新浪财经/甲.md"),
        ("000_8c.txt", "000_8c.txt"),
        ("../../etc/甲.md", "etc/甲.md"),
        ("/甲.md", "甲.md"),
    ],
)
def test_what_came_in_as_a_post_goes_out_unchanged(written: Written, archive: Archive, name: str, goes_to: str) -> None:
    urn = "urn:newsbot:post:" + "a" * 64
    at = "2022-08-05T00:00:00.000Z"
    capture = Capture(urn, urn, "import", at, 200, "text/markdown", [("X-Newsbot-File", name)], POST)
    came = article(
        50, "甲", "甲的正文", url=urn, frontier_url=urn, source="post", site="post", observed=at, capture=capture
    )
    with archive.write() as tx:
        imported.store(tx, came, dated=True)
    folder = written("a/", Filter(source="post"), options=Options(extended=True))
    assert [file for file in folder.rglob("*") if file.is_file()] == [folder / goes_to]
    assert (folder / goes_to).read_bytes() == POST
    counts = json.loads((folder.parent / "a.manifest.json").read_text("utf-8"))["counts"]
    assert (counts["articles"], counts["unchanged"]) == (1, 1)
    # What the publisher has changed since is no longer that post; as of then it still is.
    (moment,) = archive.db.execute("SELECT last FROM stamp").fetchone()
    store(archive, 50, "甲乙", url=urn, frontier_url=urn, source="post", site="post", source_id="id0000050")
    assert [file.name for file in written("b/", Filter(source="post")).rglob("*.md")] == ["甲乙.md"]
    then = written("c/", Filter(source="post", as_of=moment))
    assert (then / goes_to).read_bytes() == POST


def test_emptied_by_retention_it_is_written_anew(written: Written, archive: Archive) -> None:
    urn = "urn:newsbot:post:" + "a" * 64
    capture = Capture(
        urn, urn, "import", "2022-08-05T00:00:00.000Z", 200, "text/markdown", [("X-Newsbot-File", "b.md")], POST
    )
    with archive.write() as tx:
        came = article(50, "甲", "甲的正文", url=urn, frontier_url=urn, source="post", capture=capture)
        came.images = [ArticleImage("https://img.example.com/q'.jpg")]
        imported.store(tx, came, dated=True)
    archive.db.execute("UPDATE capture SET pruned = fetched, body = NULL WHERE url = ?", (urn,))
    made: list[Path] = [file for file in written("a/", Filter(source="post")).rglob("*") if file.is_file()]
    assert [file.name for file in made] == ["甲.md"]
    assert "headimg: 'https://img.example.com/q%27.jpg'\n" in made[0].read_text("utf-8")
