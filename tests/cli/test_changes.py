"""What ``newsbot show --diff`` prints of a difference."""

from newsbot.archive.revisions import Revision
from newsbot.cli.changes import blocks, compare
from newsbot.items import ArticleImage, NewsArticle


def revision(number: int, change: str, *, origin: str = "publisher", **fields: object) -> Revision:
    observed = f"2026-11-20T0{number}:00:00.000Z"
    article = NewsArticle(**{"url": "https://a.example/", "headline": "标题", "article_body": "正文", **fields})  # type: ignore[arg-type]
    return Revision(number, number, origin, observed, observed, change, "0" * 64, article)


def printed(*revisions: Revision, coloured: bool = False) -> list[str]:
    (*_, last) = blocks(compare(list(revisions), None), "Asia/Shanghai", coloured=coloured)
    return [line.markup if coloured else line.plain for line in last]


def test_everything_is_named() -> None:
    old = revision(1, "first", keywords=["甲"], images=[ArticleImage("https://i.example/a.jpg", caption="旧")])
    new = revision(
        2,
        "headline",
        origin="import",
        headline="新标题",
        article_body="正文",
        keywords=[],
        editor="乙",
        images=[ArticleImage("https://i.example/b.jpg"), ArticleImage("https://i.example/a.jpg", caption="新")],
    )
    assert printed(old, new) == [
        "revision 2: 2026-11-20 10:00 headline, import recorded 2026-11-20 10:00, compared with revision 1",
        "headline: {+新+}标题",
        "image: {+https://i.example/b.jpg+}",
        "caption of https://i.example/a.jpg: [-旧-]{+新+}",
        "editor: – → 乙",
        "keywords: 甲 → –",
    ]


def test_a_terminal_gets_colours() -> None:
    lines = printed(revision(1, "first"), revision(2, "text", article_body="正文二"), coloured=True)
    assert lines[1] == "正文[green]二[/green]"


def test_an_earlier_text_that_came_in_later_is_compared_with_what_was_there() -> None:
    late = revision(2, "text", article_body="更早的正文")
    late = Revision(2, 2, "import", "2026-11-20T00:00:00.000Z", late.recorded, "text", "0" * 64, late.article)
    third = revision(3, "text", article_body="正文三")
    compared = compare([revision(1, "first"), late, third], None)
    assert [former and former.number for _, former, _ in compared] == [None, None, 1]
