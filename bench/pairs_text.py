"""Words of the invented pairs: sentences with slots ``{name}``, in Chinese and English."""

import random
import re

_ZH_PLACES = "云州 临江 海陵 青川 白石 南屿 松岭 东浦 平湖 柳河 苍溪 望海".split()
_ZH_TRADES = "银行 证券 科技 医药 能源 电子 建材 物流 食品 化工 汽车 保险 基金 港务 水泥".split()
_ZH_PEOPLE = "赵启明 钱立行 孙知远 李望舒 周以宁 吴承泽 郑安国 王景和 冯叔同 陈若谷".split()
_EN_PLACES = "Corrin Westhaven Brack Ostermoor Fallow Dunmere Halden Priorsgate Kestrel Marrow Lindale Thornby".split()
_EN_TRADES = "Bank Holdings Pharma Energy Logistics Foods Motors Capital Insurance Cement Airways Steel".split()
_EN_PEOPLE = ["Jane Orrell", "Mark Tiller", "Ana Prowse", "Owen Hale", "Ruth Penney", "Colin Marsh", "Dora Finch"]
_EN_DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
_EN_MONTHS = "January March April June July September October November".split()


def slots(draw: random.Random, language: str) -> dict[str, str]:
    """What stays the same within one text: company, place, person, day, code."""
    if language == "zh":
        place, trade = draw.choice(_ZH_PLACES), draw.choice(_ZH_TRADES)
        return {
            "company": f"{place}{trade}", "place": draw.choice(_ZH_PLACES), "trade": trade, "person": draw.choice(_ZH_PEOPLE),
            "day": f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日", "code": f"60{draw.randint(1000, 9999)}",
            "count": str(draw.randint(2, 60)), "money": f"{draw.randint(1, 90)}.{draw.randint(0, 9)}亿元",
            "rate": f"{draw.randint(0, 30)}.{draw.randint(0, 9)}%",
        }  # fmt: skip
    place, trade = draw.choice(_EN_PLACES), draw.choice(_EN_TRADES)
    return {
        "company": f"{place} {trade}", "place": draw.choice(_EN_PLACES), "trade": trade.lower(),
        "person": draw.choice(_EN_PEOPLE), "day": draw.choice(_EN_DAYS),
        "date": f"{draw.choice(_EN_MONTHS)} {draw.randint(1, 28)}", "count": str(draw.randint(2, 60)),
        "money": f"${draw.randint(1, 90)}.{draw.randint(0, 9)} billion", "rate": f"{draw.randint(0, 30)}.{draw.randint(0, 9)}%",
    }  # fmt: skip


def fill(draw: random.Random, sentence: str, given: dict[str, str], language: str) -> str:
    """A sentence with its slots filled; a slot with ``*`` is drawn anew: ``{rate*}``."""

    def value(match: re.Match[str]) -> str:
        name, fresh = match[1], match[2]
        return slots(draw, language)[name] if fresh else given[name]

    return re.sub(r"\{(\w+)(\*?)\}", value, sentence)


