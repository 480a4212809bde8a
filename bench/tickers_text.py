"""Invented sentences for `bench.tickers`: a frame or filling a line, ``=>`` the symbols meant."""

ZH_FRAMES = """
{}昨日发布公告，拟回购不超过600000股股份。
据证券时报报道，{}前三季度净利润同比增长12.35%。
截至11月20日收盘，{}上涨2.31%，报12.05元。
公司称，与{}的合作期限为3年，金额（300000）万元。
"""
ZH_CODES = """
某公司（600519） => 600519.SH
某公司(300750) => 300750.SZ
某公司（600519.SH） => 600519.SH
某公司（600519.SS） => 600519.SH
某公司(000858.SZ) => 000858.SZ
某公司（SH600519） => 600519.SH
某公司（SZ002594，股价251.6元） => 002594.SZ
某公司（HK00700，股价400港元） => 00700.HK
某公司（00700.HK） => 00700.HK
某公司（0700.HK） => 00700.HK
某公司（700.HK） => 00700.HK
某公司（HK:0700） => 00700.HK
某公司（港股代码：00700） => 00700.HK
某公司（00700） => 00700.HK
某公司（港交所：9988） => 09988.HK
某公司（证券代码：688981） => 688981.SH
某公司（股票代码:830799） => 830799.BJ
某公司（上交所：601398） => 601398.SH
某公司（AAPL.O） => AAPL.US
某公司（BABA.N） => BABA.US
某公司（NASDAQ：JD） => JD.US
某公司（纳斯达克：PDD） => PDD.US
某公司（纽交所股票代码：BABA） => BABA.US
某公司（BABA.US） => BABA.US
某公司（F.N） => F.US
某公司A（000002） => 000002.SZ
某公司B（200012） => 200012.SZ
某公司（688981.SH，00981.HK） => 688981.SH 00981.HK
某公司【601398】 => 601398.SH
$某公司(SH600036)$ => 600036.SH
上证指数（000001） => 000001.SH
某银行（000001） => 000001.SZ
沪深300指数（000300） => 000300.SH
深证成指（399001） => 399001.SZ
中证500（000905） => 000905.SH
创业板指（399006.SZ） => 399006.SZ
某芯片ETF（159995） => 159995.SZ
某红利ETF（510880.SH） => 510880.SH
某转债（113050.SH） => 113050.SH
北证某公司（920002.BJ） => 920002.BJ
"""
ZH_NAME_FRAMES = """
{}昨日发布公告，拟回购不超过600000股股份。
据证券时报报道，{}前三季度净利润同比增长12.35%。
分析师认为，{}业绩好于预期，维持“买入”评级。
"""
ZH_NAMES = """
青岭银行 => 601901.SH 06901.HK
云州港务 => 600901.SH
松原机电与海屿科技 => 300901.SZ 09701.HK
大青岭银行 => 002901.SZ
大青岭 => 000901.SZ
*ST 北溪 => 600906.SH
中岭银行、云岭白药 => 601902.SH 000903.SZ
云州港务（600901） => 600901.SH
TCL云科 => 002909.SZ
"""
EN_FRAMES = """
Shares of {} rose 2.3% on Monday to $123.45, the most since 2021.
{} said third-quarter revenue was $12.3 billion, up 600,000 units from a year ago.
Analysts at a bank cut their target for {} and kept a "hold" rating.
"""
EN_CODES = """
Example Corp (NASDAQ: AAPL) => AAPL.US
Example Corp (Nasdaq: MSFT) => MSFT.US
Example Corp (NASDAQ:GOOGL) => GOOGL.US
Example Corp (NYSE: BRK.B) => BRK.B.US
Example Corp (NYSE American: EXM) => EXM.US
Example Corp (NasdaqGS: META) => META.US
Example Corp (OTCQX: EXMPF) => EXMPF.US
Example Corp (NYSE: A) => A.US
Example Corp (Nasdaq Global Select Market: ODSR) => ODSR.US
Example Corp (AAPL.O) => AAPL.US
Example Corp <BABA.N> => BABA.US
Example Corp (BRKb.N) => BRK.B.US
Example Corp (0700.HK) => 00700.HK
Example Corp (HKEX: 700) => 00700.HK
Example Corp (SEHK: 0005) => 00005.HK
Example Corp (600519.SS) => 600519.SH
Example Corp (600519.SH) => 600519.SH
Example Corp (SSE: 600519) => 600519.SH
Example Corp (SZSE: 000858) => 000858.SZ
Example Corp (SHA: 601398) => 601398.SH
Example Corp (stock code: 2318) => 02318.HK
Example Corp (NYSE: KO; NASDAQ: PEP) => KO.US PEP.US
$TSLA => TSLA.US
$NVDA and $AMD => NVDA.US AMD.US
"""
EN_NAME_FRAMES = """
Shares of {} fell 2.3% on Monday to $123.45, the most since 2021.
{} said third-quarter revenue was $12.3 billion.
Analysts at a bank expect {}'s margins to widen.
"""
EN_NAMES = """
Oderso => ODSR.US
Oderso Hospitality => ODSH.US
Northmere Bank => NMBK.US
Vantel Systems => VTLS.US
Kestrel & Co => KSTL.US
"""

