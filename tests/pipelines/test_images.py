"""Pictures of articles, from the page to the archive and, where they failed, in later runs."""

from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from newsbot.demo.pictures import picture
from newsbot.demo.server import Answer, Request
from tests.crawling import Desk, WrittenSite, json_feed

HOUR = 3600.0


def jpeg(number: int, width: int = 160, height: int = 90) -> Answer:
    found = picture(f"/finance/transform/{number}/w{width}h{height}/20261120/a-{number}.jpg")
    assert found
    return Answer(found[1], found[0])


@pytest.fixture
def album(desk: Desk, written: WrittenSite) -> WrittenSite:
    """One article with the pictures /1.jpg and /2.jpg, of which the second is missing."""
    written.answers["/1.jpg"] = jpeg(1)
    written.answers["/feed.json"] = json_feed(
        written.write("/story-0000001.shtml", "云州", pictures=("/1.jpg", "/2.jpg"))
    )
    desk.configure(written.feed(more="revisit = []"))
    return written


def shown(desk: Desk) -> list[tuple[str, bool, str | None]]:
    rows = desk.rows("SELECT url, sha256 IS NOT NULL, error FROM article_image ORDER BY article_id, position")
    return [(url.rpartition("/")[2], bool(stored), error) for url, stored, error in rows]


def test_a_missing_picture_costs_neither_the_article_nor_the_others(desk: Desk, album: WrittenSite) -> None:
    ran = desk.crawl("written")
    assert (ran.outcome, ran.new, ran.images, ran.failed) == ("ok", 1, 1, 0)
    error = f"{album.url}/2.jpg: the server answered HTTP 404"
    assert shown(desk) == [("1.jpg", True, None), ("2.jpg", False, error)]


def test_it_is_tried_again_by_itself_and_the_page_is_not(desk: Desk, album: WrittenSite) -> None:
    desk.crawl("written")
    album.answers["/2.jpg"] = jpeg(2)
    before = len(album.hits)
    assert desk.crawl("written", due="scheduled", ahead=300).images == 0
    ran = desk.crawl("written", due="scheduled", ahead=700)
    assert (ran.outcome, ran.stored, ran.images) == ("ok", (0, 0, 0, 0), 1)
    assert shown(desk) == [("1.jpg", True, None), ("2.jpg", True, None)]
    assert album.targets(before) == ["/feed.json", "/feed.json", "/2.jpg"]
    assert desk.one("SELECT count(*) FROM revision") == 1


def test_a_crawl_by_hand_does_not_wait_for_its_time(desk: Desk, album: WrittenSite) -> None:
    desk.crawl("written")
    album.answers["/2.jpg"] = jpeg(2)
    assert desk.crawl("written").images == 1


def test_it_is_tried_ever_more_rarely_and_given_up_at_last(desk: Desk, album: WrittenSite) -> None:
    desk.crawl("written")
    for hours in (1, 3, 10, 40, 90, 140, 200, 300):
        desk.crawl("written", due="scheduled", ahead=hours * HOUR)
    assert album.targets().count("/2.jpg") == 6
    assert shown(desk)[1][2]
    assert desk.one("SELECT count(*) FROM revision_image WHERE due IS NOT NULL") == 0


def test_original_bytes_are_kept_whatever_type_is_claimed(desk: Desk, album: WrittenSite) -> None:
    answer = jpeg(2)
    album.answers["/2.jpg"] = Answer(answer.body, "application/octet-stream")
    desk.crawl("written")
    kept = desk.rows(
        "SELECT data, sha256, media_type, width, height, size FROM image ORDER BY recorded, data = ?", answer.body
    )
    assert (answer.body, sha256(answer.body).hexdigest(), "image/jpeg", 160, 90, len(answer.body)) in kept


def test_one_picture_of_two_articles_is_stored_once(desk: Desk, written: WrittenSite) -> None:
    written.answers["/1.jpg"] = jpeg(1)
    urls = [written.write(f"/story-000000{n}.shtml", f"云州 {n}", pictures=("/1.jpg",)) for n in (1, 2, 3)]
    written.answers["/feed.json"] = json_feed(*urls)
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.new, ran.images) == (3, 1)
    assert shown(desk) == [("1.jpg", True, None)] * 3
    assert written.targets().count("/1.jpg") == 1