WORDS: dict[str, dict[str, list]] = {  # type: ignore[type-arg]
    "zh": {
        "headlines": [
            "{company}前三季度收入增长{rate}",
            "{company}拟在{place}投资{money}建新厂",
            "{company}：{person}出任总经理",
            "{place}项目投产 {company}扩大产能",
            "{company}回应市场传闻",
            "{company}获{place}市{money}订单",
        ],
        "news": [
            "{day}，{company}公布前三季度业绩，营业收入{money}，同比增长{rate}。",
            "公司表示，增长主要来自{place}市场的新客户和去年投产的第二条生产线。",
            "{person}在业绩说明会上说，原材料价格回落使毛利率提高了{rate*}。",
            "截至三季度末，公司在手订单{money*}，其中出口订单占{rate*}。",
            "{place}市发展和改革委员会有关负责人介绍，当地同类企业已有{count*}家。",
            "有分析人士认为，行业的库存周期已经接近尾声，但需求恢复的速度仍有待观察。",
            "值得注意的是，该公司今年的研发投入为{money*}，比上年同期多{rate*}。",
            "公司计划明年在{place*}设立区域中心，预计新增就业岗位{count*}00个。",
            "“我们不会为了份额牺牲利润。”{person}对记者说。",
            "此前，{company}曾因环保问题被当地监管部门约谈，整改已于上半年完成。",
            "公开资料显示，{company}成立于19{count*}年，主营{trade}业务，是当地最大的民营企业之一。",
            "今年以来，{trade}行业的平均开工率约为{rate*}，低于过去五年的均值。",
            "供应链方面，公司与{count*}家上游厂商签订了长期协议，锁定了大部分用量。",
            "二级市场上，该股当日收于{count*}.12元，成交额{money*}。",
            "业内人士指出，海运费用上涨对内销占比较高的企业影响有限。",
            "董事会还审议通过了向员工授予限制性股票的方案，涉及{count*}0人。",
            "对于明年的展望，管理层给出的收入增速区间为{rate*}至{rate*}。",
            "当地居民{person*}告诉记者，工厂搬迁以后附近的道路通畅了许多。",
            "与去年同期相比，应收账款周转天数缩短了{count*}天，现金流明显改善。",
            "该项目总用地面积{count*}0亩，分三期建设，一期工程已经封顶。",
            "独立董事对关联交易事项发表了同意的意见，认为定价公允。",
            "从区域看，{place*}和{place*}两地的销量合计占到总量的{rate*}。",
            "公司同时提醒投资者，汇率波动可能对第四季度的利润产生影响。",
            "多家机构在报告发布后上调了盈利预测，平均目标价为{count*}.5元。",
        ],
        "background": [
            "资料显示，{place*}是国内重要的{trade*}产业基地，去年产值{money*}。",
            "今年上半年，全国{trade*}行业规模以上企业利润总额{money*}，同比增长{rate*}。",
            "此前有媒体报道称，多家企业正在评估在{place*}设厂的可能性。",
            "根据规划，{place*}到2030年将建成{count*}个产业园区。",
        ],
        "ads": [
            "下载{place*}财经客户端，第一时间获取行情解读。",
            "扫码加入投资者交流群，名额仅{count*}个。",
            "新用户开户即享佣金{rate*}优惠，详情致电400-{count*}00-{count*}00。",
            "点击收听本期节目《{place*}财经夜话》。",
        ],
        "related": ["相关阅读", "推荐阅读：", "延伸阅读", "热门文章"],
        "synonyms": [
            ("表示", "称"),
            ("介绍", "指出"),
            ("目前", "当前"),
            ("告诉记者", "对记者说"),
            ("业内人士", "行业人士"),
        ],
        "decisions": [
            ["{company}公告，股东大会_了发行股份购买资产的议案。", "通过", "否决"],
            ["{company}今日_将出售旗下{trade}业务。", "承认", "否认"],
            ["{place}市议会_上调水价的方案。", "同意", "不同意"],
            ["央行决定_基准利率。", "维持", "下调"],
        ],
        "datelines": [
            "{0}社云州8月4日电 （记者 甲乙）".replace("{0}", "某"),
            "云州日报讯 ",
            "财闻社8月5日电，",
            "本报讯（记者丙丁）",
        ],
        "sources": ["来源：云州日报", "（责任编辑：甲乙）", "文章来源：财闻社　编辑：丙丁", "转自：临江财经网"],
        "flashes": [
            "{company}公告，{day}与{place}市签署{money}供货合同，期限{count}个月。",
            "快讯：{place}市场再下一城，{company}拿下一笔大单，涉及资金约{money}。",
            "据知情人士透露，{company}已同{place}方面就{count}个月的合作达成一致，消息公布后股价一度上涨{rate}。",
            "{day}晚间消息，{company}（{code}）称合同金额占去年营收的{rate}，将对今年业绩产生积极影响。",
        ],
        "notices": [
            [
                "{company}：关于回购公司股份进展的公告",
                "证券代码：{code} 证券简称：{company}。",
                "本公司董事会及全体董事保证本公告内容不存在任何虚假记载、误导性陈述或者重大遗漏，并对其内容的真实性、准确性和完整性承担法律责任。",
                "公司于{day}召开董事会会议，审议通过了《关于以集中竞价交易方式回购公司股份的方案》，同意公司使用自有资金回购股份。",
                "截至{day*}，公司已累计回购股份{count*}00.{count*}万股，占公司总股本的比例为{rate*}，支付的资金总额为{money*}。",
                "上述回购符合法律法规的规定及公司回购股份方案的要求。",
                "公司将严格按照相关规定及公司回购股份方案，在回购期限内根据市场情况择机做出回购决策并予以实施，同时根据回购股份事项进展情况及时履行信息披露义务，敬请广大投资者注意投资风险。",
                "特此公告。",
            ],
            [
                "收评：沪指涨{rate} {trade}板块领涨",
                "{day}，三大指数集体收涨，沪指报3{count}1.{count*}点，涨{rate}，成交额{money*}；深成指涨{rate*}；创业板指涨{rate*}。",
                "盘面上，{trade}、{trade*}等板块涨幅居前，{trade*}、{trade*}等板块跌幅居前。",
                "个股方面，两市上涨个股{count*}11家，下跌个股{count*}27家，涨停{count*}家。",
                "资金方面，北向资金全天净买入{money*}，连续第{count*}日净买入。",
                "展望后市，机构普遍认为，市场有望延续震荡上行的格局，结构性机会仍将是主线，建议关注业绩确定性较强的方向。",
                "风险提示：本文内容仅供参考，不构成投资建议，市场有风险，投资需谨慎，据此操作风险自担。",
            ],
            [
                "央行开展{money}逆回购操作",
                "为维护银行体系流动性合理充裕，{day}人民银行以固定利率、数量招标方式开展了{money}7天期逆回购操作，中标利率为{rate}。",
                "当日有{money*}逆回购到期，单日净投放{money*}。",
                "业内人士表示，当前流动性总体平稳，资金面保持合理充裕，货币政策将继续保持稳健的取向，为实体经济提供有力支持。",
                "后续仍需关注税期、政府债券发行缴款等因素对资金面的扰动。",
            ],
            [
                "{company}基金管理有限公司关于旗下基金暂停大额申购业务的公告",
                "公告送出日期：{day}。",
                "为保证基金的平稳运作，维护基金份额持有人的利益，根据基金合同的约定，{company}稳健增长混合型证券投资基金决定暂停大额申购业务。",
                "自{day*}起，单日单个基金账户累计申购金额不得超过{count*}0000元。",
                "在暂停大额申购业务期间，本基金的赎回等其他业务正常办理。",
                "投资者可登录本公司网站或者拨打客户服务电话咨询相关事宜。",
                "风险提示：本公司承诺以诚实信用、勤勉尽责的原则管理和运用基金资产，但不保证基金一定盈利，也不保证最低收益，敬请投资者注意投资风险。",
            ],
        ],
    },
    "en": {
        "headlines": [
            "{company} nine-month revenue rises {rate}",
            "{company} to build {money} plant in {place}",
            "{company} names {person} chief executive",
            "{place} order lifts {company}",
            "{company} denies takeover talk",
        ],
        "news": [
            "{company} said on {day} that revenue in the first nine months rose {rate} to {money}.",
            "Most of the growth came from new customers in {place} and from a second line opened last year.",
            '"We will not give up margin to win share," said {person}, the company\'s chief executive.',
            "The order book stood at {money*} at the end of September, of which exports made up {rate*}.",
            "Lower prices of raw materials lifted the gross margin by {count*} basis points.",
            "Analysts say the inventory cycle is close to its end, though demand may take longer to recover.",
            "Spending on research reached {money*}, up {rate*} from a year earlier.",
            "The group plans a regional office in {place*} next year that will employ about {count*}0 people.",
            "Regulators in {place} had ordered it to improve waste treatment, work that was finished in spring.",
            "Founded in 19{count*}, {company} is among the largest private employers of the region.",
            "Utilisation across the {trade} industry has averaged {rate*} this year, below the mean of the past five.",
            "It has signed long-term contracts with {count*} suppliers that cover most of its needs.",
            "The shares closed at {count*}.40, valuing the company at {money*}.",
            "Higher freight costs matter little to firms that sell mostly at home, traders said.",
            "The board also approved a stock plan for {count*}0 employees.",
            "For next year management expects sales to grow between {rate*} and {rate*}.",
            "Residents near the old site say the roads have become quieter since production moved.",
            "Days sales outstanding fell by {count*}, and cash flow improved markedly.",
            "The site covers {count*}0 acres and is being built in three stages, the first of which is complete.",
            "Independent directors called the pricing of the related-party deal fair.",
            "Sales in {place*} and {place*} together made up {rate*} of the total.",
            "The company warned that currency swings could weigh on profit in the final quarter.",
            "Several brokers raised their estimates after the report, to an average target of {count*}.50.",
            "A spokesman declined to comment on talks with {company*}.",
        ],
        "background": [
            "{place*} is home to a large cluster of {trade*} makers with output of {money*} last year.",
            "Profits of the country's {trade*} companies rose {rate*} in the first half.",
            "Local media have reported that several groups are weighing sites in {place*}.",
            "Under a plan adopted last year, {place*} is to have {count*} industrial parks by 2030.",
        ],
        "ads": [
            "Sign up for the {place*} Business Briefing and get the day's news in your inbox.",
            "Listen to this week's episode with {person*} wherever you get your podcasts.",
            "Subscribe now and save {rate*} on your first {count*} months.",
            "Download our app for live quotes.",
        ],
        "related": ["Related", "Read more:", "More on this topic", "You may also like"],
        "synonyms": [("said", "stated"), ("Analysts", "Observers"), ("expect ", "forecast "), ("about", "around")],
        "decisions": [
            ["Shareholders of {company} _ the sale of its {trade} unit.", "approved", "rejected"],
            ["{company} today _ that it would sell its {trade} business.", "confirmed", "denied"],
            ["The central bank of {place} decided to _ its benchmark rate.", "hold", "cut"],
            ["Members _ the proposal on water prices in {place}.", "backed", "did not back"],
        ],
        "datelines": ["WESTHAVEN, Aug 4 (Newswire) - ", "CORRIN (Brack Press) -- ", "BRACK, Aug. 5 /Wire/ -- ", ""],
        "sources": ["Source: Westhaven Ledger", "(Reporting by A. Bee; Editing by C. Dee)", "Editing by Dora Finch"],
        "flashes": [
            "{company} has signed a {money} supply contract with {place} that runs {count} months, it said on {day}.",
            "Shares in {company} jumped {rate} after people familiar with the matter said it had won a big order from {place}.",
            "A deal worth about {money} makes {place} the largest customer of {company}, according to a filing late on {day}.",
            "The new {count}-month agreement equals {rate} of last year's sales, {company} told the exchange.",
        ],
        "notices": [
            [
                "{company} announces transactions in own shares",
                "{company} announces that on {date} it purchased the following number of its ordinary shares through its broker.",
                "Number of shares purchased: {count*}{count*}0. Highest price paid: {count*}.{count*}. Lowest price paid: {count*}.{count*}.",
                "The company intends to hold the purchased shares in treasury until a decision on their use has been taken.",
                "Following the purchase, the company holds {count*}{count*}50 of its ordinary shares in treasury and has {count*}{count*}{count*} ordinary shares in issue.",
                "In accordance with the applicable regulation, a full breakdown of the individual trades made by the broker on behalf of the company is available on request.",
                "This announcement does not constitute an offer to sell or the solicitation of an offer to buy any securities in any jurisdiction.",
            ],
            [
                "Stocks close {rate} higher as {trade} shares lead",
                "Stocks rose on {day}, with the main index gaining {rate} to close at {count*}{count*}1.{count*} points.",
                "The broader gauge added {rate*}, while the technology index rose {rate*}.",
                "Shares of {company} were among the best performers, rising {rate*}, while {company*} fell {rate*}.",
                "Volume on the exchange was {money*}, compared with an average of {money*} over the past twenty sessions.",
                "Advancing issues outnumbered declining ones, and the volatility index eased as investors looked ahead to the central bank's next meeting.",
                "Past performance is not a reliable indicator of future results, and nothing in this report should be taken as advice.",
            ],
            [
                "{company} to report quarterly results on {date}",
                "{company} is expected to report quarterly earnings on {date} after the market closes.",
                "Analysts on average expect earnings of {count*}.{count*} cents per share on revenue of {money*}, an increase of {rate*} from the same period last year.",
                "Over the past three months the consensus estimate has been revised {rate*} lower.",
                "Earnings estimates matter because revisions are closely linked to short-term moves of the share price, as a large body of research has shown.",
                "Investors should pay attention to management's remarks on the call, which can decide whether the immediate move of the price lasts.",
            ],
            [
                "{place} central bank sells {money} of bills",
                "The central bank of {place} sold {money} of seven-day bills at its auction on {date} at an average rate of {rate}.",
                "Bids totalled {money*}, and {money*} of bills mature on the same day.",
                "The bank said the operation was part of its regular management of liquidity in the banking system.",
                "Traders said that conditions in the money market remained comfortable and that they expected no change of policy in the coming weeks.",
            ],
        ],
    },
}
"""``notices`` are templates: a headline and its sentences, filled in anew for each notice."""
