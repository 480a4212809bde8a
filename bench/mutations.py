"""Pages and listings broken in every way we could think of, drawn by a seeded generator: the same for the same seed."""

import random
from collections.abc import Callable, Sequence

MEGABYTE = 2**20
GIANT = 20 * MEGABYTE
"""Bytes of the largest; a page above 20,000,000 is refused, and so must the refusal be quick."""

Mutation = Callable[[bytes, random.Random], bytes]

_TAGS = (
    "div", "span", "p", "b", "a", "font", "table", "tr", "td", "ul", "li", "blockquote", "section", "article", "svg",
    "math", "iframe", "form", "select", "h1", "title", "script", "style", "template", "noscript", "x:y",
)  # fmt: skip
_STUTTERS = (
    "　", " ", "（", "【", "(", "\n", "<", "&", "&#", "&amp;", "\u200b", "\u0301", "\U0001f600", "责任编辑：",
    "来源：", "原标题：",
    "编辑 ", "作者：", "文/", "By ", "http://", "https://a.b/", "2026", "2026-", "2026年1月", "1:", "09:00 ",
    "Jan ", "600519",
    "$A", "A.", "HK:", "0", "９", "é", "@", "/", "|", "，", "。", "http://a.b/?", "{", "[", '{"a":', "\\u", "\\",
)  # fmt: skip
"""What a regular expression may stumble over when there is a lot of it."""


def cut(body: bytes, chance: random.Random) -> bytes:
    """The beginning of it, or its end."""
    at = chance.randint(0, len(body))
    return body[:at] if chance.random() < 0.7 else body[at:]


def edit(body: bytes, chance: random.Random) -> bytes:
    """A few places overwritten, deleted or doubled."""
    for _ in range(chance.choice((1, 3, 10, 100))):
        at, length = chance.randint(0, len(body)), chance.choice((0, 1, 5, 50, 500))
        other = chance.randint(0, len(body))
        put = chance.choice(
            (b"", chance.randbytes(length), body[other : other + length], b"<", b">", b'"', b"/>", b"'")
        )
        body = body[:at] + put + body[at + length :]
    return body


def nul(body: bytes, chance: random.Random) -> bytes:
    """NULs between its bytes: one, many, or after each, as in UTF-16."""
    if chance.random() < 0.2:
        return bytes(byte for pair in zip(body, bytes(len(body)), strict=True) for byte in pair)
    for _ in range(chance.choice((1, 20, 300))):
        at = chance.randint(0, len(body))
        body = body[:at] + bytes(chance.choice((1, 2, 50))) + body[at:]
    return body


def broken_text(body: bytes, chance: random.Random) -> bytes:
    """Bytes that are no text in its encoding: halves of characters, surrogates, control characters."""
    pieces = (
        b"\xe4\xb8",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xc0\xaf",
        b"\x81",
        b"\xf4\x90\x80\x80",
        b"\xfe\xff",
        b"\x1b$B",
        b"\x0b\x0c\x7f",
    )
    for _ in range(chance.choice((1, 10, 200))):
        at = chance.randint(0, len(body))
        body = body[:at] + chance.choice(pieces) + body[at + chance.randint(0, 2) :]
    return body


def wrong_charset(body: bytes, chance: random.Random) -> bytes:
    """Another encoding than it says, or one that it cannot be in."""
    text = body.decode("utf-8", "replace")
    name = chance.choice(("utf-16", "gb18030", "big5", "shift_jis", "euc-kr", "utf-7", "cp037", "koi8-r", "utf-32"))
    said = chance.choice((name, "utf-8", "gb2312", "iso-8859-1", "nonsense", "rot13", "base64", "x" * 500, "utf-16"))
    head = f'<meta charset="{said}"><meta http-equiv="Content-Type" content="text/html; charset={said}">'
    mark = chance.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    return mark + (head + text).encode(name, "replace")


def noise(body: bytes, chance: random.Random) -> bytes:
    """Random bytes, alone or in the middle of it."""
    drawn = chance.randbytes(chance.choice((0, 1, 10, 1_000, 30_000)))
    if chance.random() < 0.5:
        return drawn
    at = chance.randint(0, len(body))
    return body[:at] + drawn + body[at:]


def nested(body: bytes, chance: random.Random) -> bytes:
    """Elements inside of each other, to a depth of 10,000, closed or not."""
    depth = _size(chance, 50, 300, 1_000, 10_000)
    tags = [chance.choice(_TAGS[:14]) for _ in range(chance.choice((1, 1, 3)))]
    words = chance.choice(("", "字", "text ")) if depth > 1_000 else chance.choice(("", "几个字。", "<br>"))
    opened = "".join(f"<{tags[n % len(tags)]}>{words}" for n in range(depth))
    closed = "".join(f"</{tags[n % len(tags)]}>" for n in reversed(range(depth))) if chance.random() < 0.5 else ""
    inner = chance.choice(("", "<p>正文在最里面。</p>"))
    return _put(body, f"{opened}{inner}{closed}", chance)


