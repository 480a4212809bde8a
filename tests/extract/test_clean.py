import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsbot.errors import ExtractError
from newsbot.extract import blocks
from newsbot.extract import clean as clean_module
from newsbot.extract.clean import Cleaned, clean
from newsbot.extract.rules import GENERAL, CleanRules, Rule
from newsbot.items import ArticleImage
from tests.growth import grows_with_length

BASE = "https://news.example/a/b.html"
RULES = CleanRules(
    (
        Rule("remove", ".promo, #ad, [data-x^=ad_]", "test"),
        Rule("between", r"\s*/?notice", "test"),
        Rule("image", r"/qr\.png", "test"),
        Rule("caption", ".img_descr", "test"),
        Rule("line", r"试用新栏目.*", "test", "start"),
        Rule("line", r"特别声明：.*", "test", "end"),
        *GENERAL,
    )
)


def read(html: str) -> Cleaned:
    return clean(html, BASE, RULES)


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>　　一。</p>\n<p>&nbsp;二。 </p><p>　　</p><p><br></p>", "一。\n二。"),
        ("一。<br>　　二。<br/><br>三。", "一。\n二。\n三。"),
        ("<p>一。<br><b>二。<br>三<i>。四</i></b></p>五", "一。\n二。\n三。四\n五"),
        ("<font><strong><p>一。</p><p>二。</p></strong></font>", "一。\n二。"),
        ("<div>一<span>二</span><div>三</div>四</div>", "一二\n三\n四"),
        ("\n　　一。\n　　二。\n", "一。\n二。"),
        ("<p>中国\n 经济 grew\n 5%</p>", "中国经济 grew 5%"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("<ul><li>一</li><li><p>二</p></li></ul><h2>三</h2><blockquote>四</blockquote>", "一\n二\n三\n四"),
        (
            "<table><tr><th>年<th>值</tr><tr><td rowspan=2>2030<td>1</tr><tr><td>2</table>",
            "年\t值\n2030\t1\n2",
        ),
        ("<table><tr><td><p>一。</p><p>二。</p></td><td>三</td></tr></table>", "一。\n二。\n三"),
        ("<p>一<sup>2</sup>\u200b\ufeff二</p>", "一2二"),
        ("<!-- 一 --><p>二<!-- <p>三</p> --></p><!--adlist[<p>四</p>]adlist-->", "二"),
        ("<script>x</script><style>y</style><p>一</p><noscript>z</noscript>", "一"),
        ("<p>一</p><div class='big promo'>二</div><div id=ad>三</div><p data-x=ad_1>四</p>", "一"),
        ("<p>一一一一</p><!-- notice --><p>二</p><!--/notice--><p>三</p><!-- notice --><p>四</p>", "一一一一\n三\n四"),
        ("<p>一</p><!-- notice --><p>二二二二</p><!-- notice -->", "一\n二二二二"),
        ("<div><p>一一一一</p><!--notice--></div><div><p>二</p><!--notice-->三</div>", "一一一一\n三"),
        ("<p>试用新栏目看新闻</p><p>一</p>", "一"),
        ("<p>一</p>" * 5 + "<p>试用新栏目看新闻</p>", "一\n" * 5 + "试用新栏目看新闻"),
        ("<p>特别声明：x</p>" + "<p>一</p>" * 9 + "<p>特别声明：y</p>", "特别声明：x" + "\n一" * 9),
        (
            "<p>一</p><p>风险提示：价格下跌。</p><p>市场有风险，投资需谨慎。</p>",
            "一\n风险提示：价格下跌。\n市场有风险，投资需谨慎。",
        ),
        ("<p>一</p><p style='display: none'>二</p>", "一"),
        ("", ""),
        ("<!-- only -->", ""),
    ],
)
def test_body(html: str, body: str) -> None:
    assert read(html).body == body


def test_what_lines_say() -> None:
    cleaned = read(
        "<p>　　原标题：旧的标题</p><p>来源：云州日报</p><p>正文。</p><p>编辑 何青 校对 白露</p>"
        "<p>责任编辑：林小舟 SF014</p><p>责编|周舟</p>"
    )
    assert (cleaned.body, cleaned.alternative_headline, cleaned.publisher) == ("正文。", "旧的标题", "云州日报")
    assert cleaned.editor == "林小舟,周舟"
    assert read("<p>正文。</p><p>编辑：何青</p><p>（原题为《旧的标题》）</p>").editor == "何青"
    assert read("<p>正文。</p><p>（原题为《旧的标题》）</p>").alternative_headline == "旧的标题"
    assert (
        read("<p>编辑部的故事</p><p>来源：多位人士称，情况属实。</p>").body
        == "编辑部的故事\n来源：多位人士称，情况属实。"
    )


