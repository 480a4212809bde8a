"""Codes in brackets after a name, 贵州茅台（600519）: what stands around them says that they are no mere numbers."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from newsbot.finance import markets

CodePlace = tuple[str | None, int, int]
"""A symbol, where its code begins and where it ends (exclusive); no symbol: no market gives that code."""

_OPENED = re.compile(
    r"[（(\[【〔「]\s?(?:(?P<digits>[0-9]{5,6})(?=\s?[)）\]】〕」,，、;；/|])"
    r"|(?P<short>0[0-9]{3}|(?!19|20)[1-9][0-9]{2,3})\s?[)）]"
    r"|(?P<letters>[A-Z]{1,5}(?:\.[AB])?)(?P<move>\s[+−-]?[0-9]{1,3}\.[0-9]{1,2}%)?\s?[)）])"
)
"""Short ones are as Hong Kong's papers write them, 滙控（0005）, 阿里（9988）; a move is ``(AAPL -1.25%)``."""
_NEXT = re.compile(r"\s?(?:[,，、;；/|]|[)）]\s?[（(])\s?([0-9]{5,6})(?=\s?[)）\]】〕」,，、;；/|])")
_AMOUNT = re.compile(
    r"\s?[)）\]】〕」]\s?(?:%|[万亿][元股吨份人户手美港]"
    r"|(?:[股元万亿吨份人家户台辆手张倍米斤册套号字条]|平方|公[里斤])(?:[^\u3400-\u9fff]|[左右以多的]|平|米|\Z))"
)
_MOVES = re.compile(r"[升跌漲涨挫揚扬收報报彈弹]|高[开開]|低[开開]|股[价價]")
_HONG_KONG = re.compile(r"港|[恒恆]指|升[0-9逾超近]|收?[報报][0-9]")
_TAIWAN = re.compile(r"[台臺](?:股|灣|湾|幣|币|積|积|指)|法人|投信|[櫃柜][買买]|漲停|-TW|-KY|元大")
"""A short number is a code where Hong Kong is spoken of and Taiwan, which has short codes too, is not; without a zero
in front only of what rises or falls, or after a company's name: 友邦保险（1299）."""
_HONG_KONG_ENGLISH = re.compile(r"Hong Kong|Hang Seng|HK\$|HKEX")
_ELSEWHERE = re.compile(r"Tokyo|Nikkei|Japan|Taiwan|Taipei|TWSE|Saudi|Malaysia|Oman|Kuwait")
"""Other exchanges with numbers of four digits."""
_KANA = re.compile("[\u3040-\u30ff]")
"""Japanese text: its exchange has codes of four digits, 横浜銀行（8332）."""
_COMPANY = re.compile(
    r"[\u3400-\u9fff]{2}(?:保[险險]|[银銀]行|控股|集[团團]|地[产產]|置[地业業]|生物|[药藥][业業]|汽[车車]|[国國][际際])\s?\Z"
)
_KIND_OF_COMPANY = re.compile(
    r"(?:[养養]老|[医醫][疗療]|失[业業]|工[伤傷]|生育|社会|社會|[财財][产產]|商[业業]|外[资資]|[国國]有|中央|投[资資]|村[镇鎮]|份制|策性|地方"
    r"|民[营營]|健康|意外|[责責]任)(?:保[险險]|[银銀]行)\s?\Z"
)
"""With a number of four digits in brackets after its name a company is one of Hong Kong's; 养老保险 is none."""
_COMPANY_ENGLISH = re.compile(r"\b(?:Group|Holdings?|International|Ltd\.?|Limited|Co\.)\s\Z")
_COMPANY_OF_HONG_KONG = re.compile(r"\b(?:Group|Holdings|International) (?:Ltd\.?|Limited)\s\Z")
_AMERICAN_OF_CHINA = frozenset((
    "BABA", "BEKE", "BIDU", "BILI", "BZUN", "FUTU", "GDS", "HTHT", "LKNCY", "MNSO", "NIO", "NTES", "PDD", "QFIN",
    "TAL", "TCEHY", "TCOM", "TIGR", "TSM", "TUYA", "VIPS", "VNET", "XPEV", "YMM", "YUMC", "ZLAB", "ZTO",
))  # fmt: skip
"""Codes that Nasdaq, the NYSE and OTC Markets list Chinese companies by, 百度（BIDU）, without those that are
abbreviations as well (JD, LI, EDU)."""
_INCORPORATED = re.compile(r"([A-Z][^()\n]{1,60}\s(?:Inc|Corp|Corporation|Incorporated|Co)\.?)\s?\Z")
_NAME = re.compile(r"[\u3400-\u9fffA-Z*][\u3400-\u9fffA-Za-z*0-9-]+\s?\Z|[A-Z][A-Za-z]+[.,]?\s\Z")
_HAN = re.compile(r"[\u3400-\u9fff](?:-?[A-Z]{1,3})?\s?\Z")
_NO_NAME = re.compile(
    r"(?:金额|总额|余额|净额|数额|数量|数目|股数|股本|股份数|总数|总量|件数|成交量?|交易[额量]|产[量能]|销量|面积|规模|(?:注册|实收)资本"
    r"|(?:总|净|固定|流动)资产|收入|利润|成本|市值|价格?|(?:持有?|减持|增持|回购|发行|转让|质押|限售|解禁|总|的|公司)股份|[每送配转]股"
    r"|[\d百千万亿多几][年月日股元吨户人个家]"
    r"|人民币|美元|港元|港币|欧元|日元|合计|共计|总计|累计|增至|降至|达到|[数量额均共约可将已高多计]达|编[号码]|序号|工号|单号|批号|文号|房号|尾号|电话|手机"
    r"|传真|邮编|邮政编码|密码|账号|号码?|(?:订单|身份证)号|增长|增加|上升|上涨|下降|下跌|减少|海拔|高度|长度|重量|比[例率]|附注|附註|房间|第|约|共|超|近|为|是"
    r"|室|楼层|大[楼厅]|餐厅|包厢|宿舍|仓库|车间|机房|[座车]位|病床|门牌|车牌|窗口|航班|档案)\s?\Z"
)
"""What stands before a bracketed number that is no code."""
_OPEN_FUND = re.compile(
    r"(?:混合|债券|债|货币|联接|基金|股票|指数|增强|FOF|QDII|LOF)(?:型|发起式?)*[A-E]类?\s?\Z|(?:混合|债券|货币|联接|基金|FOF)\s?\Z"
)
"""Names of open-end funds: their codes are shares' codes too, and are no security's."""
_TRADED_FUND = ("15", "16", "18", "5")
_BEFORE = 14
"""Characters looked at before a bracket."""


