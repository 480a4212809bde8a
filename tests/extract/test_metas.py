import lxml.html

from newsbot.extract import metas


def read(html: str) -> metas.Metas:
    return metas.read(lxml.html.document_fromstring(f"<html><head>{html}</head></html>"))


def test_contents_by_name_property_or_itemprop() -> None:
    found = read(
        "<meta name='Author' content=' Ada  Quill '><meta property='article:tag' content='a'>"
        "<meta property='article:tag' content='b'><meta itemprop='datePublished' content='x'>"
        "<meta name='empty' content=' '>"
    )
    assert found == {"author": ["Ada Quill"], "article:tag": ["a", "b"], "datepublished": ["x"]}
    assert metas.values(found, ("author", "nothing", "article:tag"), 1) == ["Ada Quill", "a"]


def test_a_hostile_page_is_read_in_part() -> None:
    assert (
        sum(map(len, read("".join(f"<meta name='n{number}' content='x'>" for number in range(9_000))).values()))
        == 2_000
    )
    assert len(read("<meta name='a' content='x'>" * 100)["a"]) == 50


def test_which_are_times() -> None:
    names = (
        "article:published_time", "article:published:time", "pubdate", "publishdate", "apub:time", "og:time", "date",
        "dc.date.issued", "article:modified_time", "og:updated_time", "expires", "builddate", "reading-time", "update",
    )  # fmt: skip
    found = {name: (modified, sure) for name, modified, sure in metas.times({name: [name] for name in names})}
    assert found == {
        "article:published_time": (False, True), "article:published:time": (False, True), "pubdate": (False, True),
        "publishdate": (False, True), "apub:time": (False, False), "og:time": (False, False), "date": (False, False),
        "dc.date.issued": (False, False), "article:modified_time": (True, True), "og:updated_time": (True, True),
    }  # fmt: skip
