"""Lines of a story as Sina writes them: paragraphs, securities, pictures, and what stands below the text."""

from collections.abc import Iterable
from html import escape
from random import Random
from urllib.parse import urljoin

from newsbot.demo.story import INDENT, SECURITY, Picture, Story, bold

QR_PATH = "/finance/cece9e13/20200514/343233024.png"
"""The QR code below every Sina article; the path is the real one."""
PLACEHOLDER = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="

_PAGES = {
    "us": ("usstock_{}", "http://stock.finance.sina.com.cn/usstock/quotes/{}.html"),
    "hk": ("hkstock_{}", "http://stock.finance.sina.com.cn/hkstock/quotes/{}.html"),
    "cn": ("stock_{}", "https://finance.sina.com.cn/realstock/company/{}/nc.shtml"),
}
_PROMO = (
    '<!--article_adlist[<p>　　<strong>百万用户都在看</strong></p><p>　　<a href="{base}/app">突发！这家公司连夜公告'
    "，十万股民要失眠了</a></p>]article_adlist-->"
)


def _market(code: str) -> str:
    return "us" if code.startswith("us:") else "hk" if code.startswith("hk") else "cn"


def _link(code: str, inner: str, quoted: bool) -> tuple[str, str, str]:
    """(id of the span, the link, the empty or filled quote span's id) of one code."""
    span, page = _PAGES[_market(code)]
    bare = code.removeprefix("us:")
    href = page.format(bare.removeprefix("hk") if _market(code) == "hk" else bare)
    if not quoted:
        return span.format(bare), f"<a href={href} class=keyword target=_blank>{inner}</a>", f"quote_{bare}"
    attributes = f'href="{href}" class="keyword" target="_blank" data-sudaclick="content_marketkeywords_p"'
    return span.format(bare), f"<a {attributes}>{inner}</a>", f"quote_{bare}"


def _quote(code: str) -> str:
    """The live price a script writes into a quote span."""
    rng = Random(code)
    change = rng.uniform(-4, 4)
    price, colour = rng.uniform(4, 90), "red" if change > 0 else "green"
    figures = (f"{price:.2f}", f"{price * change / 100:.2f}", f"{change:.2f}%")
    return "(" + ", ".join(f'<font color="{colour}">{figure}</font>' for figure in figures) + ")"


def security(codes: str, name: str, *, quoted: bool = True, live: bool = False) -> str:
    """A linked security; an index with two codes is nested the way Sina nests it."""
    first, *more = codes.split("+")
    inner, after = name, ""
    if more:
        other_id, after, other_quote = _link(more[0], name, quoted)
        inner = f'<span id="{other_id}"></span>'
    span, link, quote = _link(first, inner, quoted)
    quotes = [(first, quote)] if not more else [(more[0], other_quote), (first, quote)]
    mark = '"' if quoted else ""
    tail = "".join(f"<span id={mark}{q}{mark}>{_quote(c) if live else ''}</span>" for c, q in quotes)
    return f"<span id={mark}{span}{mark}>{link}{after}</span>{tail}"


def inline(line: str, story: Story) -> str:
    """A paragraph line as HTML."""
    quoted = story.layout != "old"
    html = SECURITY.sub(
        lambda match: security(match[1], match[2], quoted=quoted, live=story.live_quotes), escape(line, quote=False)
    )
    if _modern(story):
        return bold(html, '<font cms-style="font-L strong-Bold">', "</font>")
    return bold(html, "<strong>", "</strong>")


def _modern(story: Story) -> bool:
    """Whether the page has the markup of 2021 and later; a third of the pages has the one of 2018 to 2019."""
    return story.layout == "finance" and int(story.docid[-1]) % 3 != 0


def figure(picture: Picture, number: int, base: str, *, quoted: bool = True) -> str:
    """A picture with its caption; sources are in turn protocol-relative and absolute."""
    src = urljoin(base, picture.path)
    if number % 2 == 0:
        src = src.removeprefix("http:")
    source = f'src="{PLACEHOLDER}" data-src="{src}"' if picture.lazy else f'src="{src}"'
    caption = escape(picture.caption)
    if not quoted:
        return f"<div class=img_wrapper><img src={src} alt={caption}><span class=img_descr>{caption}</span></div>"
    alt = f" {caption}" if caption else ""
    return (
        f'<div class="img_wrapper"><img id="{number}" {source} alt="{alt}" data-link="">'
        f'<span class="img_descr">{caption}</span></div>'
    )


def body(story: Story, base: str) -> str:
    """The article's text as it stands in its container."""
    opening = '<p cms-style="font-L">' if _modern(story) else '<p class="art_p">' if story.layout == "mobile" else "<p>"
    parts, pictures = [], 0
    if story.alternative_headline:
        parts.append(
            f'<p class="ori_titlesource">{INDENT}原标题：{escape(story.alternative_headline, quote=False)}</p>'
        )
    for number, line in enumerate(story.lines):
        if line[0] == "!":
            parts.append(figure(story.picture(number), pictures, base, quoted=story.layout != "old"))
            pictures += 1
        elif line[0] in "<=":
            parts.append(line.removeprefix("=").replace("$base", base))
        elif story.layout == "bare":
            parts.append(f"{INDENT}{inline(line, story)}<br><br>")
        else:
            parts.append(f"{opening}{INDENT}{inline(line, story)}</p>")
    return "\n".join(parts)


def keyword_comment(story: Story) -> str:
    """Sina's comment that names the securities of a text: sorted, joined by ``&``."""
    codes = {code for line in story.lines for pair, _ in SECURITY.findall(line) for code in pair.split("+")}
    markets = {"us": "usstock", "hk": "hkstock", "cn": "stock"}
    kind = next((markets[m] for m in markets if any(_market(code) == m for code in codes)), "stock")
    listed = sorted(code.removeprefix("us:") for code in codes if markets[_market(code)] == kind)
    return f"<!-- news_keyword_pub,{kind},{'&'.join(listed) or ' '} -->"


def tail(story: Story, base: str) -> str:
    """What stands below the text inside ``#artibody``: promotion, disclaimer, QR code, editor."""
    notice = ""
    if story.disclaimer:
        notice = f'<p><span style="font-family: KaiTi_GB2312,KaiTi;">{INDENT}{escape(story.disclaimer)}</span></p>\n'
    qr = (
        "<!-- 文末二维码 start -->\n<style>\n.appendQr_wrap{border:1px solid #E6E6E6;padding:8px;}\n"
        ".appendQr_normal{float:left;}\n.appendQr_normal img{width:74px;}\n</style>\n"
        '<div class="clearfix appendQr_wrap">\n'
        f'<div class="appendQr_normal"><img src="{base}{QR_PATH}"></div>\n'
        '<div class="appendQr_normal_txt">海量资讯、精准解读，尽在新浪财经APP</div>\n</div>\n<!-- 文末二维码 start -->'
    )
    editor = f'<p class="article-editor">责任编辑：{story.editor} {story.editor_code}</p>'
    return "\n".join(
        (
            f"<p>{INDENT}</p>",
            _PROMO.replace("{base}", base) + keyword_comment(story),
            "<!-- 正文下iframe -->\n<!-- 正文下iframe -->",
            f"<!-- 总声明-->\n{notice}<!-- 总声明-->",
            qr,
            f"<!-- 编辑姓名及工作代码 -->\n{editor}\n<!-- 编辑姓名及工作代码-->",
        )
    )


def links(words: Iterable[str], base: str) -> str:
    """The keyword links below an article."""
    return "\n".join(f'<a href="{base}/tags/{escape(word)}" target="_blank">{escape(word)}</a>' for word in words)