def attributes(body: bytes, chance: random.Random) -> bytes:
    """An element with very many attributes, or very long ones."""
    count = _size(chance, 20, 200, 3_000, 20_000)
    if chance.random() < 0.5:
        flood = " ".join(f'a{n}="{n}"' for n in range(count))
    else:
        name = chance.choice(("class", "id", "style", "href", "src", "data-x", "content", "srcset", "datetime"))
        flood = f'{name}="{chance.choice(_STUTTERS) * count}"'.replace("<", "&lt;")
    return _put(body, f"<{chance.choice(_TAGS)} {flood}>", chance)


def linked_data(body: bytes, chance: random.Random) -> bytes:
    """JSON-LD that is long, deep, cyclic in its names, or no JSON; and state of a page's scripts."""
    size = _size(chance, 1, 100, 2_000, 20_000)
    text = chance.choice((
        '{"@type":"NewsArticle","articleBody":"' + "正文。" * size + '"}',
        '{"@graph":[' + ",".join(['{"@type":"NewsArticle","@id":"#a","author":{"@id":"#a"}}'] * (size // 9)) + "]}",
        '{"@graph":' * size + "1" + "}" * size,
        "[" * size + "]" * size,
        '{"@type":["NewsArticle",null,1,{}],"headline":[{"a":1}],"datePublished":1e400,"author":[[[]]],"image":{"url":[]}}',
        '{"headline":"' + "\\ud800" * size + '","datePublished":"' + "9" * size + '"}',
        '{"a":' + "9" * size + "}",
        '{"props":{"pageProps":{"article":{"body":"' + "<p>正文</p>" * size + '"}}}}',
    ))  # fmt: skip
    kind = chance.choice(('type="application/ld+json"', 'id="__NEXT_DATA__" type="application/json"', ""))
    ahead = chance.choice(("", "window.__INITIAL_STATE__=", "var x = "))
    return _put(body, f"<script {kind}>{ahead}{text}</script>" * _size(chance, 1, 1, 3, 10), chance)


def meta(body: bytes, chance: random.Random) -> bytes:
    """Meta elements that are many, long, or of the wrong kind."""
    names = (
        "og:title",
        "og:url",
        "og:image",
        "article:published_time",
        "author",
        "keywords",
        "description",
        "viewport",
    )
    values = (
        chance.choice(_STUTTERS) * 1_000,
        "javascript:1",
        "http://[::1",
        "//",
        "2026-13-45T99:99:99",
        "\x00",
        "a" * 30_000,
    )
    drawn = "".join(
        f'<meta property="{chance.choice(names)}" content="{chance.choice(values)}">'
        f'<link rel="canonical" href="{chance.choice(values)}"><time datetime="{chance.choice(values)}">x</time>'
        for _ in range(_size(chance, 1, 3, 20, 300))
    )
    return _put(body, drawn, chance)


def entities(body: bytes, chance: random.Random) -> bytes:
    """Entities that stand for each other, or that are none."""
    if chance.random() < 0.5:
        levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 50}">' for n in range(12))
        return f"<!DOCTYPE x [{levels}]>".encode() + _put(body, "&e11;" * chance.choice((1, 100)), chance)
    drawn = ("&#0;", "&#x110000;", "&#xD800;", f"&#{'9' * 400};", "&nope;", "&", f"&{'a' * 9_000};", "&lt;p&gt;")
    return _put(body, "".join(chance.choice(drawn) for _ in range(chance.choice((1, 1_000)))), chance)


def unclosed(body: bytes, chance: random.Random) -> bytes:
    """Something that never ends, or ends in an odd way."""
    drawn = chance.choice((
        "<!--", "<!-- -- -->", "<!---->-->", "<![CDATA[", "<!", "<?", "<?xml ", "</", "<", '<a href="',
        "<a href='x", "<script>",
        "<script><!--<script>", "<style>", "<title>", "<textarea>", "<plaintext>", "<xmp>", "<noframes>",
        "<template>", "<select>",
        "<svg><style><!--", "<math><mi><table>", "<table><p><tr>x", "<frameset>", "</body></html>", "<body><body>",
        "<base href='x:'>",
    ))  # fmt: skip
    return _put(body, drawn * _size(chance, 1, 1, 30, 2_000), chance)


def table(body: bytes, chance: random.Random) -> bytes:
    """A huge table, whole or not, or tables in tables."""
    cells = _size(chance, 9, 60, 600, 9_000)
    columns = chance.choice((1, 3, 10, 300, cells))
    close = chance.random() < 0.7
    cell = chance.choice(("<td>1.2</td>", "<td colspan=9999 rowspan=9999>甲", "<td>", "<th>营收（亿元）</th>"))
    row = f"<tr>{cell * columns}{'</tr>' if close else ''}"
    return _put(body, f"<table>{row * (cells // columns + 1)}{'</table>' if close else ''}", chance)


def flood(body: bytes, chance: random.Random) -> bytes:
    """Very many of one thing in a row: empty paragraphs, breaks, links, pictures, dates, scripts."""
    one = chance.choice((
        "<br>", "<p></p>", "<p>　</p>", "<p>短</p>", "<p>云州港务集团周五公布业绩，营收增长。</p>",
        '<a href="/a.html">延伸阅读</a>',
        '<img src="/a.jpg">', "<span>2026-11-20 09:00</span>", "<h1>标题</h1>", "<li>一条", "<div>", "<div></div>",
        "<b><i></b></i>",
        "<time>2026</time>", "责任编辑：甲", "<script>a</script>", "<!-- x -->", "<p>Read more: story</p>",
        "<strong>小标题</strong>",
        "<figure><img src=x><figcaption>图</figcaption></figure>", '<a rel="author" href="/a">Jane Doe</a>',
        "<td>", "<hr/>",
    ))  # fmt: skip
    return _put(body, one * _size(chance, 3, 30, 300, 10_000), chance)


def stutter(body: bytes, chance: random.Random) -> bytes:
    """One character or word over and over in a text or in an attribute."""
    drawn = chance.choice(_STUTTERS) * _size(chance, 30, 300, 3_000, 30_000)
    wrap = chance.choice(
        (
            "{}",
            "<p>{}</p>",
            "<h1>{}</h1>",
            "<title>{}</title>",
            '<a href="{}">x</a>',
            '<img src="{}">',
            "<span class=time>{}</span>",
        )
    )
    return _put(body, wrap.replace("{}", drawn), chance)


def furniture(body: bytes, chance: random.Random) -> bytes:
    """What stands around an article on a real page: some ten thousand bytes of links and scripts."""
    links = "".join(
        f'<li class="item"><a href="/roll/{chance.randint(1, 10**6)}.shtml">云州港务公布业绩{n}</a>'
        f"<span>11-20 09:2{n % 10}</span></li>"
        for n in range(_size(chance, 20, 60, 120, 300))
    )
    calls = "".join(
        f'window.adq.push({{"slot": "PDPS{n:012}", "lazy": true}});' for n in range(_size(chance, 20, 60, 120, 300))
    )
    return _put(body, f"<div class=blk><ul>{links}</ul><script>{calls}</script></div>", chance)


def giant(body: bytes, chance: random.Random) -> bytes:
    """Twenty megabytes: the page again and again, one text, one attribute, one script, or spaces."""
    size = chance.choice((GIANT, GIANT - MEGABYTE, 5 * MEGABYTE))
    unit = chance.choice(
        (
            body,
            furniture(b"", chance),
            "<p>云州港务集团周五公布业绩。</p>".encode(),
            "正文".encode(),
            b" ",
            b"a",
            b"<p>",
        )
    )
    repeated = (unit or b" ") * (size // max(1, len(unit)))
    opened, closed = chance.choice(
        ((b"", b""), (b"<script>", b"</script>"), (b'<p class="', b'">'), (b"<!--", b"-->"), (b"<p>", b"</p>"))
    )
    return (body + opened + repeated + closed)[:size]


MUTATIONS: tuple[Mutation, ...] = (
    cut, edit, nul, broken_text, wrong_charset, noise, nested, attributes, linked_data, meta, entities, unclosed,
    table, flood,
    stutter, furniture,
)  # fmt: skip


def mutate(body: bytes, chance: random.Random, *, giants: bool = True) -> tuple[str, bytes]:
    """Break a document in one to three ways.

    Args:
        giants: one in two thousand becomes very large.

    Returns:
        The names of what was done, and the document.
    """
    ways: Sequence[Mutation] = [chance.choice(MUTATIONS) for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))]
    if giants and chance.random() < 0.0005:
        ways = [giant]
    for way in ways:
        body = way(body, chance)
    return " ".join(way.__name__ for way in ways), body


def _size(chance: random.Random, *sizes: int) -> int:
    """One of four sizes; the larger the rarer, the largest one time in twenty."""
    return chance.choices(sizes, (8, 8, 3, 1))[0]


def _put(body: bytes, text: str, chance: random.Random) -> bytes:
    """The document with a text before some tag of it, or anywhere."""
    inserted = text.encode("utf-8", "replace")
    at = chance.randint(0, len(body))
    if chance.random() < 0.85:
        at = max(0, body.find(b"<", at))
    return body[:at] + inserted + body[at:]
