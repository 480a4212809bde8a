"""Invented sentences for `bench.tickers`: a frame or filling a line, ``=>`` the symbols meant."""

ZH_FRAMES = """
{}昨日发布公告，拟回购不超过600000股股份。
据证券时报报道，{}前三季度净利润同比增长12.35%。
截至11月20日收盘，{}上涨2.31%，报12.05元。
公司称，与{}的合作期限为3年，金额（300000）万元。
"""
ZH_CODES = """
友邦保险（1299） => 01299.HK
百度（BIDU） => BIDU.US
精测转2（123176） => 123176.SZ
沪指（000001） => 000001.SH
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
某某股份（002304） => 002304.SZ
某某控股（00700） => 00700.HK
海某达（002583） => 002583.SZ
某某之家(000785) => 000785.SZ
某某资本（000987） => 000987.SZ
某机器人（300024） => 300024.SZ
某某B股（900932） => 900932.SH
某某-W（09626） => 09626.HK
某公司（６００５１９．ＳＨ） => 600519.SH
某公司（６００５１９） => 600519.SH
某公司〔600519〕 => 600519.SH
某公司（600519，股吧） => 600519.SH
某公司(300750,SZ) => 300750.SZ
某公司（600519、000858） => 600519.SH 000858.SZ
某公司（601318/02318.HK） => 601318.SH 02318.HK
某公司（A股：601318；H股：02318） => 601318.SH 02318.HK
某公司（香港联交所：9988） => 09988.HK
某公司（深圳证券交易所：000858） => 000858.SZ
某公司（证券代码：000725、200725） => 000725.SZ 200725.SZ
某公司（股票代码：PDD） => PDD.US
$某公司(TSLA)$ => TSLA.US
某银行（0005） => 00005.HK
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
京东方 => 000725.SZ
京东方B => 200725.SZ
海屿集团 => 09702.HK
海屿集团－Ｗ => 09702.HK
云海A => 000906.SZ
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
Example Inc (NASDAQ: GOOG, GOOGL) => GOOG.US GOOGL.US
Example Corp (NYSE: T; TSX: ATT) => T.US
Example Corp (NYSE, TSX: SHOP) => SHOP.US
Example Corp (NYSE AMERICAN: SVM) => SVM.US
Example Corp (OTC Pink: NSRGY) => NSRGY.US
Example Corp (ticker: AAPL) => AAPL.US
Example Corp (700 HK) => 00700.HK
Example Corp (AAPL US) => AAPL.US
Example Corp (600519 CH) => 600519.SH
Example Corp (SSE STAR Market: 688981; HKEX: 00981) => 688981.SH 00981.HK
Example Microsystems Corp. (MSFT) => MSFT.US
Example (AMZN -1.25%) => AMZN.US
Example, listed on the NYSE under the symbol "RDDT," => RDDT.US
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
会议室（000858）已经预订。
横浜銀行（8332）が反発した。
城乡居民养老保险（1299）与医疗保险（1386）的参保人数。
通胀（CPI）、人工智能（AI）与首席执行官（CEO）。
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
A股：3000家个股下跌，H股：700只上涨。
沪市：600亿元，深市：300亿元，港股：500家公司。
募资（600000）万元，全文（300000）字。
销售额（2024）增长3%，见附注（1299）。
持有公司股份（600000）股，注册资本（600000）。
他在北京东方广场上班，京东方面不予置评。
青岭银行業協會發表聲明。
"""
EN_NEGATIVES = """
At the General Assembly U.N said it was late, and Mr. J.O said so too.
Tokyo Group Ltd. (8035) was founded in Japan; World Group Ltd. (1998) was its heir.
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
Taiwan Example Manufacturing Corp. (TEMC) makes chips, the Deposit Insurance Corp. (DIC) said.
It trades in London under the symbol "ULVR"; ticker: VOD LN.
Gross domestic product (GDP), consumer prices (CPI) and artificial intelligence (AI).
An area of 300750 sq ft (600519) near the Oderso orchard.
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

PACKAGED = """
Tesla and Nvidia fell. => TSLA.US NVDA.US
AT&T, Visa, Target and Moderna rose. => T.US V.US TGT.US MRNA.US
Amazon.com said sales rose. => AMZN.US
Amazon said sales rose. => AMZN.US
Citigroup C.N rose 2%, and Visa V.N was up 1%. => C.US V.US
Apple rose 2% on Monday. => AAPL.US
Visa fell by almost 3 percent. => V.US
Apple unveils a cheaper phone. => AAPL.US
Books are sold on Amazon, too. => AMZN.US
Apple Inc said on Monday it would build a plant in Texas. => AAPL.US
Apple shares fell 3% after the report. => AAPL.US
Shares of Apple rose 2% to a record. => AAPL.US
Apple's quarterly revenue beat estimates. => AAPL.US
Apple CEO Tim Cook met the minister. => AAPL.US
The iPhone maker Apple was fined by Brussels. => AAPL.US
Tech giants such as Apple face new rules. => AAPL.US
Apple reported a record profit for the holiday quarter. => AAPL.US
Apple said it plans to hire 20,000 people. => AAPL.US
Amazon shares climbed in early trading. => AMZN.US
Amazon.com Inc's rival Walmart raised its forecast. => AMZN.US WMT.US
The retailer Target cut its outlook for the year. => TGT.US
Target Corp. cut its outlook for the year. => TGT.US
Visa Inc. and Mastercard agreed to cap fees. => V.US MA.US
Block Inc, which owns Cash App, named a new chief. => XYZ.US
Shares in Block, the payments company, lost 4%. => XYZ.US
Microsoft and Nvidia led the gains on Wall Street. => MSFT.US NVDA.US
Boeing delivered 40 jets in October. => BA.US
Intel's foundry business lost money again. => INTC.US
Goldman Sachs analysts cut their target. => GS.US
Morgan Stanley expects two more cuts next year. => MS.US
JPMorgan Chase & Co. raised its dividend. => JPM.US
Wells Fargo Securities kept its rating. => WFC.US
Bank of America said customers spent more. => BAC.US
Berkshire Hathaway bought back stock. => BRK.B.US
Alphabet Inc's cloud business grew 30%. => GOOGL.US
Alphabet earnings are due on Thursday. => GOOGL.US
Fox Corp agreed to pay $787 million. => FOXA.US
News Corp said advertising fell. => NWSA.US
Under Armour closed forty shops. => UAA.US
Tesla stock was down 5% at noon. => TSLA.US
Carmakers such as Tesla and General Motors cut prices. => TSLA.US GM.US
The Walt Disney Company will raise prices. => DIS.US
Walt Disney Co. will raise prices. => DIS.US
Nike, Inc. named a new chief executive. => NKE.US
Nike Inc named a new chief executive. => NKE.US
Johnson & Johnson won the appeal. => JNJ.US
AT&T and Verizon lost subscribers. => T.US VZ.US
Procter & Gamble raised prices by 4%. => PG.US
McDonald's CEO Chris Kempczinski said diners were careful. => MCD.US
Shares of Lowe’s rose after the results. => LOW.US
eBay will cut 800 jobs. => EBAY.US
Home Depot bought a supplier of roofers. => HD.US
Exxon rival ExxonMobil and Chevron Corp pump more oil. => XOM.US CVX.US
Oracle said on Tuesday that its cloud sales rose. => ORCL.US
Netflix reported 8 million new subscribers in the quarter. => NFLX.US
UnitedHealth Group fell 12%, the most in years. => UNH.US
S&P Global Ratings cut the country to junk. => SPGI.US
BlackRock's fund holds Pfizer and Moderna. => BLK.US PFE.US MRNA.US
Delta Air Lines flew more passengers than ever. => DAL.US
Carnival Corporation & plc ordered a ship. => CCL.US
Delta rival American Express renewed the card deal. => AXP.US
Ford Motor Co recalled 300,000 trucks. => F.US
Shares of Ford Motor gained 2%. => F.US
Eli Lilly and Company opened a plant. => LLY.US
The drugmaker Merck lowered its forecast. => MRK.US
Starbucks baristas walked out in 60 shops. => SBUX.US
PayPal, Uber and Airbnb beat estimates. => PYPL.US UBER.US ABNB.US
Palantir Technologies won a contract of the army. => PLTR.US
Kraft Heinz will split in two. => KHC.US
IBM shares rose 5% after the results. => IBM.US
AMD stock has doubled this year. => AMD.US
Moody's Corporation raised its forecast. => MCO.US
Best Buy Co shares were up 4%. => BBY.US
PG&E will bury its lines. => PCG.US
D.R. Horton built fewer houses. => DHI.US
T-Mobile US added a million phones. => TMUS.US
Coca-Cola Europacific Partners raised its dividend. => CCEP.US
The Coca-Cola Company raised its dividend. => KO.US
Estée Lauder shares fell 20%. => EL.US
The index closed lower on Friday. Apple shares fell 3%. => AAPL.US
Rivals back the bid by Oracle for the hospital chain. => ORCL.US
"""
"""Of real companies, for the table that comes with newsbot; what is said of them is invented."""
PACKAGED_NEGATIVES = """
Bill Gates, chairman, and Warren Buffett lost money.
Governor Cooper said tax revenues fell; Rogers said sales were brisk at the fair.
Carnival lost 5% of its floats in the rain.
Cooper rose 3% in the poll.
They were lost deep in Amazon jungle.
Write to ann@Target.com for help.
The Amazon rose 5% in June.
Apple fell from the tree. Oracle fell silent.
She bought an Apple pie and two pears at the market.
Apple picking begins in September, farmers in the valley said.
Apple prices rose after the frost hit orchards across the state.
New York, the Big Apple, expects more tourists this year.
The singer Fiona Apple said her album would come out in June.
Amazon rainforest fires reached a record in August.
The Amazon river fell to its lowest level in a century.
Amazon basin countries agreed to meet in Belem.
Deforestation in the Amazon reported by satellites fell by a quarter.
President Ford pardoned his predecessor in 1974.
Harrison Ford said he had no plans to retire.
They had to ford the river twice.
Police gave Chase through three counties. Chase ended near the bridge.
The Chase for the title goes on.
Target prices were raised by most analysts.
Target inflation of 2% remains the aim of the bank.
Target shareholders of the bid have until Friday to accept.
Target companies in the sector trade at ten times earnings.
Visa applications rose by a third at the embassy.
Visa rules for students were tightened, the ministry said.
Visa waivers for six countries end in May.
The Delta variant spread quickly in the summer of 2021.
Delta said to be the dominant strain, officials reported.
Farmers in the Mekong Delta reported losses after the flood.
Gap years are popular with graduates.
Match reports and results are on page 40.
Match officials reported the incident after the first half.
Match Point is a film by Woody Allen.
Block trades were heavier than usual.
Block by block, the quarter was rebuilt.
Cell Block H won the vote.
Square metres are what counts in this city.
Progressive Democrats reported a gain of four seats.
Progressive taxation would raise revenue, the think tank said.
Progressive lenses cost more than simple ones.
Southern states reported more rain than usual.
Southern Europe expects another heat wave.
General elections are due in the spring.
Generals met; General Miller spoke to the troops.
House Intel chairman Adam Schiff said the committee would vote.
Senate Intel leaders said they had been briefed.
Meta analysis of forty studies found no effect.
Meta-analyses are only as good as their data.
The Oracle of Omaha spoke for five hours.
The Oracle at Delphi earned gold and silver from kings.
Oracle bones were found near the village.
Carnival revenue matters to Rio, the mayor said.
Carnival season begins on Thursday, and shares of the streets will be closed.
Carnival said goodbye to the last of its floats.
The kettle is a Best Buy, testers said.
It was the Best Buy of our twelve dishwashers.
The Nasdaq fell 2% and Nasdaq futures pointed lower.
Nasdaq shares rose after the jobs report.
Nasdaq stocks closed at a record.
Bill Gates said he would give more to the poor.
Gates said it had been a mistake.
Gates spokesman Alex Reid declined to comment. Mr. Gates shares his home with two dogs.
Serena Williams said her knee was fine.
Williams said it was the best match of her life.
Tom Brady said it would be his last season.
Brady shares the record with two others.
Governor Cooper reported a surplus, and Cooper said it will be spent on schools.
McCormick said she would leave the party.
Lindsay said her film posted a record.
Lohan, Lindsay, told reporters she was well.
Rogers said it would take years.
Kenny Rogers shares were the theme of the quiz.
Dana Carvey's shares of the laughs grew.
Dana told the court that her stock of patience was gone.
Mr. Noble said the stock was cheap.
Noble said its name was a burden to him.
Noble gases are used in lamps. A Noble cause, she said.
Mr. Eaton said the stock market was too high.
Eaton Square remains London's most expensive address.
Dover closed its port on Monday after the storm.
The port of Dover reported delays of six hours.
Corning, New York, has ten thousand people.
The Village of Corning reported a surplus.
Waters off the coast are warmer than usual.
Waters rose by two metres overnight.
Maxine Waters said the committee would hold a hearing.
Roger Waters reported ill and cancelled the tour.
Ball said he would not stand again. The Ball was opened by the president.
Lucille Ball stock footage was used in the film.
Pool shares among neighbours are popular in Phoenix.
Pool owners reported higher bills.
Hubbell saw farther than any telescope before it, he joked.
Fox hunting was banned in 2004.
Fox News reported that the senator would resign.
Michael J. Fox said his foundation raised $2 billion.
Caterpillar larvae ate the crop. A Caterpillar turned into a butterfly.
Tesla was born in Smiljan and died in New York.
Nikola Tesla earned little from his patents.
Nike was the goddess of victory.
The statue of Nike of Samothrace stands in the Louvre.
Chevron stripes are worn by sergeants.
Alphabet soup of agencies, he called it. The Alphabet has 26 letters.
Adobe houses stay cool in summer.
The Adobe church earned a place on the register.
Mosaic floors were uncovered near Trier.
Travelers reported long queues at the airport.
Travelers said it was chaos. Travelers shares a ride in the van.
Hershey, Pennsylvania, smells of cocoa.
Barbara Hershey said she loved the script.
The Hartford Courant reported the story first.
The Andersons have lived next door for years.
The Andersons said it was their last Christmas there.
Humana was the word for it. La Vida Humana es sagrada.
Ventas de coches suben un 5% en octubre.
Las Ventas acogió la corrida.
Pat Cummins said it would turn on the last day.
Cummins took five wickets before lunch.
Theresa May's aide Nick Timothy and Carter's adviser met.
Carter's presidency ended in 1981.
Campbell's diaries were published in March.
Kohl's government fell in 1998. Lowe's performance was praised.
Ronald McDonald's brother said he was fine. McDonald's goal settled the match.
Domino's effect is known to economists. Victoria's sister was there.
Booking a table is easy. Booking shares of the profit early is wrong.
State Street was closed for the parade.
On State Street in Chicago, the shops were full.
The Department of Waste Management hired twelve people.
Waste Management plans differ from town to town.
A union of Pacific states was proposed.
Genuine Parts of the temple were found beneath the square.
Charles Schwab was a steel magnate before the war. Ralph Lauren said he would show in Paris.
Walt Disney was born in Chicago.
Colonel Lilly fought in the Civil War.
St. Joe is a town on Lake Michigan.
Iron Mountain, Michigan, had snow in October.
Ethan Allen led the Green Mountain Boys.
The game at Lincoln Financial Field starts at noon.
He won the Wells Fargo Championship in May.
The concert is at the Capital One Arena.
The Korn Ferry Tour stops in Boise.
Fans filled Bank of America Stadium.
She ran the Bank of America Chicago Marathon in three hours.
DTE Energy Music Theatre was renamed.
The Warriors left Oracle Arena. They play at the Target Center and the Target Field.
The match at Globe Life Field was postponed.
They raised $3M in June and sold 3M shares.
Arm wrestling is popular. Arm in arm they walked.
She was shot in the Arm, stock of vaccines being low.
AMD is the main cause of blindness; AMD patients take two injections.
The BD is the party of the Baath. FIS races were cancelled for want of snow.
The FIS president said the season was safe.
PPL is what pilots get first. IAC was held in Baku.
GEO satellites are far away; ADT is a therapy for prostate cancer.
Stride for stride the two horses ran. Scholastic philosophy was taught in Paris.
Sabre rattling went on all week. Harmonic minor scales are hard.
Diodes light the room. Interface shares of the two liquids were measured.
Deluxe rooms cost more. Deluxe editions sold out.
Match results of the group stage, Group A: 2-1. Universal health coverage is the goal.
The first solar eclipse of the decade, then rain.
Community Bank shares fell in Ohio, and Community Bank CEO John Hill resigned.
Hilltop houses burned. The Hilltop shares a border with the park.
Griffon vultures returned. The Buckle broke. Calix was his name.
Principal Financial officers of the city met. Public Storage of grain was the rule.
Extra space storage is dear. Digital realty is a fashion.
international paper prices and global payments rose; general motors hum.
"""
