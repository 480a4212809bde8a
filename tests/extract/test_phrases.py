"""Sentences of news that are worded like boilerplate: no general rule may take one, wherever it stands."""

import pytest

from newsbot.extract.clean import clean
from newsbot.extract.rules import GENERAL, CleanRules

RULES = CleanRules(GENERAL)
PARAGRAPHS = [f"<p>云州港口的第{number}号泊位在前三季度保持了运转。</p>" for number in range(11)]

NEWS = [
    # permission, statements, rights
    "未经云州证监局许可，任何机构和个人不得经营证券投资咨询业务。",
    "没有监管部门的许可，任何银行不得发行此类产品。",
    "该人士称，未经董事会同意，管理层禁止使用该笔资金。",
    "办法规定，未经著作权人许可，平台不得使用其作品训练模型。",
    "未经权利人许可，网站不得转载其摄影作品，法院这样判决。",
    "声明称，网传言论不代表公司立场，公司将追究造谣者责任。",
    "声明指出，本网络平台从未授权第三方开展贷款业务。",
    "声明：本网络平台从未授权第三方开展贷款业务。",
    "某平台声明：网传观点不代表公司立场，公司将依法追责。",
    "上述言论与公司立场无关，发言人说。",
    "上述观点不代表公司立场，该负责人表示。",
    "如有异议，请于公示期内以书面形式向我会反映，并告知联系方式。",
    "如发现侵犯消费者权益的行为，监管部门将依法处理。",
    "若平台发现侵权内容，须在二十四小时内删除。",
    "网站转载新闻信息须标明来源，新规自下月起施行。",
    "版权归音乐人所有的模式，成为平台争夺作者的筹码。",
    "版权所有者已向云州法院起诉。",
    "版权归平台所有，音乐人只拿到分成。",
    # apps, accounts, codes
    "下载量最大的客户端仍是手机银行，月活达到一亿。",
    "打开手机银行客户端即可办理跨境汇款，全程约两分钟。",
    "登录手机客户端办理开户的客户占比达到八成。",
    "登录手机银行App即可购买国债的城市增加到四十个。",
    "关注我国服务号码资源的分配，是这次会议的议题。",
    "更多信息将在年报中披露，投资者可登录交易所网站查阅。",
    "更多新闻媒体开始关注短视频，广告也随之转移。",
    "更多财经院校关注金融科技课程，今年有十二所开课。",
    "扫码购买车票成为云州市民的习惯。",
    "用微信扫描二维码即可乘坐云州地铁。",
    "微信扫码支付的限额下月起调整。",
    "加入该频道的商家超过三千家。",
    "点击下载的用户比例下降两成。",
    # labels with a colon
    "今日推荐：云州银行，目标价6.5元，给予买入评级",
    "看更多：空头仍占上风，短线不宜追高",
    "了解更多：从云州港看三条航线的兴衰",
    "Recommended: buy Acme shares below 14 euros, says the broker",
    "Trending: copper, tin and lithium prices all higher on the week",
    "Related: the company also cut its dividend for the first time since 2019.",
    "Рекомендуем: покупать акции порта ниже 300 рублей",
    # newsletters, accounts, apps
    "Register for updates became mandatory for all listed companies in the spring.",
    "Sign up for the company's loyalty newsletter rose 30% after the campaign.",
    "Subscribe channel revenue fell for a third quarter, the operator said.",
    "Get the most from the new tax law before the rush, and put receipts into the app as they come.",
    "Join us in opposing the merger, the community of shareholders wrote.",
    "Follow him on X and you see what markets think of the plan.",
    "Like other retailers on Instagram, Acme sells directly to students.",
    "Find buyers on Facebook and the price doubles, dealers say.",
    "This video requires context, the ministry replied.",
    "The views expressed by the minister were his own, a spokesman said.",
    "Join the conversation about taxes, the governor urged the towns.",
    "Photo: maker Kodak said sales of film rose 20% in a year.",
    "Photo: the maker of film is selling its last plant in the valley.",
    "Copyright claims 2031 rose to a record, the office said.",
    "Jetzt startet die Bank einen Newsletter für Anleger, der täglich erscheint.",
    "Folge der Übernahme von Twitter war ein Kursverlust von zwölf Prozent.",
    "An dieser Stelle befindet sich heute ein Hotel mit neunzig Zimmern.",
    "Foto: Der Hersteller schließt sein letztes Werk im Tal im Herbst.",
    "Subscribe to the channel theory and you miss the point, he writes.",
    "Join our community of nations, the envoy urged Sund.", "Share this article of faith, the bishop asked.",
    "Comments are closed sessions' only trace.", "Abonnieren Sie den Newsletter nicht, rät der Verband.",
    "Inscrivez-vous à la newsletter, conseille le maire.",
    "Recibe la empresa 300 millones por vender su canal de noticias.",
    "Comparte su riesgo con los bancos de la región.",
    "Entre no pocos analistas, el canal de Almer despierta dudas.",
    "Наши источники сообщили об этом в Telegram-канале министерства.",
    "Использование материалов из стали выросло на 12% за год.",
    "アプリのダウンロード数が100万件を超えた。",
    "無断転載が増えている。",
    "네이버 주가 추가 하락에 시가총액이 줄었다.",
    "제보는 접수 하루 만에 사실로 확인됐다.",
]  # fmt: skip


@pytest.mark.parametrize("place", [0, 1, 5, 9, 11])
@pytest.mark.parametrize("sentence", NEWS)
def test_a_sentence_of_news_stays(sentence: str, place: int) -> None:
    paragraphs = [*PARAGRAPHS[:place], f"<p>{sentence}</p>", *PARAGRAPHS[place:]]
    assert sentence in clean("".join(paragraphs), "", RULES).body.split("\n")


def test_an_end_is_at_most_a_third() -> None:
    notice = "<p>转载请注明来源：云州日报</p>"
    for before, after, kept in ((7, 4, True), (9, 2, False), (1, 1, False)):
        body = clean("".join([*PARAGRAPHS[:before], notice, *PARAGRAPHS[:after]]), "", RULES).body
        assert ("转载" in body) is kept


def test_rows_of_a_table_are_no_credits() -> None:
    rows = [("业务", "收入"), ("游戏", "500"), ("视频", "1200"), ("设计", "850"), ("出品", "3300"), ("广告", "77")]
    markup = "".join(f"<tr><td>{name}</td><td>{figure}</td></tr>" for name, figure in rows)
    body = clean(f"{PARAGRAPHS[0]}{PARAGRAPHS[1]}<table>{markup}</table>", "", RULES).body
    assert body.split("\n")[2:] == ["\t".join(row) for row in rows]
