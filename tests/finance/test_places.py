"""Words found in a text."""

from newsbot.finance.places import Finder


def test_a_word_of_any_length_ends_no_process() -> None:
    """The tree of such a word is freed by recursion: with it the process died."""
    assert Finder(["云" * 300_000, "云州"]).find("云" * 300_000 + "云州") == [(300_000, 300_002, "云州")]
