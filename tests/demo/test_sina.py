import re
from collections.abc import Callable

import pytest
from lxml import html as lxml_html

from newsbot.demo import DemoSite, Story
from newsbot.demo.sina import BOILERPLATE
from newsbot.demo.writer import load
from tests.demo.conftest import Get, fetch

Page = Callable[[str], str]
"""Case -> the text of its page."""


@pytest.fixture
def page(shared_site: DemoSite) -> Page:
    def of(case: str) -> str:
        answer = fetch(shared_site, shared_site.find(case).path)
        assert answer.status == 200
        return answer.body.decode("gbk" if case == "old-gb2312" else "utf-8")

    return of


def visible(markup: str) -> str:
    tree = lxml_html.fromstring(re.sub(r"^<\?xml[^>]*>", "", markup))
    for node in tree.xpath("//*//script | //*//style | //*//comment()"):
        node.drop_tree()
    return re.sub(r"\s", "", tree.text_content())


def meta(markup: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:name|property)="{re.escape(name)}" content="([^"]*)"', markup)


def test_every_page_shows_its_story(shared_site: DemoSite) -> None:
    for story in shared_site.stories:
        if story.layout == "slides":
            continue
        answer = fetch(shared_site, story.path)
        text = visible(answer.body.decode("gbk" if story.layout == "old" else "utf-8"))
        assert re.sub(r"\s", "", story.headline) in text, story.case
        assert story.publisher in text
        assert story.editor in text
        if not story.live_quotes:
            for paragraph in story.body:
                assert re.sub(r"\s", "", paragraph) in text, (story.case, paragraph)


def test_truth_has_no_boilerplate_and_no_notation(shared_site: DemoSite) -> None:
    for story in shared_site.stories:
        text = "\n".join((story.headline, *story.body))
        assert not [phrase for phrase in BOILERPLATE if phrase in text]
        assert not re.search(r"[{}<]|\[\[|\*\*", text), text
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z", story.date_published)


def test_every_special_story_exists(shared_site: DemoSite) -> None:
    assert {entry["case"] for entry in load("special.toml")["story"]} < {story.case for story in shared_site.stories}


def test_normal_page(page: Page, shared_site: DemoSite) -> None:
    text, story = page("normal"), shared_site.find("normal")
    assert meta(text, "og:url") == [shared_site.url + story.path]
    assert meta(text, "publishid") == [story.docid]
    assert len(meta(text, "sudameta")) == 4
    assert meta(text, "tags") == ["外贸,海关,云州"]
    assert '<p class="ori_titlesource">　　原标题：云州“稳外贸”' in text
    assert "<!--article_adlist[" in text
    assert "<!-- news_keyword_pub,stock,sh609011&sz009013 -->" in text
    assert story.tickers == (("609011.SH", "松港国际"), ("009013.SZ", "青屿轻工"))
    assert [picture.caption for picture in story.images] == [
        "图：云州港二号码头夜间作业",
        "图：今年以来各月进出口总值（单位：亿元）",
    ]
    assert f'src="//{shared_site.address}{story.images[0].path}"' in text
    assert f'src="{shared_site.url}{story.images[1].path}"' in text


