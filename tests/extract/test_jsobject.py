import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.extract.jsobject import read_object


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: 1, 'b': 'x', \"c\": [1, 2,],}; rest", {"a": 1, "b": "x", "c": [1, 2]}),
        (
            "{a: 'it\\'s \\u4e91 \\x41 \"q\"', 1: true, $b: undefined, c: next}",
            {"a": 'it\'s 云 A "q"', "1": True, "$b": None, "c": None},
        ),
        ("/* {no} */ [ // first\n 0x1F, -1.5e3, null]", [31, -1500.0, None]),
        ("{}", {}),
        ("[[], {}]", [[], {}]),
    ],
)
def test_reads(text: str, expected: object) -> None:
    assert read_object(text) == expected


@pytest.mark.parametrize(
    "text", ["", "x", "1", "{", "{a: 1", "{a: f(1)}", "{]", "[" * 100 + "]" * 100, "{a: 1 2}", "[010]", "'a'"]
)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match=r"[a-z]"):
        read_object(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    ).filter(lambda v: isinstance(v, list | dict))
)
def test_is_a_superset_of_json(value: object) -> None:
    assert read_object(json.dumps(value)) == value
    assert read_object(json.dumps(value, ensure_ascii=False, indent=1)) == value


@given(st.text("{}[]:,'\"\\/*a1 \n", max_size=60))
def test_only_value_errors(text: str) -> None:
    with contextlib.suppress(ValueError):
        read_object(text)
