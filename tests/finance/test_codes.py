import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance import codes
from newsbot.finance.symbols import is_symbol


def symbols(text: str) -> list[str]:
    return [mention.symbol for mention in codes.find(text)]


@pytest.mark.parametrize(
    ("text", "symbol", "surface"),
    [
        ("某公司（600519.SH）公告", "600519.SH", "600519.SH"),
        ("某公司600519.SS公告", "600519.SH", "600519.SS"),
        ("某公司（600519）公告", "600519.SH", "600519"),
        ("某公司 (300750) 公告", "300750.SZ", "300750"),
        ("某公司【830799】公告", "830799.BJ", "830799"),
        ("（SH600519，股价1727.6元）", "600519.SH", "SH600519"),
        ("$某公司(SZ002594)$", "002594.SZ", "SZ002594"),
        ("某公司（00700.HK）", "00700.HK", "00700.HK"),
        ("某公司（0700.HK）", "00700.HK", "0700.HK"),
        ("某公司（00700）", "00700.HK", "00700"),
        ("某公司HK:0700上涨", "00700.HK", "HK:0700"),
        ("某公司（HK00700，股价400港元）", "00700.HK", "HK00700"),
        ("(HKEX: 700)", "00700.HK", "HKEX: 700"),
        ("股份代號：700", "00700.HK", "700"),
        ("Stock code: 2318.", "02318.HK", "2318"),
        ("证券代码：600519 证券简称：某公司", "600519.SH", "600519"),
        ("(NASDAQ: AAPL)", "AAPL.US", "NASDAQ: AAPL"),
        ("（纳斯达克：PDD）", "PDD.US", "纳斯达克：PDD"),
        ("(NYSE American: EXM)", "EXM.US", "NYSE American: EXM"),
        ("(NYSE: BRK.B)", "BRK.B.US", "NYSE: BRK.B"),
        ("(NYSE: A)", "A.US", "NYSE: A"),
        ("$TSLA jumped", "TSLA.US", "$TSLA"),
        ("AAPL.O rose", "AAPL.US", "AAPL.O"),
        ("<BRKb.N>", "BRK.B.US", "BRKb.N"),
        ("(F.N)", "F.US", "F.N"),
        ("上证指数（000001）", "000001.SH", "000001"),
        ("某银行（000001）", "000001.SZ", "000001"),
        ("沪深300（000300.SH）", "000300.SH", "000300.SH"),
        ("深证成指（399001）", "399001.SZ", "399001"),
        ("某公司B（200012）", "200012.SZ", "200012"),
    ],
)
def test_forms(text: str, symbol: str, surface: str) -> None:
    (mention,) = codes.find(text)
    assert (mention.symbol, mention.surface, mention.method) == (symbol, surface, "code")


@pytest.mark.parametrize(
    "text",
    [
        "成交600000股，600519手",
        "成交量（600000）放大，共计（601398）户，增长（300750）",
        "（600000）股",
        "基金代码：000001，债券代码：600519",
        "某某成长混合（000001）、某某稳健债券A（000003）",
        "The cost rose AND fell; IT, CEO, IPO.",
        "The U.N. said; J.O. Smith",
        "Nasdaq: A new high. NYSE: IPO calendar",
        "US$TSLA, $USD 5, $5M, $BTC",
        "Boston (02134)",
        "HK 70000, ISO:600519, V600519.SHA1, https://example.com/SH600519.html",
        "(TSX: SHOP) (LSE: VOD)",
        "999999.SH 123456.BJ 0.HK",
    ],
)
def test_look_alikes(text: str) -> None:
    assert symbols(text) == []


def test_every_place_is_a_mention() -> None:
    assert symbols("某公司（688981.SH，00981.HK）与某公司（688981.SH）") == ["688981.SH", "00981.HK", "688981.SH"]


PIECES = st.sampled_from(
    ["600519", "0700", "AAPL", "BRKb", ".", "．", ":", "：", "$", "(", "（", ")", "）", "SH", "hk", "HK", ".O",
     "NASDAQ",
     "代码", "Stock code", " ", "某公司", "B", "指数", "股", "，", "٣", "²", "\0", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join))
def test_never_raises_and_finds_symbols_that_stand_there(text: str) -> None:
    for mention in codes.find(text):
        assert is_symbol(mention.symbol)
        assert mention.surface in text
