"""Securities in invented sentences: how many are found, how many are wrong, and what looking for them costs.

``python -m bench.tickers [--show 20]``. Every sentence carries the symbols that it names, most of the look-alikes none.
The names are invented; codes are of the form that exchanges give, paired with names at random. For the packaged names
the sentences are of real companies, and of what only looks like them.
"""

import argparse
import itertools
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newsbot.finance import codes
from newsbot.finance.names import Name, NameTable
from newsbot.finance.packaged import packaged
from newsbot.finance.tickers import merge

NAMES = tuple(
    Name(*pair.partition("=")[::2])
    for pair in (
        "青岭银行=601901.SH", "青岭银行=06901.HK", "云州港务=600901.SH", "松原机电=300901.SZ", "海屿科技=09701.HK",
        "大青岭=000901.SZ", "大青岭银行=002901.SZ", "中岭银行=601902.SH", "云岭白药=000903.SZ", "双山股份=600905.SH",
        "双山股份=002905.SZ", "*ST 北溪=600906.SH", "TCL云科=002909.SZ", "Oderso=ODSR.US", "Oderso Hospitality=ODSH.US",
        "Northmere Bank=NMBK.US", "Vantel Systems=VTLS.US", "Kestrel & Co=KSTL.US", "Norwell=NRWL.US",
        "京东方A=000725.SZ", "京东方B=200725.SZ", "海屿集团-W=09702.HK", "云 海Ａ=000906.SZ",
    )
)  # fmt: skip
"""青岭银行 has A and H shares; 双山股份 are two companies."""


@dataclass(frozen=True)
class Case:
    """A sentence, the symbols it names, and what it tests."""

    text: str
    symbols: frozenset[str]
    kind: str


def _fill(kind: str, frames: str, fillings: str) -> Iterator[Case]:
    """Every frame (a line with ``{}``) with every filling (``text => symbols``)."""
    for frame, filling in itertools.product(frames.strip().splitlines(), fillings.strip().splitlines()):
        text, _, symbols = filling.partition("=>")
        yield Case(frame.strip().replace("{}", text.strip()), frozenset(symbols.split()), kind)


def cases() -> list[Case]:
    """All of them."""
    from bench import tickers_text as texts

    return [
        *_fill("zh code", texts.ZH_FRAMES, texts.ZH_CODES),
        *_fill("zh name", texts.ZH_NAME_FRAMES, texts.ZH_NAMES),
        *_fill("en code", texts.EN_FRAMES, texts.EN_CODES),
        *_fill("en name", texts.EN_NAME_FRAMES, texts.EN_NAMES),
        *_fill("zh look-alike", "{}", texts.ZH_NEGATIVES),
        *_fill("en look-alike", "{}", texts.EN_NEGATIVES),
        *_fill("packaged", "{}", texts.PACKAGED),
        *_fill("packaged l.-a.", "{}", texts.PACKAGED_NEGATIVES),
    ]


def found_in(text: str, table: NameTable) -> set[str]:
    """The symbols found in a sentence."""
    return {mention.symbol for mention in merge([*codes.find(text), *table.find(text)], text)}


def measure(show: int) -> None:
    """Print precision and recall, by kind and together."""
    invented, real = NameTable(NAMES), NameTable(packaged())
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    number: Counter[str] = Counter()
    for case in cases():
        found = found_in(case.text, real if case.kind.startswith("packaged") else invented)
        for kind in (case.kind, "all"):
            number[kind] += 1
            right[kind] += len(found & case.symbols)
            missed[kind] += len(case.symbols - found)
            wrong[kind] += len(found - case.symbols)
        if show and found != case.symbols:
            show -= 1
            print(f"  {case.kind}: {case.text}\n    found {sorted(found)}, meant {sorted(case.symbols)}")
    print(f"{'':14} {'sentences':>9} {'named':>6} {'found':>6} {'wrong':>6} {'precision':>9} {'recall':>7}")
    for kind, sentences in number.items():
        if kind != "all":
            _row(kind, sentences, right[kind], missed[kind], wrong[kind])
    _row("all", number["all"], right["all"], missed["all"], wrong["all"])


def _row(kind: str, sentences: int, right: int, missed: int, wrong: int) -> None:
    precision = f"{right / (right + wrong):.3f}" if right + wrong else "–"
    recall = f"{right / (right + missed):.3f}" if right + missed else "–"
    print(f"{kind:14} {sentences:9} {right + missed:6} {right:6} {wrong:6} {precision:>9} {recall:>7}")


def cost() -> None:
    """Print the time for an article of 3,000 characters, against a table of 6,000 names and the packaged ones."""
    from bench import tickers_text as texts

    syllables = "青岭云松海屿双山北溪南关东湖西林金石玉泉"
    invented = ("".join(part) for part in itertools.product(syllables, repeat=4))
    table = NameTable(
        [
            *NAMES,
            *packaged(),
            *(Name(name, f"{300000 + i}.SZ") for i, name in enumerate(itertools.islice(invented, 6000))),
        ]
    )
    for language, text in (("zh", texts.ZH_ARTICLE), ("en", texts.EN_ARTICLE)):
        article = (text * (3000 // len(text) + 1))[:3000]
        _spent(f"{language}: codes", lambda article=article: codes.find(article))
        _spent(f"{language}: names", lambda article=article: table.find(article))
        _spent(f"{language}: all", lambda article=article: found_in(article, table))
        print(f"  ({len(codes.find(article))} codes, {len(table.find(article))} names in it)")
    packaged.cache_clear()
    began = time.perf_counter()
    NameTable(packaged())
    print(f"making the table of packaged names, without its import: {(time.perf_counter() - began) * 1000:.0f} ms")
    began = time.perf_counter()
    NameTable([*NAMES, *(Name(f"{name}{i}", "300001.SZ") for i, name in enumerate(["青岭机电"] * 6000))])
    print(f"making a table of 6,000 names: {(time.perf_counter() - began) * 1000:.0f} ms")


def _spent(what: str, work: object, rounds: int = 9, times: int = 100) -> None:
    assert callable(work)
    best = min(_once(work, times) for _ in range(rounds))
    print(f"{what}: {best * 1000:.3f} ms")


def _once(work: object, times: int) -> float:
    assert callable(work)
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", type=int, default=0, help="print so many sentences that were read wrongly")
    measure(options.parse_args().show)
    cost()


if __name__ == "__main__":
    main()