def test_images() -> None:
    cleaned = read(
        '<p>一</p><div class="img_wrapper"><img src="//i.example/1.jpg" alt=" 图 一 " onerror="x()">'
        '<span class="img_descr"> 港口</span></div>'
        '<p><img src="/2.jpg"><img src="/2.jpg"></p><img src="https://i.example/qr.png">'
        '<figure><a><img data-src="3.jpg" src="data:image/gif;base64,R0"></a>'
        "<figcaption>夜景 <b>好</b></figcaption></figure>"
        '<img src="/loading.gif" data-original="/4.jpg"><img width="1" height=1 src="/px.gif"><img src="javascript:1">'
        '<img srcset="/5-s.jpg 300w, /5-l,1.jpg 900w,/5-m.jpg 600w"><img src="https://[bad/6.jpg"><img>'
        '<img src="/7.jpg" width="64" height="48">'
    )
    assert cleaned.images == [
        ArticleImage("https://i.example/1.jpg", 0, "港口", "图 一"),
        ArticleImage("https://news.example/2.jpg", 1),
        ArticleImage("https://news.example/a/3.jpg", 2, "夜景 好"),
        ArticleImage("https://news.example/4.jpg", 3),
        ArticleImage("https://news.example/5-l,1.jpg", 4),
        ArticleImage("https://news.example/7.jpg", 5),
    ]
    assert cleaned.body == "一"
    assert cleaned.html.startswith(
        '<p>一</p><figure><img alt="图 一" src="https://i.example/1.jpg"><figcaption>港口</figcaption></figure>'
    )


def test_without_an_address_only_absolute_images_are_kept() -> None:
    cleaned = clean('<img src="/1.jpg"><img src="//i.example/2.jpg"><img src="http://i.example/3.jpg">', "", RULES)
    assert [image.url for image in cleaned.images] == ["https://i.example/2.jpg", "http://i.example/3.jpg"]


def test_html() -> None:
    cleaned = read(
        '<p cms-style="font-L" onclick="x()">　　<font cms-style="font-L strong-Bold">粗</font><b>b</b><i>i</i>'
        '<a href="/x" target=_blank>链</a><a href="javascript:alert(1)">坏</a><iframe src="/y"></iframe></p>'
        "<div>div <span style='color:red'>红</span></div><table><tr><td colspan=2 style=x>格</td></tr></table>"
    )
    assert cleaned.html == (
        "<p><strong>粗</strong><strong>b</strong><em>i</em>"
        '<a href="https://news.example/x" rel="noopener noreferrer">链</a>坏</p>'
        '<p>div 红</p><table><tbody><tr><td colspan="2">格</td></tr></tbody></table>'
    )


def test_every_rule_has_a_reason() -> None:
    assert all(rule.reason for rule in RULES.rules)


def test_too_large() -> None:
    with pytest.raises(ExtractError, match=r"news\.example"):
        read("x" * (clean_module.MAX_FRAGMENT + 1))


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "font", "ul><li", "table><tr><td"])
def test_deep_nesting(tag: str) -> None:
    started = time.process_time()
    cleaned = read(f"<{tag}>" * 3000 + "深" + "<p>处</p>")
    assert time.process_time() - started < 5
    assert len(cleaned.html) < 2000


@pytest.mark.parametrize(
    "piece",
    [
        "<br>",
        "<p>一",
        "<b>一<br>",
        "<!--notice-->",
        "<img src=/a>",
        "<span>一</span>",
        "\n　　一",
        " ",
        "\n",
        ">",
        "　",
    ],
)
def test_many_pieces_take_linear_time(piece: str) -> None:
    assert grows_with_length(read, piece, 400)


_PIECES = st.sampled_from([
    "<p>", "</p>", "<br>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "<pre>", "<figure>",
    "<figcaption>", "<img src='/a.jpg'>", "<img data-src=b>", "<!-- notice -->", "<!--", "-->", "原标题：", "　　一。",
    "责任编辑：甲乙", "\n", "\0", "&#0;", "<a href='//'>", "<span class=img_descr>", "<svg>", "<math>", "<![CDATA[",
    "<?x ?>", "<body>", "</div>", "<div class='promo",
])  # fmt: skip


@settings(deadline=None)
@given(st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join))
@example("<table><caption>")
@example("<br>")
def test_garbage(html: str) -> None:
    cleaned = read(html)
    assert all(line.strip(" \u3000") == line != "" for line in cleaned.body.split("\n") if cleaned.body)
    assert [image.position for image in cleaned.images] == list(range(len(cleaned.images)))
    assert "<script" not in cleaned.html
    assert clean(cleaned.html, BASE, CleanRules((GENERAL[0],))).images == [] or cleaned.images


@pytest.mark.parametrize(
    "fragment",
    ["<div>" * 61 + "<div>a</div>" * 20_000, "<div>" * 61 + "<b>a<i>b</i></b>c" * 10_000,
     ("<div>" * 1000 + "a" + "</div>" * 1000) * 20],
)  # fmt: skip
def test_thousands_of_deep_elements_take_little_time(fragment: str) -> None:
    started = time.process_time()
    root = blocks.parse(fragment)
    assert time.process_time() - started < 1
    assert root.get_text().count("a") == fragment.count("a")


def test_rules_without_pictures_to_leave_out_leave_out_none() -> None:
    found = clean('<p>云州港</p><p><img src="https://a.example/p.jpg"></p>', "https://a.example/", CleanRules(()))
    assert [image.url for image in found.images] == ["https://a.example/p.jpg"]
    assert "<img" in found.html
