import lxml.html

from newsbot.extract.density import article_node

LONG = "The port raised its tolls again this quarter, and shippers, who had hoped for a freeze, complained. " * 2


def found(body: str) -> str | None:
    node = article_node(lxml.html.document_fromstring(f"<html><body>{body}</body></html>"))
    return None if node is None else node.get("id") or node.tag


def test_declared_body_wins() -> None:
    assert found(f"<div id=a itemprop=articleBody><p>{LONG}</p></div><div id=b><p>{LONG}</p></div>") == "a"


def test_a_teaser_with_the_label_does_not() -> None:
    assert (
        found(
            "<div id=a itemprop=articleBody><p>Short teaser of something else, really.</p></div>"
            f"<div id=b>{f'<p>{LONG}</p>' * 4}</div>"
        )
        == "b"
    )


def test_the_densest_node() -> None:
    links = "".join(f"<p><a href=/{n}>Another long headline of another story, number {n}</a></p>" for n in range(20))
    assert (
        found(
            f"<div id=links>{links}</div><div id=story>{f'<p>{LONG}</p>' * 3}</div><footer><p>{LONG * 9}</p></footer>"
        )
        == "story"
    )


def test_a_body_in_two_wrappers() -> None:
    part = f"<div>{f'<p>{LONG}</p>' * 3}</div>"
    assert found(f"<div id=story>{part}<div class=ad></div>{part}</div><div id=side><p>{LONG}</p></div>") == "story"


def test_no_running_text() -> None:
    assert found("<p>Short.</p>") is None
    assert found("") is None