@pytest.mark.parametrize(
    ("case", "pattern"),
    [
        (
            "nested-index",
            r'<span id="stock_sh000300"><a [^>]*><span id="stock_sz399300"></span></a><a [^>]*>沪深300</a></span>',
        ),
        ("old-gb2312", r"<h1 id=artibodyTitle>.*<span id=pub_date>.*<span id=media_name>.*<span id=stock_sz309002>"),
        ("old-gb2312", r"charset=gb2312.*甘堃"),
        ("table", r'<table border="1"><caption>.*rowspan="2"'),
        (
            "slides",
            r'var slide_data = \{"slide": .*"download_img": "http.*"intro": "清晨|"intro": "清晨.*"download_img"',
        ),
        ("self-media", r'<div class="article" id="article">'),
        ("zoneless-meta", r'"article:published_time" content="\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"'),
        (
            "three-times",
            r'create_at" content="\S+ 04:04:.*update_at" content="\S+ 09:08:.*published_time" content="\S+T06:52',
        ),
        ("empty-metas", r'name="mediaid" content="".*"article:author" content="".*ent-source"[^>]*>泊江早报<'),
        ("live-quotes", r'<span id="quote_\w+">\(<font color="(red|green)">'),
        ("disclaimer", r"<!-- 总声明-->\s*<p><span style=[^>]*KaiTi[^>]*>　　免责声明.*<!-- 总声明-->"),
        (
            "two-headings",
            r'<h1 class="channel-logo">.*<h1 class="main-title">.*class="show_author".*data-wbkey="消费,夜市,新闻"',
        ),
        ("video-block", r'<div class="video-2017" id="videoList0">'),
        ("us-stocks", r'<span id="usstock_ODSR"><a .*news_keyword_pub,usstock,KLTN&NBRG&ODSR&TLAN -->'),
        (
            "hk-stocks",
            r'<span id="hkstock_hk09701"><a href="http://stock.finance.sina.com.cn/hkstock/quotes/09701.html"',
        ),
        ("bare-text", r'id="artibody">.*　　[^<]+.*<br><br>'),
        ("promo-inside", r'id="artibody">.*new_style_article.*id="app-kaihu-qr".*id="app-qihuo-kaihu-qr"'),
        ("risk-in-middle", r"<p[^>]*>　　风险提示：极端天气.*<p[^>]*>　　饲料方面"),
        ("lazy-images", r'<img id="0" src="data:image/gif;base64,[^"]+" data-src="//127'),
        ("tech", r'<h1 id="artibodyTitle">.*id="pub_date">\d{4}年\d\d月\d\d日\d\d:\d\d<.*class="tech-quotation'),
        ("source-line", r"<p>　　来源：东海证券时讯</p>"),
        ("redirected-picture", r'src="//[^"]+/redirect/finance/'),
    ],
)
def test_special_markup(case: str, pattern: str, page: Page) -> None:
    assert re.search(pattern, page(case), re.DOTALL), case


def test_meta_traps(page: Page, shared_site: DemoSite) -> None:
    story = shared_site.find("no-tags")
    assert meta(page("no-tags"), "tags") == [""]
    assert meta(page("no-tags"), "keywords") == [story.headline]
    assert not meta(page("tech"), "weibo: article:create_at")
    assert re.search(r"<title>早报\|南汀药业", page("headline-with-bar"))
    assert shared_site.find("three-times").date_published.endswith("T20:04:00.000Z")
    assert "<p" not in re.search(r'id="artibody">(.*?)<p>　　</p>', page("bare-text"), re.DOTALL)[1]  # type: ignore[index]


def test_only_the_qr_code(page: Page, shared_site: DemoSite, get: Get) -> None:
    assert shared_site.find("only-qr").images == ()
    assert "343233024.png" in page("only-qr")
    assert 'class="img_wrapper"' not in page("only-qr")
    assert get("/finance/cece9e13/20200514/343233024.png").headers["Content-Type"] == "image/png"


def test_index_symbols(shared_site: DemoSite) -> None:
    tickers = dict(shared_site.find("nested-index").tickers)
    assert tickers["000300.SH"] == tickers["399300.SZ"] == "沪深300"
    assert dict(shared_site.find("us-stocks").tickers)["ODSR.US"] == "奥德瑟软件"
    assert dict(shared_site.find("hk-stocks").tickers)["09701.HK"] == "海屿科技"


def test_old_page_declares_its_charset_in_the_page_only(shared_site: DemoSite, get: Get) -> None:
    story: Story = shared_site.find("old-gb2312")
    assert re.fullmatch(r"/stock/\d{8}/\d+\.shtml", story.path)
    assert get(story.path).headers["Content-Type"] == "text/html"
