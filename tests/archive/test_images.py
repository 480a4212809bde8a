"""Pictures that are tried again: how often, for how long, and by whom."""

from newsbot.archive import images
from newsbot.items import ArticleImage, ImageRetry
from tests.archive.conftest import Clock, Desk, article

PICTURE = ArticleImage("https://img.example.com/a.jpg", error="the server answered HTTP 500")


def claim(desk: Desk, *, by_hand: bool = False, source: str = "roll") -> list[ImageRetry]:
    desk.begin()
    with desk.archive.write() as tx:
        return images.claim_due(tx, source, 10, by_hand=by_hand, began=desk.began)


def fail(desk: Desk, retries: list[ImageRetry]) -> None:
    for retry in retries:
        for image in retry.images:
            image.error = "the server answered HTTP 500"
        with desk.archive.write() as tx:
            images.record_retry(tx, retry)


def test_a_picture_is_given_up_after_tries_that_span_days(desk: Desk, clock: Clock) -> None:
    desk.store(article(1, images=[PICTURE]))
    assert claim(desk) == [], "not due yet"
    for _ in range(2 * images.GIVE_UP_AFTER):
        retries = claim(desk, by_hand=True)
        assert len(retries) == 1, "an outage gives nothing up"
        fail(desk, retries)
    clock.forward(days=4)
    fail(desk, claim(desk))
    assert desk.rows("SELECT due, error FROM revision_image") == [(None, "the server answered HTTP 500")]
    assert claim(desk, by_hand=True) == []


def test_a_try_without_an_outcome_does_not_count(desk: Desk, clock: Clock) -> None:
    desk.store(article(1, images=[PICTURE]))
    for _ in range(2 * images.GIVE_UP_AFTER):
        clock.forward(days=3)
        assert len(claim(desk)) == 1
        assert claim(desk) == [], "claimed"
    assert desk.rows("SELECT attempts FROM revision_image") == [(1,)]


def test_a_picture_that_arrives_is_stored_and_tried_no_more(desk: Desk, clock: Clock) -> None:
    desk.store(article(1, images=[PICTURE]))
    clock.forward(hours=1)
    assert claim(desk, source="other") == []
    (retry,) = claim(desk)
    retry.images[0].sha256 = "0" * 64
    with desk.archive.write() as tx:
        images.add(tx, "0" * 64, "image/png", 64, 48, b"png")
        images.record_retry(tx, retry)
    assert desk.rows("SELECT sha256, error, due, attempts FROM revision_image") == [("0" * 64, None, None, 2)]
