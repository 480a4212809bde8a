import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract import byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("云州讯（记者 林小舟）今日有消息。", ["林小舟"]),
        ("新青社云州10月9日电（记者林小舟、何青）今日", ["林小舟", "何青"]),
        ("本报讯（见习记者 林小舟 通讯员 何青）今日", ["林小舟", "何青"]),
        ("文|新浪财经 林小舟 何青", ["林小舟", "何青"]),
        ("文 / 林小舟　编辑 / 何青", ["林小舟"]),
        ("【文/青岭网专栏作者 林小舟】", ["林小舟"]),
        ("云州晚报记者 林　舟", ["林舟"]),
        ("作者：林小舟 来源：云州日报", ["林小舟"]),
        ("证券日报记者 林小舟 云州报道", ["林小舟"]),
        ("记者从有关部门获悉，明日有雨。", []),
        ("（记者注：竹器今已少见）", []),
        ("（记者获悉）", []),
        ("作者：未知", []),
        ("原创： 林小舟 青岭研究", []),
        ("云州日报记者 今天上午在现场看到了很多人在排队", []),
    ],
)
def test_authors(line: str, names: list[str]) -> None:
    assert byline.authors([line, "正文第一段。", "正文第二段。"]) == names


def test_authors_stand_at_the_ends() -> None:
    lines = [f"第{n}段。" for n in range(10)]
    assert byline.authors([*lines, "（记者 林小舟）", *lines]) == []
    assert byline.authors([*lines, "全文完。（云州日报记者 林小舟）"]) == ["林小舟"]
    assert byline.authors([]) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("责任编辑：林小舟 SF014", ["林小舟"]),
        ("责任编辑：林小舟 ", ["林小舟"]),
        ("责编|林小舟", ["林小舟"]),
        ("责任编辑：林小舟_NF4425", ["林小舟"]),
        ("责任编辑：林小舟　何青 SN098", ["林小舟", "何青"]),
        ("（责任编辑：林　舟）", ["林舟"]),
        ("责任编辑： SF014", []),
    ],
)
def test_editor_names(line: str, names: list[str]) -> None:
    assert byline.editor_names(line) == names


@pytest.mark.parametrize("line", ["编辑 500", "设计 850", "出品 3300", "视频 何青", "来源 1200", "编辑：1200"])
def test_what_is_no_line_of_credits(line: str) -> None:
    assert byline.credit_line(line) is None


@pytest.mark.parametrize("line", ["校对 白露", "视觉：何青", "编辑 何青 设计：白露", "编辑：何青 AB12"])
def test_lines_of_credits(line: str) -> None:
    assert byline.credit_line(line) is not None


def test_a_long_line_takes_no_time() -> None:
    started = time.process_time()
    for piece in ("_", " ", "　", "A1", "_A"):
        byline.editor_names("责任编辑：" + piece * 100_000)
    assert time.process_time() - started < 0.5


@given(st.lists(st.text("记者文责任编辑|：: （）甲乙丙SF014_、　", max_size=80), max_size=8))
def test_never_raises(lines: list[str]) -> None:
    assert all(len(name) > 1 for name in byline.authors(lines))
    for line in lines:
        byline.editor_names(line)
