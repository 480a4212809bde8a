"""Which texts are reprints of each other, pair by pair."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot.dedupe.near import BANDS, DAYS, SHORT_DAYS, bands, compare
from newsbot.dedupe.sentences import Text

ZH = (
    "云州港务集团14日公布，前三季度完成货物吞吐量1.2亿吨，同比增长4.2%。",
    "集团表示，增长主要来自新开通的三条内河航线。",
    "港口负责人赵启明说，四季度的订舱量已经超过去年同期。",
    "分析人士认为，运价回落会让部分货主推迟发运。",
    "当地海事部门提醒，冬季大雾天气将影响夜间进出港作业。",
    "二期工程预计明年六月投入使用，届时泊位将增加到18个。",
)
ZH_MORE = (
    "记者在码头看到，装卸桥下排着二十多辆集卡，司机们在车边吃早饭，等着调度室叫号。",
    "一位从业多年的司机说，过去排队要半天，如今手机上预约，提箱最快只用一刻钟，多出来的时间可以再跑一趟短途。",
    "港口为此改造了闸口和堆场，新添的设备多半由本地工厂制造，维修也在本地，坏了不必再等外国工程师。",
    "城里的变化慢一些：货代公司搬进了旧粮库，楼下开了面馆和打印店，夜里十点还亮着灯。",
    "老街的居民希望重卡绕行，市里答应在疏港公路修好之后禁止它们进城，但没有说是哪一天。",
)
EN = (
    "Corrin Holdings said on Monday that revenue rose 4.2% to $1.2 billion in the third quarter.",
    "Most of the growth came from three new routes that opened in spring.",
    "Bookings for the fourth quarter are already above last year's, said chief executive Jane Orrell.",
    "Analysts expect falling freight rates to make some shippers wait.",
    "The second terminal is to open next June and will bring the number of berths to 18.",
)


def zh(*lines: str, headline: str = "云州港前三季度吞吐量增长4.2%") -> Text:
    return Text(headline, "\n".join(lines or ZH))


def en(*lines: str, headline: str = "Corrin Holdings revenue rises") -> Text:
    return Text(headline, " ".join(lines or EN))


@pytest.mark.parametrize(
    ("first", "second", "containment"),
    [
        (zh(), zh(), "equal"),
        (zh(), zh(headline="港口忙起来了"), "equal"),
        (zh(), zh("某社云州10月14日电 （记者 甲乙）" + ZH[0], *ZH[1:], "来源：云州日报", "责任编辑：丙丁"), "equal"),
        (zh(), Text(None, "".join(ZH).replace("，", ",").replace("14", "１４")), "equal"),
        (zh(), zh(*ZH[:4]), "shortened"),
        (zh(*ZH[:4]), zh(), "extended"),
        (zh(), zh(ZH[0], "下载云州财经客户端，看更多行情。", *ZH[1:4], *ZH[5:]), "shortened"),
        (zh(), zh(*ZH, "去年全年，全国港口完成货物吞吐量170亿吨。", "这一数字比前年多出5%。"), "extended"),
        (zh(*ZH, *ZH_MORE), zh(*ZH[:2], ZH[2].replace("负责人", "总经理"), *ZH[3:], *ZH_MORE), "equal"),
        (en(), en(headline="Something else entirely"), "equal"),
        (en(), en("CORRIN, Oct 14 (Newswire) - " + EN[0], *EN[1:], "(Reporting by A. Bee)"), "equal"),
        (en(), en(*EN[:3]), "shortened"),
        (zh(*ZH, "相关阅读", "某公司净利润增长5%"), zh(*ZH, "相关阅读", "某公司净利润增长7%"), "equal"),
        (zh(), zh(*(line.replace("表示", "称").replace("说，", "指出，") for line in ZH)), "equal"),
        (zh(ZH[0].replace("14日", "11月14日"), *ZH[1:]), zh(ZH[0].replace("14日", "周五"), *ZH[1:]), "equal"),
        (en(), en(*(line.replace("4.2%", "4.2 percent").replace("$1.2 billion", "$1.2bn") for line in EN)), "equal"),
        (en(), en(EN[0], EN[1], EN[2].replace("Orrell", "Orell"), *EN[3:]), "equal"),
        (en(), en(EN[0].replace("Holdings", "Holdings (NASDAQ: CRRN)"), *EN[1:]), "equal"),
        (zh(), zh("".join(ZH)[:-40]), "shortened"),
        (en(*EN[:2]), Text("Corrin", " ".join(EN[:2])[:110]), "shortened"),
        (en(*EN[:2]), Text("Corrin", " ".join(EN[:2])[50:]), "shortened"),
        (en(), Text("CORRIN HOLDINGS REVENUE RISES", " ".join(EN).upper()), "equal"),
        (zh(*ZH, "【广告】下载甲乙APP，37万人在用"), zh("【广告】下载丙丁APP，16万人在用", *ZH), "equal"),
        (en(), en(EN[0].replace("'", "’"), *EN[1:3], "Sign up for our newsletter.", *EN[3:]), "equal"),
    ],
)
def test_reprints(first: Text, second: Text, containment: str) -> None:
    match = compare(first, second, 1)
    assert match is not None
    assert match.containment == containment
    assert not {*bands(first)}.isdisjoint(bands(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (zh(), zh(ZH[0].replace("4.2%", "5.1%"), *ZH[1:])),
        (zh(), zh(ZH[0].replace("14日", "15日"), *ZH[1:])),
        (zh(), zh(*(line.replace("云州", "临江") for line in ZH), headline="临江港前三季度吞吐量增长4.2%")),
        (zh(), zh(ZH[0].replace("增长", "下降"), *ZH[1:])),
        (zh(), zh("云州港务集团公布全年计划。", "明年计划新增航线五条。", "同时新建仓库两座。", *ZH[4:])),
        (zh(), zh(*(f"另一条消息之{n}，说的是完全不同的事情，与港口没有任何关系。" for n in range(20)), *ZH)),
        (en(), en(EN[0].replace("4.2%", "5.1%"), *EN[1:])),
        (en(), en(EN[0].replace("Monday", "Tuesday"), *EN[1:])),
        (en(), en(EN[0].replace("Corrin", "Brack"), *EN[1:])),
        (en(), en(EN[0].replace("rose", "fell"), *EN[1:])),
        (zh(), zh(*ZH[:4], "当地海事部门不提醒，冬季大雾天气将影响夜间进出港作业。", ZH[5])),
        (zh(*ZH[:3]), zh(ZH[0], ZH[1].replace("内河航线", "远洋班轮"), ZH[2], headline="云州港前三季度吞吐量增长4.2%")),
        (zh(), zh(*ZH[:3], ZH[3].replace("推迟发运", "提前备货"), *ZH[4:], "来源：云州日报")),
        (en(), en(*EN[:3], EN[3].replace("falling freight rates", "the new toll"), EN[4])),
        (en(), en(*EN[:2], "Bookings were thin last year, said chief executive Jane Orrell.", *EN[3:])),
        (
            zh(ZH[0].replace("云州港", "青河光电（600267）"), *ZH[1:]),
            zh(ZH[0].replace("云州港", "长岭光电（600267）"), *ZH[1:]),
        ),
        (zh(*ZH, *ZH_MORE), zh(ZH[0].replace("云州", "临江"), *ZH[1:], *ZH_MORE, headline="港口忙起来了")),
        (zh(*ZH, *ZH_MORE, "宏远股份未予回应。"), zh(*ZH, *ZH_MORE, "长岭股份未予回应。")),
        (
            zh(*ZH, *ZH_MORE, "公司中标防波堤工程。", headline="云州港中标防波堤工程"),
            zh(*ZH, *ZH_MORE, "公司预中标防波堤工程。", headline="云州港预中标防波堤工程"),
        ),
        (zh(*ZH, "周某未予回应。"), zh(*ZH, "林某未予回应。")),
        (zh(), en()),
        (Text("快讯", "云州港恢复作业。"), Text("快讯", "云州港今日恢复作业。")),
        (Text(None, ""), Text(None, "")),
    ],
)
def test_what_is_no_reprint(first: Text, second: Text) -> None:
    assert compare(first, second, 1) is None
    assert compare(second, first, 1) is None


def test_a_reprint_appears_within_days() -> None:
    assert compare(zh(), zh(), DAYS) is not None
    assert compare(zh(), zh(), DAYS + 0.1) is None
    short = Text("央行今日无操作", "人民银行今日不开展逆回购操作。")
    assert compare(short, short, SHORT_DAYS) is not None
    assert compare(short, short, SHORT_DAYS + 0.1) is None
    flash = Text("港务集团：拟投资", "云州港务集团公告，拟投资1.2亿元扩建二号码头。")
    assert compare(flash, flash, DAYS) is not None


def test_a_flash_with_a_credit_that_makes_it_long() -> None:
    flash = "云州港务集团公告，拟投资1.2亿元扩建二号码头，" + "工期两年，资金自筹，不影响现有航线，" * 4
    one, other = Text("快讯", flash), Text("快讯", flash + "\n（来源：云州日报 责任编辑：甲乙 丙丁）")
    assert one.is_short
    assert not other.is_short
    assert compare(one, other, 1) is not None
    assert not {*bands(one)}.isdisjoint(bands(other))


def test_fingerprints() -> None:
    assert len(bands(zh())) == BANDS + 1
    assert len(set(bands(zh()))) == BANDS + 1
    assert len(bands(Text(None, "云州港恢复作业。"))) == 1
    assert bands(Text("云州", " \n。")) == []


LINES = st.lists(st.one_of(st.sampled_from([*ZH, *EN]), st.text(max_size=60)), max_size=12)


@settings(max_examples=60)
@given(LINES, LINES)
def test_both_ways_the_same_and_never_an_error(first: list[str], second: list[str]) -> None:
    one, other = zh(*first or [""]), zh(*second or [""])
    there, back = compare(one, other, 0), compare(other, one, 0)
    assert (there is None) == (back is None)
    if there and back:
        turned = {"equal": "equal", "shortened": "extended", "extended": "shortened"}
        assert there.score == back.score
        assert there.containment == turned[back.containment]
    assert (compare(one, one, 0) is None) == (one.key == "")
    assert all(-(2**63) <= band < 2**63 for band in bands(one))