ZH_NEGATIVES = """
当日成交600000股，成交额1.23亿元。
全天成交600519手，换手率3.2%。
成交量（600000）较前一日放大。
注册资本（600000）万元。
合同金额（300000）元。
项目编号（300750）。
文件序号（000001）。
邮政编码（100000），电话（600519）。
邮编：600519
会议室房号（600036）。
共计（601398）户参与调查。
报名人数达（600000）人。
基金代码：000001
某某成长混合（000001）净值上涨。
某某稳健债券A（000003）规模增长。
某某货币基金（000009）收益率下降。
某某沪深300联接A（000051）。
产品编码：600519
组织机构代码：600519
行政区划代码：110000
债券代码：600519
2026年三季度净利润600519元。
比例为60.0519%，指数报3000.01点。
路透11月20日电 - 美国U.N.代表表示。
苹果成熟了，价格上涨。
国际标准ISO:600519并不存在。
访问 https://example.com/SH600519.html 查看。
版本号V600519.SHA1校验通过。
价格为HK 70000，折合人民币。
报价US$TSLA不规范，也有A$5和NT$100。
中岭银行业监管部门表示。
青岭银行业协会发布倡议。
青岭银行卡发卡量增长，青岭银行家座谈。
青岭银行体系流动性合理充裕。
上海银行间同业拆放利率下行。
双山股份发布公告。
机器人和太阳能行业景气度提升。
同花顺iFinD数据显示，新华网报道。
陆家嘴论坛在太平洋酒店召开。
老百姓的钱袋子更鼓了。
青岭的银行家们聚会。
云州的港务人员表示，松原是机电之乡。
他说：A股、B股、H股都涨了。
AI、CEO、IPO、ETF、GDP、CPI、AND、OR。
2026/11/20 09:30:00 编号SH6005191。
热线电话：400600519，转600036。
身份证号（600519）已核验。
增长（12345）倍，下降（00700）只。
约（300750）吨，超（600036）台。
海拔（600519）米。
面积（000858）平方米。
QQ群：600519 微信号：SH60051。
他在第（300750）号房间。
"""
EN_NEGATIVES = """
The cost of living rose AND wages fell, IT spending was flat.
The CEO, the CFO and the SEC met in the US.
The U.N. and the E.U. agreed. J.O. Smith and T.N. Brown were there.
Nasdaq: A new high for the index.
NYSE: IPO calendar for the week.
Nasdaq: AI stocks lead the rally.
It paid $5M, US$10 million, A$3 billion and NT$100.
The price was $USD 5 and C$CAD 7.
Bitcoin $BTC and $ETH fell.
Boston (02134) and Beverly Hills (90210) saw more sales.
Volume was 600519 shares, 300750 more than Friday.
The room (300750 sq ft) was let.
apple prices and target prices rose; ford the river.
Target prices were raised. Gap narrows. Visa rules change. Shell companies grow.
norwell is no company, and Norwells are many.
Norwell Heights is a suburb of Boston.
A Norwell-analysis of 40 studies.
Odersons and Vantel System met.
Call 600-519 or ext. 0700.
Version 3.2.1.HK of the file, at 12:30:45.
Visit EXAMPLE.US.COM or WWW.EXAMPLE.N.ORG.
The index (TSX: SHOP) is Canadian; so is (TSXV: EXM).
The London line (LSE: VOD) is not ours, nor (ASX: BHP).
ISIN: US0378331005, CUSIP: 037833100, FAX: 600519.
Class A and Class B shares, Series C: D round.
Note: ALL figures in USD. Source: FRED.
BREAKING: FED CUTS RATES; GOLD AND OIL UP.
"""

