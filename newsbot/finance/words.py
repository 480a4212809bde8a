"""Names of securities that are words, places, media or markets as well, and what a link says instead of a name."""

import re

_CHINESE = """
机器人 太阳能 新能源 互联网 人工智能 半导体 区块链 大数据 云计算 新材料 生物医药 房地产 证券 银行 保险
老百姓 好想你 新大陆 新希望 太平洋 大西洋 步步高 天下秀 黑芝麻 英雄 第一创业 完美世界 我爱我家 居然之家
中成药 国际医学 国际实业 世纪星源 万年青 金种子 大东方 新世界 新天地 新华都 海南岛
陆家嘴 外高桥 张家界 长白山 天目湖 丽江 黄山 九华山 峨眉山 东方明珠 大东海 三峡 浦东 北部湾港
深圳机场 上海机场 白云机场 首都机场 宁波港 天津港 青岛港 上海港 广州港 大连港 唐山港 日照港
人民网 新华网 同花顺 东方财富 大智慧 指南针 财富趋势 新浪 新浪财经 网易 搜狐
上证指数 深证成指 创业板 科创板 创业板指 沪深300 恒生指数 道琼斯 纳斯达克 标普500 纳斯达克指数 北证50 科创50
"""
_ENGLISH = """
Target, Block, Visa, Ford, Shell, Best, Cost, Real, Open, Life, Chase, Match, Snap, Square, Discover, Progressive
Carnival, Delta, United, Southwest, American, General, National, First, Global, Energy, Capital, Gold, Silver, Bank
Trust, Insurance, Group, Holdings, Company, Amazon, Orange, Dominion, Southern, Public Storage, Waters, Crown, Ball
Eagle, News, Post, Journal, Reuters, Bloomberg, China, Japan, Europe, America, Canada, India, Stock, Shares, Market
Markets, Index, Fund, Bitcoin, Ethereum, Apple Pay, Gap Inc, Prudential, Alliance, Liberty, Pioneer, Universal
Standard, Compass, Summit, Unity, Zoom, Ally, Sprint, Express, Guess, Sally, Sonic, Trade Desk, Vista, Wolf, Root
Opportunity, Independence, Green, Nasdaq, NASDAQ, S&P 500, Dow Jones, Hang Seng
"""
COMMON = frozenset((*_CHINESE.split(), *re.split(r", |\n", _ENGLISH.strip())))
"""Securities of these names are recognised by code and markup only."""

_CAPITALS = """
BALL BANC CAKE CALM CARE CASH COIN COST DASH DECK FAST GOLF HOOD HOPE LIFE LOVE OPEN PENN PLAY PLUS POOL RAMP REAL SAFE
SHOP STEP TEAM TECH TILE WELL
"""
CODES_THAT_ARE_WORDS = frozenset(_CAPITALS.split())
"""American codes that in brackets may be words as well."""

NO_NAME = re.compile(
    r"查看|点击|详情|更多|行情|股吧|走势|报价|股价|股票|公告|研报|资金|新闻|个股|该股|公司$|本报|来源|记者"
    r"|\b(?i:quotes?|stocks?|shares?|charts?|here|more|read|view|price|click|see|get|report|news|company|inc\.?$)\b",
)
"""What a link to a quote page can say instead of a name."""
