import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsbot.imports import frontmatter, posts
from newsbot.imports.frontmatter import PostError
from newsbot.imports.types import Settings
from newsbot.items import CrawledArticle, TickerMention
from tests.imports.writer import QR, TEXT, Written

SETTINGS = Settings(None, "Asia/Shanghai", "2026-11-20T12:00:00.000Z")


def read(text: str | bytes, name: str = "posts/云州.md") -> CrawledArticle:
    data = text if isinstance(text, bytes) else text.encode()
    return posts.readable(data, name, name, SETTINGS).read()


STYLE = "<style>.appendQr_wrap{border:1px solid}</style>"
SPANS = (
    '<p>指数<span id="stock_sz399300"><a href="http://q.example/1">沪深300</a><span id="stock_sh000300"></span></span>'
    "上涨。</p>"
)
ADLIST = "<!--article_adlist[<p>广告链接</p>]article_adlist-->"

HEXO = """---
title: "Ports: a *survey*"
date: 2026-11-20T09:00:00+08:00
tags: [ports, trade]
author: Jane Doe
categories:
- [news, ports]
updated: 2026-11-21 10:00:00
slug: ports
---
The port **grew**.

- One
- Two
"""
JEKYLL = """---
layout: post
title: Ports
wordpress_id: 12
source_url: https://ports.example.org/a-b-c
source_id: n12
---
Text."""