def find(text: str) -> Iterator[CodePlace]:
    """The symbols of codes in brackets after a name, and where the codes begin and end.

    Args:
        text: letters and digits in their usual width.
    """

    @cache  # a page may have thousands of short numbers: each would read all of it
    def speaks_of(place: re.Pattern[str]) -> bool:
        return place.search(text) is not None

    for match in _OPENED.finditer(text):
        if letters := match["letters"]:
            before = text[max(0, match.start() - 70) : match.start()]
            if match["move"] or _is_ticker(letters, before) or (letters in _AMERICAN_OF_CHINA and _HAN.search(before)):
                yield markets.symbol(letters, "US"), *match.span("letters")
            continue
        name = _NAME.search(text, max(0, match.start() - _BEFORE), match.start())
        if name is None or _NO_NAME.search(name[0]):
            continue
        if short := match["short"]:
            before = text[max(0, match.start() - 40) : match.start()]
            if _is_short_code(text, short, match.end(), before, speaks_of):
                yield markets.symbol(short, "HK"), *match.span("short")
        elif not _AMOUNT.match(text, match.end()):
            yield from _listed(text, name[0].strip(), match)


def _listed(text: str, name: str, place: re.Match[str] | None) -> Iterator[CodePlace]:
    """The code of a place and those that follow it in its brackets: （600519、000858）."""
    group: str | int = "digits"
    while place is not None:
        yield _symbol(place[group], name), *place.span(group)
        group, place = 1, _NEXT.match(text, place.end(group))


def _is_short_code(text: str, digits: str, end: int, before: str, speaks_of: Callable[[re.Pattern[str]], bool]) -> bool:
    of_company = len(digits) == 4 and (digits[0] == "0" or not digits.endswith("00"))
    if not _HAN.search(before):
        english = of_company and _COMPANY_ENGLISH.search(before)
        known = english and (_COMPANY_OF_HONG_KONG.search(before) or speaks_of(_HONG_KONG_ENGLISH))
        return bool(known) and not speaks_of(_ELSEWHERE)
    named = of_company and _COMPANY.search(before) and not _KIND_OF_COMPANY.search(before)
    named = named and not _AMOUNT.match(text, end - 1) and not speaks_of(_KANA)
    moves = _MOVES.match(text, end) and speaks_of(_HONG_KONG)
    return bool(digits[0] == "0" or named or moves) and not speaks_of(_TAIWAN)


def _is_ticker(letters: str, before: str) -> bool:
    """Whether letters in brackets are a company's code, ``Apple Inc. (AAPL)``, and no short form of its name."""
    named = _INCORPORATED.search(before)
    if named is None or letters.endswith("CO"):
        return False
    capitals = iter(character for character in named[1] if character.isupper())
    return not all(letter in capitals for letter in letters)


def _symbol(code: str, name: str) -> str | None:
    if len(code) == 5 and name.isascii():  # an American postal code
        return None
    if _OPEN_FUND.search(name) and not code.startswith(_TRADED_FUND):
        return None
    return markets.bare(code, name)
