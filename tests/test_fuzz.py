"""A few hundred of the broken pages and listings that ``python -m bench.fuzz`` reads by the thousand."""

from pathlib import Path

import pytest

from bench.fuzz import Fuzzer
from bench.samples import Samples, collect
from newsbot.archive import Archive

EXAMPLES, AT_A_TIME = 300, 50


@pytest.fixture(scope="module")
def samples() -> Samples:
    return collect(articles=1)


@pytest.mark.parametrize("first", range(0, EXAMPLES, AT_A_TIME))
def test_nothing_but_our_own_errors_comes_out(samples: Samples, tmp_path: Path, first: int) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        fuzzer = Fuzzer(samples, archive, seed=0, giants=False)
        for number in range(first, first + AT_A_TIME):
            what, body, sample, page = fuzzer.example(number)
            try:
                fuzzer.read(body, sample, page)
            except Exception as error:
                error.add_note(f"example {number} of seed 0, {what}: {body[:200]!r} …")
                raise


def test_an_example_is_the_same_again_for_its_seed(samples: Samples, tmp_path: Path) -> None:
    with Archive(tmp_path / "archive.db") as archive:
        one, other = (Fuzzer(samples, archive, seed).example(7) for seed in (1, 2))
        again = Fuzzer(samples, archive, 1).example(7)
    assert one == again != other
