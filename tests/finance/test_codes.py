import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.finance import codes
from newsbot.finance.symbols import is_symbol
from tests.growth import grows_with_length


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
        ("Oderso C.N rose 2%", "C.US", "C.N"),
        ("AT&T T.N's shares", "T.US", "T.N"),
        ("Oderso Inc. V.N, up 2%", "V.US", "V.N"),
        ("友邦保险（1299）公告", "01299.HK", "1299"),
        ("AIA Group Ltd. (1299) said", "01299.HK", "1299"),
        ("In Hong Kong, Tencent Holdings (0700) rose", "00700.HK", "0700"),
        ("百度（BIDU）", "BIDU.US", "BIDU"),
        ("精测转2（123176）", "123176.SZ", "123176"),
        ("某某轉債（110059）", "110059.SH", "110059"),
        ("沪指（000001）", "000001.SH", "000001"),
        ("上证综指（000001）", "000001.SH", "000001"),
        ("上证（000001）", "000001.SH", "000001"),
        ("大盘（000001）", "000001.SH", "000001"),
        ("中证A500（000510）", "000510.SH", "000510"),
        ("上证指数 000001.SH", "000001.SH", "000001.SH"),
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
        "At the General Assembly U.N said, Mr. J.O said, Smith J.N, Brown K.O, and then C.N rose",
        "会议室（000858）、某某大厅（600519）",
        "反转（123176）",
        "养老保险（1299）、商业银行（1234）、友邦保险（1299）元、本集团（1200）",
        "台股联发科（2454）与某某集团（2317）",
        "横浜銀行（8332）が反発",
        "Fujitsu Ltd. (6702), Tokyo Group Ltd. (8035), World Group Ltd. (1998)",
        "通胀（CPI）、京东（JD）、基金（ETF）、 (BIDU)",
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("某某股份（002304）、某某控股（00700）与某A人（300024）", "002304.SZ 00700.HK 300024.SZ"),
        ("海某达（002583）涨停，某某之家（000785）更名，某某资本（000987）公告", "002583.SZ 000785.SZ 000987.SZ"),
        ("某公司（920982）股东、某基金ETF（588000）份额、某公司（600887）家电", "920982.BJ 588000.SH 600887.SH"),
        ("某B股（900932）与某H股（03968）", "900932.SH 03968.HK"),
        ("某某-W(09626)跌超5%", "09626.HK"),
        ("某公司（６００５１９．ＳＨ）、某公司（００７００）", "600519.SH 00700.HK"),
        ("某公司〔600519〕、某公司（600519，股吧）、某公司(300750,SZ)", "600519.SH 600519.SH 300750.SZ"),
        ("某公司（600519、000858）与某公司（601318/02318.HK）", "02318.HK 600519.SH 000858.SZ 601318.SH"),
        ("某公司（0005）公布業績，某公司（9988）跌1.5%，報82元", "00005.HK 09988.HK"),
        ("某公司（00700-HK）、某公司(AAPL-US)", "00700.HK AAPL.US"),
        ("某公司(00939)(601939)", "00939.HK 601939.SH"),
        ("证券代码：000725、200725；证券代码：600519 转债代码：113050", "000725.SZ 200725.SZ 600519.SH 113050.SH"),
        ('股票代码：AAPL；以股票代码“HSAI”在纳斯达克挂牌；(stock code: "2388")', "AAPL.US 02388.HK HSAI.US"),
        ("某公司（A股：300750；H股：03750）", "300750.SZ 03750.HK"),
        ("某公司（深圳证券交易所：000858；香港联交所：9988）", "000858.SZ 09988.HK"),
        ("$某公司(TSLA)$与$某公司(00700)$", "00700.HK TSLA.US 00700.HK"),
        ("(NASDAQ: GOOG, GOOGL) (NYSE: UA and UAA)", "GOOG.US GOOGL.US UA.US UAA.US"),
        ("(NYSE: T; TSX: ATT) (NYSE, TSX: SHOP) (NYSE: BRK/B)", "T.US SHOP.US BRK.B.US"),
        ("(NYSE AMERICAN: SVM) (OTC Pink: NSRGY) (SSE STAR Market: 688981)", "SVM.US NSRGY.US 688981.SH"),
        ('(ticker: AAPL), on the NYSE under the symbol "RDDT."', "AAPL.US RDDT.US"),
        ("(700 HK), 2020 HK Equity, (AAPL US; NVDA UW), (600519 CH)", "00700.HK AAPL.US NVDA.US 600519.SH 02020.HK"),
        ("Example Inc. (MSFT), Example (AMZN -1.25%)", "MSFT.US AMZN.US"),
    ],
)
def test_other_forms(text: str, found: str) -> None:
    assert symbols(text) == found.split()


@pytest.mark.parametrize(
    "text",
    [
        "A股：3000家个股下跌，港股：500家，沪市：600亿元",
        "港交所：11月新股首日无一破发，港股：2024年展望，港交所：9-10月成交回升，港交所：5人获纪律处分",
        "募资（600000）万元，（300000）字，某人（2024）增长，见附注（1299）",
        "持有公司股份（600000）股，注册资本（600000）",
        "台股某公司（2330）升2%，某公司（0050）、某公司（2317-TW）；某公司（2330）收盤1050元",
        "an area of 300750 sq ft (600519), New York (10005)",
        "Federal Deposit Insurance Corp. (FDIC), Example Electric Power Co. (EEPCO), gross product (GDP)",
        'London Stock Exchange under the symbol "ULVR"; ticker: VOD LN; (IT US)',
        "美股指数（DXY），CL1 Comdty, HSI Index, export PATH=$PATH:$HOME/bin",
    ],
)
def test_other_look_alikes(text: str) -> None:
    assert symbols(text) == []


def test_every_place_is_a_mention() -> None:
    assert symbols("某公司（688981.SH，00981.HK）与某公司（688981.SH）") == ["688981.SH", "00981.HK", "688981.SH"]


PIECES = st.sampled_from(
    ["600519", "0700", "AAPL", "BRKb", ".", "．", ":", "：", "$", "(", "（", ")", "）", "SH", "hk", "HK", ".O",
     "NASDAQ",
     "代码", "Stock code", "６", "Ｓ", "Inc.", ", ", " HK Equity",
     "symbol \"", "”", " ", "某公司", "B", "指数", "股", "，", "٣", "²", "\0", "\ud800"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join))
def test_never_raises_and_finds_symbols_that_stand_there(text: str) -> None:
    for mention in codes.find(text):
        assert is_symbol(mention.symbol)
        assert mention.surface in text


@pytest.mark.parametrize(
    "repeated",
    [
        "甲（0005）升",
        "甲（9988）升",
        "甲（600519、",
        "NASDAQ: AAPL, ",
        "代码代码",
        "友邦保险（1299）",
        "AIA Group Ltd. (1299) ",
        "Oderso C.N ",
    ],
)
def test_a_page_of_numbers_takes_no_longer_than_its_length_says(repeated: str) -> None:
    assert grows_with_length(codes.find, repeated, 4_000 // len(repeated))
