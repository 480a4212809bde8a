"""The general line rules: each kind with what it takes, and with text that only looks like it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.extract import byline
from newsbot.extract.clean import Cleaned, clean
from newsbot.extract.rules import GENERAL, CleanRules

RULES = CleanRules(GENERAL)
TEXT = "<p>云州港口的吞吐量在今年前三季度保持了增长。</p>" * 12
LINK = '<a href="/other">{}</a>'


def read(start: str = "", middle: str = "", end: str = "") -> Cleaned:
    return clean(f"{start}{TEXT}{middle}{TEXT}{end}", "https://a.example/", RULES)


def stays(line: str) -> tuple[bool, bool, bool]:
    """Whether a paragraph stays as the second, in the middle, and as the last but one."""
    paragraph = f"<p>{line}</p>"
    first, last = "<p>第一段。</p>", "<p>最后一段。</p>"
    bare = clean(paragraph, "", CleanRules(())).body
    bodies = read(first + paragraph).body, read(middle=paragraph).body, read(end=paragraph + last).body
    return tuple(bare in body for body in bodies)  # type: ignore[return-value]


ANYWHERE = [
    # teasers
    "Read more: Harbour volumes rise again", "RELATED: Harbour volumes rise again",
    "Lesen Sie auch: Häfen wachsen wieder",
    "► Mehr zum Thema: Häfen wachsen wieder", "À lire aussi : les ports progressent",
    "Lire aussi | Les ports progressent",
    "Lea también: Los puertos crecen", "Te puede interesar: Los puertos crecen", "Leggi anche: I porti crescono",
    "Leia também: Os portos crescem", "Читайте также: Порты растут", "関連記事：港の取扱量が増加",
    "【関連記事】港の取扱量が増加",
    "[관련기사] 항만 물동량 증가", "延伸阅读：港口吞吐量增长", "【相關閱讀】港口吞吐量成長",
    "Read more", "MORE NEWS:", "Mehr zum Thema", "Voir aussi", "Читайте также",
    # photo credits
    "Photo: Ann Example/Agency", "(Image credit: Ann Example)", "Bildquelle: Agentur", "Foto: Ann Beispiel / Agentur",
    "图片来源：视觉云州", "题图｜云州图库",
    "Фото: Агентство", "写真：云州通信", "사진=云州뉴스",
    # advertisements
    "Advertisement", "ANZEIGE", "Publicité", "Publicidad", "Publicidade", "Pubblicità", "Реклама", "広告", "광고",
    "广告", "Story continues below advertisement",
    # newsletters, accounts, apps
    "Sign up for our free daily newsletter", "Subscribe to our newsletter and never miss a story",
    "Follow us on Twitter and Facebook", "Follow Ann Example on X",
    "Join our WhatsApp channel", "Get the top stories delivered to your inbox every morning",
    "Download our free app today", "Click here to subscribe", "Jetzt Newsletter abonnieren",
    "Melden Sie sich für unseren Newsletter an", "Folgen Sie uns auf Facebook", "Inscrivez-vous à notre newsletter",
    "Suivez-nous sur Twitter",
    "Suscríbete a nuestro boletín", "Síguenos en Twitter", "Iscriviti alla newsletter", "Seguici su Facebook",
    "Inscreva-se no nosso canal do YouTube", "Siga-nos no Instagram",
    "Подписывайтесь на наш Telegram-канал", "この記事をシェア", "네이버에서 云州뉴스 구독하기",
    # comments, consent, disclaimers
    "Leave a comment", "Comments (12)", "Join the conversation", "Kommentare (3)", "Laisser un commentaire",
    "Comentários",
    "An dieser Stelle finden Sie einen externen Inhalt von Beispiel, der den Artikel ergänzt.",
    "The views expressed in this article are the author's own.",
    "This article is for informational purposes only and is not investment advice.",
    # editors are editors anywhere
    "责任编辑：林小舟", "责编|何青", "責任編輯：林小舟",
]  # fmt: skip

ENDS = [
    "编辑：何青", "校对 白露", "来源：云州日报 作者：林小舟 责任编辑：何青",
    "本文来源：云州日报责任编辑：何青_NB1234", "编辑 | 何青  审核 | 白露  监制 | 周舟", "（编辑 何青 校对 白露）",
    "来源：云州日报", "稿源：云州网", "（文章来源：云州日报）", "来源：微信公众号“云州观察”（ID：yunzhou）",
    "來源：雲州日報", "原标题：港口增长", "（原标题：港口增长）", "（原題：港口成長）", "【原标题】港口增长",
    "本文转载自云州日报，作者林小舟。", "本文来自微信公众号“云州观察”（ID：yunzhou），作者：林小舟，经授权发布。",
    "扫描下方二维码关注我们", "长按识别二维码，加入读者群", "微信扫一扫，关注云州观察", "关注微信公众号：云州观察",
    "欢迎关注“云州观察”公众号", "微信号：yunzhou2031", "下载云州新闻APP，查看更多报道", "打开云州新闻客户端 查看更多",
    "更多精彩内容，请下载云州新闻客户端", "更多资讯请关注云州观察微信公众号", "回复【港口】查看最新数据",
    "点击上方蓝字关注我们",
    "© 2031 Yunzhou Media", "Copyright 2031 Yunzhou Media", "Copyright © 2031", "All rights reserved.",
    "Alle Rechte vorbehalten.", "Tous droits réservés.", "Todos los derechos reservados.",
    "© Riproduzione riservata", "Все права защищены.", "無断転載を禁じます",
    "저작권자 © 云州뉴스 무단전재 및 재배포 금지",
    "This article was originally published in the Yunzhou Times.",
    "The post Harbours grow appeared first on Yunzhou Times.", "Dieser Artikel erschien zuerst in der Yunzhou Zeitung.",
    "分享到：微信 微博 QQ空间", "【纠错】 【打印】 【关闭】", "阅读原文", "返回顶部",
]  # fmt: skip

END = [
    "點擊加入LINE好友", "點我下載APP", "版权所有，未经授权不得转载",
    "免责声明：本文内容仅供参考，不构成投资建议。", "版权声明：本文版权归云州日报所有，转载请注明出处。",
    "声明：本文仅代表作者个人观点，与本网立场无关。",
    "郑重声明：本网发布此信息的目的在于传播更多信息，与本站立场无关。",
    "特别声明：以上内容为自媒体平台用户上传，本平台仅提供信息存储服务，不代表本站立场。",
    "本文仅代表作者观点，不代表本站立场。", "以上内容仅供参考，不构成投资建议。", "未经授权，严禁转载。",
    "未经本报书面授权许可，不得转载、摘编。", "转载请注明来源：云州日报",
    "如需转载请联系本公众号授权。", "如有侵权，请联系删除。", "部分图片来自网络，侵删。",
    "免責聲明：本文僅供參考，不構成投資建議。", "Source: Yunzhou Times", "Quelle: Agentur", "Fuente: Agencia",
    "Источник: Агентство",
    "点击进入专题：云州港口", "点击查看更多", "—END—", "以上内容与数据，与云州网立场无关，不构成投资建议。",
    "本文由林小舟撰写，未经授权请勿转载。", "云州财经声明：此消息系转载自合作媒体。", "THE END", "*完*",
]  # fmt: skip


@pytest.mark.parametrize("line", ANYWHERE)
def test_boilerplate_anywhere(line: str) -> None:
    assert stays(line) == (False, False, False)


@pytest.mark.parametrize("line", ENDS)
def test_boilerplate_at_the_ends(line: str) -> None:
    assert stays(line) == (False, True, False)


@pytest.mark.parametrize("line", END)
def test_boilerplate_at_the_end(line: str) -> None:
    assert stays(line) == (True, True, False)


@pytest.mark.parametrize(
    "line",
    [
        "来源：多位人士称，情况属实。", "来源于港口的收入占公司总收入的六成。",
        "编辑部的同事们都参加了云州港口的考察。", "编辑：为什么港口的吞吐量会连续三个季度增长？",
        "责任编辑制度在云州的出版社已经实行多年。",
        "校对工作由三名员工完成。", "作者：林小舟", "记者 林小舟 云州报道", "原标题党的做法正在被读者抛弃。",
        "原标题：", "记者：港口未来五年有什么计划？", "审核：证监部门三日内答复，企业须在期限内补正材料。",
        "风险提示：港口吞吐量不及预期，运价大幅下跌，转载请注明出处。", "市场有风险，投资需谨慎。",
        "投资建议：维持“增持”评级。", "声明：我公司从未与该企业签订任何协议，也未收到任何款项。",
        "该公司发表声明称，未经授权的销售行为与公司无关。", "公司在声明中说，版权归作者所有的作品不受影响。",
        "扫描二维码支付的商户今年增加了三成。", "扫码支付手续费明年起下调。", "微信公众号的阅读量同比下降了一成。",
        "关注公众号的用户达到五百万人，同比增长百分之十二。",
        "下载APP的用户超过三千万，其中六成来自三线城市。", "打开市场需要时间，公司表示将加大投入。",
        "登录境外交易所的企业共有十二家。", "分享经济在云州发展迅速。", "分享会上，林小舟介绍了港口的规划。",
        "点击率是衡量广告效果的指标，今年上升了两成。", "广告收入同比下降一成。",
        "推广新技术需要三年时间。", "相关阅读量数据由第三方提供，未经审计。", "更多精彩的比赛将在周末进行。",
        "数据来源：云州统计局，记者整理，截至九月末。", "图片社交平台的广告收入增长最快。",
        "点赞之交正在取代深度阅读。", "评论认为，此举有助于稳定运价。",
        "大小股东均未减持。", "完成全年目标的难度不大。", "未经审计的数据显示，三季度利润增长。",
        "版权交易额首次突破百亿元。", "转载量最高的是财经类报道。", "专题会议研究了港口的下一步工作。",
        "更新时间表将于下周公布。",
        "Related companies fell as much as 5% on Tuesday, the exchange said.",
        "Read more carefully, the filing shows a different picture.",
        "See also the table on page 4 of the annual report, which lists all subsidiaries.",
        "Follow the money, investigators were told in March.",
        "Subscribe rates fell to 3% in the quarter.", "Photos of the harbour were shown to the jury.",
        "Advertising revenue rose 12% to $4 billion.", "Sponsored students fell by a third.",
        "Copyright law was changed in 2031.", "Copyright holders sued the company.",
        "Source code was published by the company.", "Share prices rose 3% on the news.",
        "Share this burden fairly, the minister told the union.", "Comments from the minister moved markets.",
        "Get the balance right and growth will follow, the bank said.",
        "Download speeds rose by a third.", "Click rates are falling, the agency said.",
        "Register of shareholders: the company lists four.", "The post office closed 300 branches on Monday.",
        "This article of the treaty was first used in 2020.", "Originally published figures showed growth of 3%.",
        "Mehr Lesen statt Fernsehen, fordert die Ministerin.", "Zum Thema Zinsen äußerte sich die Bank nicht.",
        "Werbung wirkt, sagt der Händler.", "Folgen Sie dem Geld, riet der Prüfer.",
        "Alle Rechte der Aktionäre bleiben gewahrt.", "Foto und Film machten 30 Prozent des Umsatzes aus.",
        "Anzeige erstattete die Aufsicht am Montag.",
        "En savoir plus sur les ports demande du temps.", "La suite est connue : le titre a perdu 12 %.",
        "Publicité et médias reculent de 3 %.", "Relacionado con el puerto, el ministro habló de inversiones.",
        "Ver también crecer las exportaciones sorprendió al banco.", "Publicidad y medios cayeron un 3%.",
        "Leia mais livros, disse o ministro na abertura da feira.", "Подробнее о сделке компания расскажет в марте.",
        "Рекламный рынок вырос на 12%.", "関連会社の株価は5%下落した。", "広告収入は3%減少した。",
        "관련 회사의 주가는 5% 하락했다.", "광고 매출이 12% 늘었다.", "사진 공유 서비스의 매출이 늘었다.",
    ],
)  # fmt: skip
def test_text_that_looks_like_it(line: str) -> None:
    assert stays(line) == (True, True, True)


@pytest.mark.parametrize("label", ["Read more", "Mehr dazu", "Voir aussi", "もっと見る", "查看更多", "更多精彩"])
def test_a_label_beside_a_link_needs_no_colon(label: str) -> None:
    assert label not in read(middle=f"<p>{label} {LINK.format('港口吞吐量增长')}</p>").body


def test_a_sentence_with_a_link_in_it_stays() -> None:
    line = f"Read more about how {LINK.format('the harbours')} of the region have grown since the reform."
    assert stays(line) == (True, True, True)


@pytest.mark.parametrize("heading", ["相关阅读", "【延伸阅读】", "推薦閱讀：", "Related articles", "Mehr zum Thema",
"Sur le même sujet", "Noticias relacionadas", "Leia também",
                                     "Читайте также", "関連記事", "관련기사"])  # fmt: skip
@pytest.mark.parametrize("tag", ["p", "h3", "strong"])
def test_lists_of_other_articles(heading: str, tag: str) -> None:
    links = "".join(f"<li>{LINK.format(f'港口消息{n}')} 09:20</li>" for n in range(12))
    found = read(middle=f"<{tag}>{heading}</{tag}><ul>{links}</ul>", end="<p>编辑：何青</p>")
    assert (heading in found.body, "消息" in found.body, found.editor) == (False, False, "何青")
    assert "消息" not in found.html


def test_a_heading_of_text_stays() -> None:
    found = read(middle="<h3>相关链接</h3><p>云州港建于1931年，是中部最大的内河港。</p>").body
    assert "相关链接\n云州港建于" in found


def test_titles_whose_links_are_lost() -> None:
    assert read(end="<p>推荐阅读</p><p>港口增长三成</p><p>运价为何上涨？</p><p>责任编辑：何青</p>").body == read().body
    assert "港口增长" in read(end="<p>推荐阅读</p><p>港口增长三成。</p>").body


def test_a_long_tail_of_boilerplate_is_all_end() -> None:
    tail = "".join(f"<p>{line}</p>" for line in (*ENDS, *END))
    assert read(end=tail).body == read().body


@pytest.mark.parametrize(
    ("line", "editor", "publisher", "authors", "original"),
    [
        ("来源：云州日报 作者：林小舟 责任编辑：何青 SF014", "何青", "云州日报", ["林小舟"], None),
        ("本文来源：云州日报责任编辑：何青_NB1234", "何青", "云州日报", [], None),
        ("文字｜林小舟 编辑｜何青 校对｜白露", "何青", None, ["林小舟"], None),
        ("编辑：何青 责任编辑：白露", "白露", None, [], None),
        ("来源：公众号“云州观察”（ID：yunzhou）", None, "云州观察", [], None),
        ("来源：云州日报 2031-10-14 09:20", None, "云州日报", [], None),
        ("更新时间：2031-10-14 09:20 来源：云州日报", None, "云州日报", [], None),
        ("【原标题：港口增长】", None, None, [], "港口增长"),
        ("（原题为《港口增长》）", None, None, [], "港口增长"),
        ("本文来自微信公众号“云州观察”（ID：yunzhou），作者：林小舟。", None, "云州观察", [], None),
        ("Source: Yunzhou Holdings", None, "Yunzhou Holdings", [], None),
    ],
)
def test_what_lines_say(
    line: str, editor: str | None, publisher: str | None, authors: list[str], original: str | None
) -> None:
    found = read(end=f"<p>{line}</p>")
    assert found.body == read().body
    said = (found.editor, found.publisher, found.authors, found.alternative_headline)
    assert said == (editor, publisher, authors, original)


@settings(deadline=None)
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(["来源：", "编辑", "责编|", " ", "何青", "校对", "，", "/", "：", "A1"])).map("".join)
)
def test_any_line(line: str) -> None:
    found = byline.credit_line(line)
    assert found is None or all(len(name) < 60 for name in [*found.editors, *found.authors])


@pytest.mark.parametrize(
    "piece", ["扫描", "【", "关注，", "来源：", "编辑 ", "请", "a", "Related ", "© ", " | ", "更多", "点击", "未经"]
)
def test_no_line_takes_long(piece: str) -> None:
    line = piece * 600
    started = time.process_time()
    for length in (200, 400, 600):
        read(end=f"<p>{line[:length]}</p><p>{line[:length]}。</p>")
    assert time.process_time() - started < 0.5