ZH_ARTICLE = """青岭银行（601901.SH）11月20日晚间发布2026年第三季度报告。报告显示，前三季度公司实现营业收入123.45亿元，同比增长12.35%；实现归属于母公司股东的净利润45.67亿元，同比增长8.91%；基本每股收益0.85元。
截至三季度末，该行资产总额8600.12亿元，较上年末增长6.5%；贷款余额4300.34亿元，不良贷款率1.12%，较上年末下降0.03个百分点，拨备覆盖率320.5%。
分析人士表示，随着各项政策逐步落地，企业融资需求有所回暖，净息差降幅收窄，行业整体经营情况保持平稳，预计全年利润增速将好于年初的预期。与此同时，居民消费意愿仍待提升，零售业务的风险需要持续关注。
在业绩说明会上，管理层回应了投资者关心的分红问题，称将在兼顾资本补充的前提下，保持分红政策的连续性和稳定性，并适时研究中期分红方案。
二级市场方面，当日大盘震荡走高，银行板块整体上涨1.2%，成交额较前一交易日放大。机电板块中，松原机电涨停，全天成交600000股。多家机构在研报中上调了盈利预测，认为估值处在历史较低水平，股息率具有吸引力。
此外，公司董事会审议通过了关于聘任副行长的议案，相关任职资格尚需监管部门核准。公司提示，以上数据未经审计，请投资者注意投资风险，理性决策，审慎投资。市场人士还提到，近期资金面整体宽松，央行公开市场操作净投放规模有所增加，短端利率小幅下行，长端利率维持窄幅波动，债券市场情绪较为平稳，海外方面则需要留意主要经济体货币政策的节奏变化。
"""
EN_ARTICLE = """Shares of Oderso (NASDAQ: ODSR) rose 2.3% on Monday after the software maker said that third-quarter revenue was $12.3 billion, up 8% from a year earlier and ahead of the average of analysts' estimates.
The company, which is based in the north of the country, said that demand for its services had held up well despite a slower economy, and that it expects full-year earnings of between $4.10 and $4.25 a share, compared with an earlier forecast of $3.95 to $4.15.
"Customers are still cautious, but they are not cancelling," the chief executive told analysts on a call. "We see the same in most of the regions where we work, and in nearly all the lines of our business."
Operating costs rose 5%, mostly because of higher wages and of the integration of a smaller rival that was bought in the spring. The margin was 31.2%, against 30.8% in the same quarter of last year. Free cash flow was $2.1 billion, and the board approved the purchase of another $3 billion of shares.
Other companies of the sector rose as well: Vantel Systems gained 1.1%, while the wider market was little changed. The yield of the ten-year note fell by two basis points, and the dollar was flat against a basket of currencies. Oil was down 0.4% at $78.20 a barrel, gold rose a little.
Analysts said the report should calm those who had feared that large customers would spend less on software next year. Some of them raised their targets. The next report is due in February, when the company will also give its first forecast for the coming year.
"""