def test_a_picture_shown_twice_in_an_article_stands_twice_in_its_set(desk: Desk, written: WrittenSite) -> None:
    written.answers["/1.jpg"] = jpeg(1)
    written.answers["/feed.json"] = json_feed(
        written.write("/story-0000001.shtml", "云州", pictures=("/1.jpg", "/1.jpg"))
    )
    desk.configure(written.feed())
    assert desk.crawl("written").images == 1
    assert {row[:2] for row in shown(desk)} == {("1.jpg", True)}


def test_a_new_revision_keeps_the_pictures_it_has_and_fetches_the_new_one(desk: Desk, album: WrittenSite) -> None:
    album.answers["/2.jpg"], album.answers["/3.jpg"] = jpeg(2), jpeg(3)
    desk.crawl("written")
    album.write("/story-0000001.shtml", "云州", "正文改过了。", pictures=("/1.jpg", "/2.jpg", "/3.jpg"))
    before = len(album.hits)
    ran = desk.crawl("written", due="revisit")
    assert (ran.revised, ran.images) == (1, 1)
    assert [name for name, stored, _ in shown(desk) if stored] == ["1.jpg", "2.jpg", "3.jpg"]
    assert [target for target in album.targets(before) if target.endswith(".jpg")] == ["/3.jpg"]


@pytest.mark.parametrize(
    ("limit", "said"),
    [("image_bytes = 1024", "1024|1,024"), ("image_pixels = 3072", "pixels, more than 3,072")],
)
def test_limits_are_the_configurations(desk: Desk, written: WrittenSite, limit: str, said: str) -> None:
    written.answers["/1.jpg"] = jpeg(1, 550, 333)
    written.answers["/feed.json"] = json_feed(written.write("/story-0000001.shtml", "云州", pictures=("/1.jpg",)))
    desk.configure(written.feed(), f"[limits]\n{limit}")
    ran = desk.crawl("written")
    assert (ran.new, ran.images) == (1, 0)
    ((_, stored, error),) = shown(desk)
    assert not stored
    assert error
    assert any(part in error for part in said.split("|")), error


def test_what_robots_forbid_is_not_asked_for(desk: Desk, album: WrittenSite) -> None:
    album.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /2.jpg\n", "text/plain")
    desk.crawl("written")
    assert shown(desk)[1][2] == f"{album.url}/2.jpg: forbidden by robots.txt"
    assert "/2.jpg" not in album.targets()


def test_a_picture_that_moved_is_followed(desk: Desk, album: WrittenSite) -> None:
    album.answers["/2.jpg"], album.answers["/cdn/2.jpg"] = (
        Answer(status=301, headers={"Location": "/cdn/2.jpg"}),
        jpeg(2),
    )
    assert desk.crawl("written").images == 2
    assert shown(desk)[1] == ("2.jpg", True, None)


def test_the_article_is_named_as_the_referer(desk: Desk, album: WrittenSite) -> None:
    """Some hosts answer 403 to what does not come from the page."""

    def only_from_the_page(request: Request) -> Answer:
        return jpeg(2) if request.headers.get("referer") == f"{album.url}/story-0000001.shtml" else Answer(status=403)

    album.answers["/2.jpg"] = only_from_the_page
    assert desk.crawl("written").images == 2


def test_a_failing_picture_is_retried_within_the_run_like_any_request(desk: Desk, album: WrittenSite) -> None:
    answers = iter([Answer(status=503), Answer(status=500), jpeg(2)])
    album.answers["/2.jpg"] = lambda request: next(answers)
    assert desk.crawl("written").images == 2


def test_more_pictures_than_memory_should_hold_are_stored_ahead_of_the_article(
    desk: Desk, written: WrittenSite
) -> None:
    names = [f"/{number}.bmp" for number in range(4)]
    for number, name in enumerate(names):
        buffer = BytesIO()
        Image.new("RGB", (1000, 900), (number, 9, 9)).save(buffer, "BMP")  # 2.7 MB each
        written.answers[name] = Answer(buffer.getvalue(), "image/bmp")
    written.answers["/feed.json"] = json_feed(written.write("/story-0000001.shtml", "云州", pictures=tuple(names)))
    desk.configure(written.feed())
    ran = desk.crawl("written")
    assert (ran.outcome, ran.images) == ("ok", 4)
    assert [(name, stored) for name, stored, _ in shown(desk)] == [(name[1:], True) for name in names]
