import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.errors import ListingError
from newsbot.items import ListingEntry
from newsbot.listings import csrc
from newsbot.listings.types import Listing
from tests.listings.mutate import WILD, mutated

CHANNEL = "http://www.csrc.gov.cn/csrc/c100028/common_xq_list.shtml"
URL = csrc.search_url(CHANNEL, "abc123")
FILE = {"fileName": "附件.pdf", "filePath": "/csrc/c100028/c9900006/a.pdf"}
ROW = {
    "title": "云州示例<em>公告</em>",
    "url": "http://www.csrc.gov.cn/csrc/c100028/c9900006/content.shtml",
    "publishedTime": 1949707230000,
    "contentHtml": "<p>全文第一段。</p><p>第二段。</p>",
    "resList": [FILE],
    "manuscriptId": "c9900006",
}


def answer(*rows: Any, total: Any = 1) -> bytes:
    data = {"channelName": "证监会要闻", "total": total, "results": list(rows)}
    return json.dumps({"data": data}, ensure_ascii=False).encode()


def read(*rows: Any, total: Any = 1, url: str = URL) -> Listing:
    return csrc.parse(answer(*rows, total=total), url)


def entry(**fields: Any) -> ListingEntry:
    return read({**ROW, **fields}).entries[0]


def channel(meta: str = "", rows: str = "") -> bytes:
    return f'<!DOCTYPE html><html><head>{meta}</head><body><ul id="list">{rows}</ul></body></html>'.encode()


def test_the_address_of_the_list() -> None:
    assert URL == (
        "http://www.csrc.gov.cn/searchList/abc123?_isAgg=true&_isJson=true&_pageSize=18&_template=index"
        "&_rangeTimeGte=&_channelName=&page=1"
    )


def test_fields() -> None:
    found = entry()
    assert found.url == ROW["url"]
    assert found.headline == "云州示例公告"
    assert found.published == "2031-10-14T01:20:30.000Z"
    assert found.section == "证监会要闻"
    link = "http://www.csrc.gov.cn/csrc/c100028/c9900006/a.pdf"
    assert found.content == f'<p>全文第一段。</p><p>第二段。</p><p><a href="{link}">附件.pdf</a></p>'
    assert found.extra == {"manuscriptId": "c9900006", "files": [{"title": "附件.pdf", "url": link}]}


def test_a_text_that_is_a_whole_html_page_does_not_make_the_answer_one() -> None:
    assert entry(contentHtml="<html><head></head><body><p>全文。</p></body></html>").content


def test_an_attachment_the_text_links_itself_is_linked_once() -> None:
    text = '<p><a href="/csrc/c100028/c9900006/a.pdf">附件</a></p>'
    assert entry(contentHtml=text).content == text


@pytest.mark.parametrize("text", ["", None, "<p> </p>", 7])
def test_without_a_text_the_page_is_read(text: object) -> None:
    found = entry(contentHtml=text)
    assert found.content is None
    assert found.extra["files"]


@pytest.mark.parametrize("files", [None, [], "x", [None, {}, {"filePath": 3}], [{"fileName": "a"}]])
def test_attachments_that_are_none(files: object) -> None:
    assert (entry(resList=files).content or "").startswith("<p>全文第一段。</p><p>第二段。</p>")


@pytest.mark.parametrize(
    ("rows", "total", "page", "following"),
    [(18, 40, 1, 2), (18, 40, 2, 3), (4, 40, 3, 4), (0, 40, 4, None), (18, 18, 1, None), (2, None, 1, 2)],
)
def test_the_next_page(rows: int, total: int | None, page: int, following: int | None) -> None:
    listing = read(*[ROW] * rows, total=total, url=URL.replace("page=1", f"page={page}"))
    assert listing.cursor == (following and URL.replace("page=1", f"page={following}"))


@pytest.mark.parametrize("name", ["channelid", "ChannelId"])
def test_a_channel_leads_to_its_list(name: str) -> None:
    listing = csrc.parse(channel(f'<meta name="{name}" content="abc123">'), CHANNEL)
    assert (listing.entries, listing.follow) == ([], [URL])


def test_a_channel_without_an_id_is_a_list() -> None:
    row = '<li><a href="/csrc/c100029/c1/content.shtml">公告一</a><span class="data">2031-10-14</span></li>'
    (found,) = csrc.parse(channel(rows=row), CHANNEL).entries
    assert found.url == "http://www.csrc.gov.cn/csrc/c100029/c1/content.shtml"
    assert (found.headline, found.published, found.content) == ("公告一", "2031-10-14", None)


@pytest.mark.parametrize("name", ["title", "url", "publishedTime"])
def test_a_lost_field_is_an_error(name: str) -> None:
    row = {key: value for key, value in ROW.items() if key != name}
    with pytest.raises(ListingError, match="3 of 10 rows have no"):
        read(*[ROW] * 7, row, row, row)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b'{"data":{}}', "no data.results"),
        (b'{"data":null}', "no data.results"),
        (channel('<meta name="channelid" content="../x">'), "names no channel and has no list"),
        (b"<html><body>502</body></html>", "names no channel and has no list"),
    ],
)
def test_what_is_no_listing_is_refused(body: bytes, message: str) -> None:
    with pytest.raises(ListingError, match=message):
        csrc.parse(body, URL)


WILD_ROW = st.dictionaries(st.sampled_from(sorted(ROW)), WILD | st.sampled_from(list(ROW.values())), max_size=7)


@given(
    mutated(answer(ROW, ROW))
    | mutated(channel('<meta name="channelid" content="abc123">', '<li><a href="/1">甲</a>2031-10-14</li>'))
    | st.lists(WILD_ROW | WILD, max_size=5).map(lambda rows: answer(*rows))
)
def test_it_raises_only_listing_error(body: bytes) -> None:
    try:
        listing = csrc.parse(body, URL)
    except ListingError:
        return
    assert len(listing.entries) + len(listing.skipped) == listing.rows
