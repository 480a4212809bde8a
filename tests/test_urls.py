from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot import urls


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "HTTP://Finance.Sina.com.cn:80/roll/2031-10-14/doc-iabcdefg0000001.shtml?from=wap&cre=x#top",
            "http://finance.sina.com.cn/roll/2031-10-14/doc-iabcdefg0000001.shtml",
        ),
        ("http://doc.sina.cn/?id=comos:abcdefg0000001&from=x", "http://doc.sina.cn/?id=comos:abcdefg0000001"),
        ("https://www.example.com/a?from=2031&id=3", "https://www.example.com/a?from=2031&id=3"),
        ("https://notsina.com.cn/a?from=x", "https://notsina.com.cn/a?from=x"),
        ("https://www.example.com/a?b=2&a=1&UTM_Source=rss&utm_x=", "https://www.example.com/a?b=2&a=1"),
        ("https://www.example.com/a?&&b=2&", "https://www.example.com/a?b=2"),
        ("https://www.cnbc.com/a.html?__source=rss", "https://www.cnbc.com/a.html"),
        ("https://www.marketwatch.com/story/x?mod=mw_rss", "https://www.marketwatch.com/story/x"),
        ("https://www.example.com/?mod=article", "https://www.example.com/?mod=article"),
        (
            "https://例子.测试/路径 a?名=值",
            "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF%E5%BE%84%20a?%E5%90%8D=%E5%80%BC",
        ),
        ("http://a.example/%7euser/%e4%b8%AD?x=%41%2f", "http://a.example/~user/%E4%B8%AD?x=A%2F"),
        ("http://a.example/100%", "http://a.example/100%25"),
        ("http://user:secret@a.example", "http://a.example/"),
        ("https://a.example.:443/x", "https://a.example/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("  http://a.example/x\n", "http://a.example/x"),
        ("urn:newsbot:sina-7x24:1", "urn:newsbot:sina-7x24:1"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert urls.canonical(url) == expected


@pytest.mark.parametrize(
    "url",
    ["", "x", "/a", "//a.example/", "ftp://a.example/", "file:///etc/passwd", "javascript:alert(1)", "http:///x",
     "http://a b/", "http://a..example/", "http://a.example:99999/", "http://[::1/", "https://", "http:a",
     "urn:isbn:1"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        urls.canonical(url)


@pytest.mark.parametrize("rule", urls.TRACKING, ids=lambda rule: rule.reason)
def test_every_tracking_parameter_goes_where_it_means_tracking_and_only_there(rule: urls.Tracking) -> None:
    for name in rule.names:
        query = f"id=7&{name.replace('*', 'anything')}=1"
        for host in rule.hosts or {"www.example.com"}:
            assert urls.canonical(f"https://www.{host}/a?{query}") == f"https://www.{host}/a?id=7"
        if rule.hosts:
            assert urls.canonical(f"https://www.example.com/a?{query}") == f"https://www.example.com/a?{query}"
    assert rule.reason


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://finance.sina.com.cn/x", "sina.com.cn"),
        ("Finance.Sina.com.CN", "sina.com.cn"),
        ("finance.sina.com.cn:8080/x", "sina.com.cn"),
        ("https://money.163.com/", "163.com"),
        ("https://www.bankofengland.co.uk/rss", "bankofengland.co.uk"),
        ("someone.github.io", "github.io"),
        ("http://127.0.0.1:8080/x", "127.0.0.1"),
        ("127.0.0.1:8080", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("http://[::1]:80/", "::1"),
        ("urn:newsbot:sina-7x24:1", "sina-7x24"),
        ("", ""),
        ("http://[::1", ""),
    ],
)
def test_site_of(url: str, site: str) -> None:
    assert urls.site_of(url) == site


def test_variants_are_the_address_and_its_twin() -> None:
    assert urls.variants("http://a.example/x") == ("http://a.example/x", "https://a.example/x")
    assert urls.variants("https://a.example/x") == ("https://a.example/x", "http://a.example/x")
    assert urls.variants("urn:newsbot:sina-7x24:1") == ("urn:newsbot:sina-7x24:1",)


@pytest.mark.parametrize(
    "url",
    [
        "https://finance.sina.com.cn/roll/2031-10-14/doc-iabcdefg0000001.shtml",
        "http://doc.sina.cn/?id=comos:abcdefg0000001",
        "https://finance.eastmoney.com/a/203110141234567890.html",
        "https://www.example.com/?p=12",
        "https://www.example.com/news/a-slug-of-words/",
        "https://www.example.com/2031/10/14/invented.html?id=x",
        "https://www.163.com/dy/article/ABCD1234.html",
        "https://www.example.com/%E4%BA%91%E5%B7%9E%E5%A4%96%E8%B4%B8%E5%9B%9E%E6%9A%96%E5%A2%9E%E9%95%BF",
        "urn:newsbot:sina-7x24:1",
    ],
)
def test_articles_are_specific(url: str) -> None:
    assert urls.is_specific(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://finance.sina.com.cn",
        "https://finance.sina.com.cn/?from=wap20311014",
        "https://finance.sina.com.cn/7x24/",
        "https://finance.sina.com.cn/stock/index.shtml",
        "https://finance.eastmoney.com/a/czqyw.html",
        "https://www.example.com/news/2031-10-14/",
        "https://www.example.com/2031/10",
        "https://www.example.com/news/index_200.html",
        "https://www.example.com/search?q=bank&page=2",
        "mailto:x",
    ],
)
def test_home_and_section_pages_are_not(url: str) -> None:
    assert not urls.is_specific(url)


PIECES = st.sampled_from(
    [*ascii_lowercase[:4], "%", "%41", "%e4", "%2F", "/", "?", "&", "=", "utm_a", "#", ":", "@", ".", "中", " ", "+"]
)


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
def test_canonical_is_idempotent_and_raises_only_value_error(tail: str) -> None:
    for url in (tail, f"http://{tail}", f"https://a.example/{tail}"):
        try:
            once = urls.canonical(url)
        except ValueError:
            continue
        assert urls.canonical(once) == once
        assert once.isascii() or once.startswith(urls.URN)


@given(st.text(max_size=60) | st.lists(PIECES, max_size=12).map(lambda parts: "http://" + "".join(parts)))
def test_the_others_never_raise(text: str) -> None:
    assert urls.site_of(text) is not None
    assert text in urls.variants(text)
    assert urls.is_specific(text) in {True, False}


def test_a_mobile_domain_that_shares_ids_is_the_same_site() -> None:
    assert urls.site_of("https://finance.sina.cn/2026-11-20/detail-iabcdefg0000001.d.html") == "sina.com.cn"
