"""What changed between two readings, and that nothing of either is lost in saying so."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.dedupe.diff import Line, Piece, after, before, between, lines, new_text, old_text, words
from newsbot.items import ArticleImage, NewsArticle

TEXTS = st.text("的上海银行公司营收增长12.,%亿元 abc\n。", max_size=60)
"""Few characters, so that much is the same."""


def marked(pieces: list[Piece] | tuple[Piece, ...]) -> str:
    shown = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(shown[piece.mark].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("公司营收增长12.4亿元。", "公司营收增长12.7亿元。", "公司营收增长[-12.4-]{+12.7+}亿元。"),
        ("净利润1,234万元，同比", "净利润1,284万元，同比", "净利润[-1,234-]{+1,284+}万元，同比"),
        ("同比增长5.1%，好于预期", "同比增长5.1，好于预期", "同比增长[-5.1%-]{+5.1+}，好于预期"),
        ("港务集团今日宣布扩建码头", "港务集团昨日宣布扩建码头", "港务集团[-今-]{+昨+}日宣布扩建码头"),
        ("Shares rose sharply on Monday", "Shares fell sharply on Monday", "Shares [-rose-]{+fell+} sharply on Monday"),
        ("Shares rose on Monday", "Shares rose again on Monday", "Shares rose {+again +}on Monday"),
        ("一模一样", "一模一样", "一模一样"),
        ("", "新的", "{+新的+}"),
        ("旧的", "", "[-旧的-]"),
    ],
)
def test_words_and_figures_are_marked(old: str, new: str, shown: str) -> None:
    assert marked(words(old, new)) == shown


def test_texts_with_little_in_common_stand_one_after_the_other() -> None:
    old, new = "港务集团的码头今日停工。", "央行公告称开展逆回购的操作。"
    assert marked(words(old, new)) == f"[-{old}-]{{+{new}+}}"


def test_what_is_held_in_common_by_chance_is_no_island() -> None:
    pieces = words(
        "本公司董事会谨此宣布，张三的辞任已生效，特此公告。", "本公司董事会谨此宣布，李四光的任命待批准，特此公告。"
    )
    assert ("same", "的") not in pieces
    assert pieces[0] == Piece("same", "本公司董事会谨此宣布，")
    assert pieces[-1] == Piece("same", "，特此公告。")


def test_a_figure_that_stays_is_not_marked() -> None:
    pieces = words(
        "收入为甲乙丙丁戊12.4己庚辛壬癸，同比持平，环比持平。", "收入为子丑寅卯辰12.4巳午未申酉，同比持平，环比持平。"
    )
    assert Piece("same", "12.4") in pieces


def test_paragraphs_are_paired() -> None:
    old = "第一段没有变化。\n第二段的吞吐量为12万箱，创新高。\n第三段被删去。"
    new = "第一段没有变化。\n插入的一段话，说别的事情。\n第二段的吞吐量为13万箱，创新高。"
    compared = lines(old, new)
    assert [line.mark for line in compared] == ["same", "new", "changed", "old"]
    assert marked(compared[2].pieces) == "第二段的吞吐量为[-12-]{+13+}万箱，创新高。"


@given(TEXTS, TEXTS)
def test_a_diff_gives_both_texts_back(old: str, new: str) -> None:
    pieces = words(old, new)
    assert (old_text(pieces), new_text(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)
    compared = lines(old, new)
    assert (before(compared), after(compared)) == (old, new)


@given(st.text(max_size=200), st.text(max_size=200))
def test_so_it_does_of_any_text(old: str, new: str) -> None:
    assert (old_text(words(old, new)), new_text(words(old, new))) == (old, new)
    assert (before(lines(old, new)), after(lines(old, new))) == (old, new)


@given(TEXTS)
def test_the_same_text_has_no_change(text: str) -> None:
    assert {line.mark for line in lines(text, text)} <= {"same"}
    assert {piece.mark for piece in words(text, text)} <= {"same"}


@given(TEXTS, TEXTS)
def test_a_figure_is_never_cut(old: str, new: str) -> None:
    begin = 0
    for piece in words(f"{old}x", f"{new}x"):
        if piece.mark == "new":
            continue
        end = begin + len(piece.text)
        assert not (f"{old}x"[end - 1].isdigit() and f"{old}x"[end : end + 1].isdigit())
        begin = end


def test_a_very_long_text_takes_seconds_not_hours() -> None:
    """50,000 characters in one paragraph, of few different ones, changed everywhere."""
    old = "".join(chr(0x4E00 + (n * 7919) % 97) for n in range(50_000))
    new = "".join(chr(0x4E00 + (n * 7907) % 89) for n in range(50_000))
    began = time.process_time()
    assert old_text(words(old, new)) == old
    assert after(lines("\n".join(old), "\n".join(new))) == "\n".join(new)
    assert time.process_time() - began < 30


def test_everything_that_changed_is_said() -> None:
    def read(**fields: object) -> NewsArticle:
        return NewsArticle(**{"url": "https://a.example/1", "headline": "标题", "article_body": "正文", **fields})  # type: ignore[arg-type]

    old = read(
        editor="甲",
        keywords=["年报"],
        images=[
            ArticleImage("https://n1.example.com/w550h366/a.jpg", caption="旧图注"),
            ArticleImage("https://n1.example.com/b.jpg"),
        ],
    )
    new = read(
        headline="标题（更新）",
        editor="乙",
        keywords=["年报"],
        images=[
            ArticleImage("https://n2.example.com/w300h200/a.jpg", caption="新图注"),
            ArticleImage("https://n2.example.com/c.jpg"),
        ],
    )
    difference = between(old, new)
    assert marked(difference.headline) == "标题{+（更新）+}"
    assert difference.body == ()
    assert difference.images_added == ("https://n2.example.com/c.jpg",)
    assert difference.images_removed == ("https://n1.example.com/b.jpg",)
    assert difference.captions == {"https://n2.example.com/w300h200/a.jpg": ("旧图注", "新图注")}
    assert difference.fields == {"editor": ("甲", "乙")}
    assert not difference.images_moved
    assert between(old, old) == type(difference)()


def test_pictures_in_another_order_are_moved() -> None:
    one, two = ArticleImage("https://a.example/1.jpg"), ArticleImage("https://a.example/2.jpg")
    old, new = (NewsArticle("https://a.example/", images=images) for images in ([one, two], [two, one]))
    difference = between(old, new)
    assert difference.images_moved
    assert not difference.images_added
    assert Line("same", ()) not in difference.body