CASES: list[tuple[str, str, dict[str, Any]]] = [
    ("v3", Written().v3(), {"headline": "云州港务集团公布吞吐量", "article_body": TEXT, "site": "sina.com.cn",
                            "date_published": "2022-07-31T06:13:25.000Z", "section": "新浪财经－国內", "authors": []}),
    ("v2 with the block scalar", Written().v2(), {"site": "sina.com.cn", "section": "新浪财经－国內"}),
    ("v1", Written().v1(), {"site": "sina.com.cn", "article_body": TEXT}),
    ("an apostrophe", Written(title="It's a port").v3(), {"headline": "It's a port"}),
    ("both quotes", Written(title="""It's a "big" day""").v3(), {"headline": """It's a "big" day"""}),
    ("lost characters, not restored", Written(title="“云州”港：扩建").v3(), {"headline": "_云州_港：扩建"}),
    ("lost characters, restored",
     Written(title="“云州”港：扩建", body=f"<p>原标题：“云州”港：扩建</p><p>{TEXT}</p>").v3(),
     {"headline": "“云州”港：扩建", "alternative_headline": "“云州”港：扩建", "article_body": TEXT}),
    ("another original title", Written(title="“云州”港", body=f"<p>原标题：云州的港</p><p>{TEXT}</p>").v3(),
     {"headline": "_云州_港", "alternative_headline": "云州的港"}),
    ("picsum", Written(headimg="https://picsum.photos/400/300?random=17").v3(), {"images": []}),
    ("QR", Written(body=f'<p>{TEXT}</p><div class="appendQr_wrap"><img src="{QR}"></div>').v3(), {"images": []}),
    ("local date", Written(date="2022-07-31 14:13:25").v3(), {"date_published": "2022-07-31T06:13:25.000Z"}),
    ("no date", Written(date="").v3(), {"date_published": None}),
    ("braces", Written(body=f"{STYLE}<p>{TEXT}</p><p>写作 &amp;#123; 的花括号 {{</p>").v3(),
     {"article_body": f"{TEXT}\n写作 &#123; 的花括号 {{"}),
    ("promotion in a comment", Written(body=f"{ADLIST}<p>{TEXT}</p>").v3(), {"article_body": TEXT}),
    ("nested spans", Written(body=SPANS).v3(),
     {"article_body": "指数沪深300上涨。", "tickers": [TickerMention("399300.SZ", "沪深300", "markup", 1),
                                                TickerMention("000300.SH", "沪深300", "markup", 1)]}),
    ("empty body", Written(body="").v3(), {"article_body": None, "headline": "云州港务集团公布吞吐量"}),
    ("no white space at the end", Written().v3().rstrip(), {"article_body": TEXT}),
    ("CRLF", Written().v3().replace("\n", "\r\n"), {"article_body": TEXT, "section": "新浪财经－国內"}),
    ("abbrlink", Written(extra="abbrlink: 5f3b\n").v3(), {"article_body": TEXT}),
    ("a colon in the author", Written(author="新浪财经: 云州").v3(),
     {"site": "sina.com.cn", "authors": ["新浪财经: 云州"]}),
    ("another site", Written(categories=["金融", "某网", "某网－要闻"], author="某网").v3(),
     {"site": "post", "authors": []}),
    ("Hexo", HEXO,
     {"headline": "Ports: a *survey*", "date_published": "2026-11-20T01:00:00.000Z", "keywords": ["ports", "trade"],
      "authors": ["Jane Doe"], "section": "ports", "article_body": "The port grew.\nOne\nTwo",
      "date_modified": "2026-11-21T02:00:00.000Z", "site": "post"}),
    ("Jekyll with its address", JEKYLL,
     {"url": "https://ports.example.org/a-b-c", "site": "example.org", "source_id": "n12"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_variants(text: str, expected: dict[str, Any]) -> None:
    article = read(text)
    assert {name: getattr(article, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("date", "notes"),
    [
        ("昨天", ["`date` is no date or time, so it is undated: '昨天'"]),
        ("2026-13-45", ["`date` is no date or time, so it is undated: '2026-13-45'"]),
        ("2026-11-20\nupdated: 昨天", ["`updated` is no date or time: '昨天'"]),
        ("2026-11-20", []),
        ("", []),
    ],
)
def test_a_date_that_is_none_is_told(date: str, notes: list[str]) -> None:
    found = posts.readable(Written(date=date).v3().encode(), "a.md", "a.md", SETTINGS)
    assert [str(note) for note in found.notes] == notes


def test_pictures_that_the_tool_sent_through_a_proxy_get_their_own_address() -> None:
    body = f'<p>{TEXT}</p><p><img src="https://cors.zfour.workers.dev/?http://img.example.com/a.jpg"></p>'
    assert [image.url for image in read(Written(body=body).v3()).images] == ["http://img.example.com/a.jpg"]


def test_the_figures_of_a_title_do_not_come_from_the_file_name() -> None:
    assert read(Written(title="增长38.0%").v3(), "增长380%.md").headline == "增长38.0%"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no front matter"),
        ("# A page\n\n---\ntitle: x\n---\n", "no front matter"),
        ("---\ntitle: x\n", "has no end"),
        ("---\nauthor: x\n---\ntext", "no title"),
        ("---\ntitle:\n---\ntext", "no title"),
        ("---\ntitle: [a, b]\n---\ntext", "no title"),
        (f"---\n{'a: b' * 20000}\n---\n", "front matter of more than"),
    ],
)
def test_what_is_no_post(text: str, reason: str) -> None:
    with pytest.raises(PostError, match=reason):
        posts.parse(text.encode())


def test_the_identity_is_title_date_and_body_not_bytes() -> None:
    def identity(written: str) -> str:
        return posts.readable(written.encode(), "a", "a", SETTINGS).capture.url

    first = identity(Written(headimg="https://picsum.photos/400/300?random=1").v3())
    assert re.fullmatch(r"urn:newsbot:post:[0-9a-f]{64}", first)
    assert first == identity(Written(headimg="https://picsum.photos/400/300?random=2").v3())
    assert first == identity(Written().v1()) == identity(Written().v2().replace("\n", "\r\n").rstrip())
    others = [Written(title="别的"), Written(date="Sun, 31 Jul 2022 06:13:26 GMT"), Written(body="<p>别的</p>")]
    assert len({first, *(identity(other.v3()) for other in others)}) == 4


PLAIN = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Cn"), blacklist_characters="\ufeff\xa0&_"), min_size=1
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
"""Words as a feed may hold them; what marks a lost character stays out."""


@given(
    title=PLAIN,
    words=st.lists(PLAIN.map(lambda text: re.sub(r"[<>]", "", text)).filter(str.strip), max_size=4),
    variant=st.sampled_from([Written.v1, Written.v2, Written.v3]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
@example(title="'", words=[], variant=Written.v3, line_end="\n")
@example(title="a: 'b' \"c\" # d", words=["{", "&#125;"], variant=Written.v2, line_end="\r\n")
def test_roundtrip(title: str, words: list[str], variant: Callable[[Written], str], line_end: str) -> None:
    written = Written(title=title, body="\n".join(f"<p>{word}</p>" for word in words))
    post = posts.parse(variant(written).replace("\n", line_end).encode())
    assert post.title == written.mangled
    assert post.date == written.date
    assert post.categories == written.categories
    assert post.is_sina
    assert "".join(post.body.split()) == "".join(f"<div>{written.body}</div>".split()).replace("&#125;", "}")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"---\ntitle: x{text}\n---\n{text}".encode()))
@example(b'---\ntitle: "\\ud800"\n---\n')
@example(b"---\n" + b"[" * 5000 + b"\n---\n")
@example(b"---\ntitle: 'a\n- b\n c: d\n---\n\x00")
def test_a_post_is_read_or_refused(data: bytes) -> None:
    with suppress(PostError):
        posts.readable(data, "a", "a", SETTINGS).read()


@given(st.text(st.sampled_from("ab:-|'\"[]{}#&*!% \n\t"), max_size=60))
def test_a_front_matter_is_always_read(text: str) -> None:
    for value in frontmatter.read(text).values():
        assert isinstance(value, str) or all(isinstance(part, str) for part in value)
