"""Which securities crawled articles are found to be about."""

from tests.crawling import Desk, WrittenSite, json_feed

LINKED = '甲方与<a href="https://xueqiu.com/S/SH601901">青岭银行</a>签约，金额{}万元。'


def mentions(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows(
        "SELECT a.headline, m.symbol, m.surface, m.method, m.count FROM mention m JOIN article a ON a.id = m.article_id"
        " ORDER BY a.id, m.symbol"
    )


def test_links_codes_and_a_users_names_each_by_its_method(desk: Desk, written: WrittenSite) -> None:
    names = "name,symbol,from\n海屿科技,9701.hk,\n云州港务,sh600901,2032-01-01\n"
    (desk.config.parent / "names.csv").write_text(names, "utf-8")
    text = LINKED.format(300750) + "松原机电（300901）与海屿科技出席，云州港务缺席，成交600000股。海屿科技称满意。"
    url = written.write("/story-0000001.shtml", "青岭银行签约", text)
    written.answers["/feed.json"] = json_feed(url)
    desk.configure('[tickers]\nnames = "names.csv"', written.feed())
    assert desk.crawl("written").outcome == "ok"
    assert mentions(desk) == [
        ("青岭银行签约", "09701.HK", "海屿科技", "name", 2),
        ("青岭银行签约", "300901.SZ", "300901", "code", 1),
        ("青岭银行签约", "601901.SH", "青岭银行", "markup", 2),
    ]


def test_names_learned_from_two_articles_are_found_in_later_ones_only(desk: Desk, written: WrittenSite) -> None:
    urls = [written.write("/story-0000000.shtml", "早先的报道", "青岭银行早先发布公告，行长出席会议。")]
    desk.configure(written.feed())
    written.answers["/feed.json"] = json_feed(*urls)
    desk.crawl("written")
    for number in (1, 2):
        headline = ("首次合作", "再度携手")[number - 1]
        urls.append(written.write(f"/story-000000{number}.shtml", headline, LINKED.format(number * 37), headline * 9))
    written.answers["/feed.json"] = json_feed(*urls)
    desk.crawl("written")
    assert desk.rows("SELECT name, symbol, articles FROM learned_name") == [("青岭银行", "601901.SH", 2)]
    urls.append(written.write("/story-0000003.shtml", "后来的报道", "大客户称，青岭银行业绩良好，青岭银行业监管趋严。"))
    written.answers["/feed.json"] = json_feed(*urls)
    desk.crawl("written")
    desk.crawl("written", due="revisit")
    assert [row for row in mentions(desk) if row[3] == "name"] == [("后来的报道", "601901.SH", "青岭银行", "name", 2)]
    assert desk.one("SELECT count(*) FROM mention_record WHERE retired IS NOT NULL") == 0
