"""A source's repeated lines, over real crawls: learned, removed from what comes later, and never a revision."""

import json

from tests.crawling import Desk, WrittenSite, json_feed

PROMO = "云州理财早报，每天早上八点，陪您看懂市场的每一天。"
WRAP = "三、后市展望"
DAY = 86_400


def body(number: int) -> tuple[str, ...]:
    return (
        f"云州港务集团第{number}次公布吞吐量。",
        "一、市场回顾",
        f"本次为{number}万箱，比上一次多一万箱。",
        WRAP,
        f"预计下一次不低于{number + 1}万箱。",
    )


def publish(site: WrittenSite, numbers: range) -> list[str]:
    urls = [site.write(f"/story-{n:07}.shtml", f"第{n}号公告", *body(n), PROMO) for n in numbers]
    site.answers["/feed.json"] = json_feed(*urls, title=None)
    return urls


def learn(desk: Desk, site: WrittenSite) -> None:
    """Three articles with the promotion, and four two days later: nothing is learned within three days."""
    desk.configure(site.feed())
    publish(site, range(1, 4))
    assert desk.crawl("written").new == 3
    publish(site, range(4, 8))
    assert desk.crawl("written", ahead=2 * DAY).new == 4


def test_a_repeated_line_is_learned_and_goes_from_then_on(desk: Desk, written: WrittenSite) -> None:
    learn(desk, written)
    assert desk.one("SELECT count(*) FROM article WHERE article_body LIKE ?", f"%{PROMO}") == 7
    ((detail,),) = desk.rows("SELECT detail FROM event WHERE kind = 'boilerplate_learned'")
    assert json.loads(detail) | {"id": 0} == {"id": 0, "text": PROMO, "count": 5}

    publish(written, range(8, 11))
    assert desk.crawl("written", ahead=2 * DAY + 3600).new == 3
    rows = desk.rows("SELECT article_body FROM article ORDER BY id LIMIT 3 OFFSET 7")
    assert sorted(rows) == sorted(("\n".join(body(number)),) for number in range(8, 11))

    publish(written, range(1, 11))
    ran = desk.crawl("written", due="revisit", ahead=2 * DAY + 7200)
    assert ran.stored == (0, 0, 10, 0)
    assert desk.one("SELECT count(*) FROM revision") == 10


def test_an_article_in_flight_while_a_line_is_learned_stays_as_it_is(desk: Desk, written: WrittenSite) -> None:
    """Learned at the fifth: the sixth and seventh were stored with the line in the same run, and keep it."""
    learn(desk, written)
    assert desk.crawl("written", due="revisit", ahead=2 * DAY + 1).stored == (0, 0, 7, 0)
    assert desk.crawl("written", due="revisit", ahead=3 * DAY).stored == (0, 0, 7, 0)


def test_the_same_story_at_another_address_is_cleaned_as_it_was_first(desk: Desk, written: WrittenSite) -> None:
    learn(desk, written)
    page = written.answers["/story-0000003.shtml"]
    written.answers["/moved/story-0000003.shtml"] = page
    written.answers["/feed.json"] = json_feed(f"{written.url}/moved/story-0000003.shtml?x=1", title=None)
    desk.crawl("written", ahead=2 * DAY + 3600)
    assert desk.one("SELECT count(*) FROM revision WHERE number > 1") == 0
