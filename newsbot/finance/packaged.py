"""The names that come with newsbot: companies of the American indices, from the package ``pytickersymbols`` (MIT).

It holds Wikipedia's lists of these indices, with the articles' own names. Those leave out "Inc." where the bare name
means the company (Microsoft), and keep it where that is a word, a place or a person as well (Apple Inc., Corning Inc.,
Charles Schwab Corporation): such a name, bare, has to stand beside a word of business.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from newsbot.finance import markets
from newsbot.finance.names import Name

_INDICES = ("S&P 500", "S&P 100", "NASDAQ 100", "DOW JONES", "S&P 600")
_LISTED = re.compile(r"\b(?:NYSE|NASDAQ|Nasdaq)\s?:\s?([A-Z]{1,5}(?:\.[A-Z])?)(?![\w.])")

_LEGAL = re.compile(
    r"(?:,? (?P<form>Inc\.?|Incorporated|Corp\.?|Corporation|Co\.|Company|Companies|Ltd\.|Limited|plc)"
    r"|,? (?:&|and) (?:Co\.|Company|plc)|,? N\.A\.| Group| Holdings?)\Z"
)
_SHORT = {"Incorporated": "Inc", "Corporation": "Corp", "Company": "Co", "Companies": "Cos"}
_FORMAL = re.compile(r"\b(?:Group|Holdings?|Compan(?:y|ies)|Corp(?:oration)?|Co|Inc)\Z")
_REMARK = re.compile(r" \([^)]*\)\Z")
_DOUBTFUL = re.compile(r"(?!IBM)[A-Z]{1,4}|[^ ]+['’]s")
"""A few letters may stand for anything (IBM does not), and "Carter's" is what belongs to Carter."""
_CERTAIN = frozenset((
    "Coca-Cola", "CoStar", "Dow Chemical", "Eli Lilly", "Expedia", "Fifth Third", "Ford Motor", "McKesson", "Netflix",
    "Norwegian Cruise Line", "Omnicom", "Piper Sandler", "Royal Caribbean", "TransDigm", "Union Pacific",
    "UnitedHealth", "Viasat",
))  # fmt: skip
"""Names that mean the company alone, although Wikipedia writes them with "Inc."."""
_WORDS = frozenset((
    "Amazon", "Best Buy", "Cintas", "Cummins", "Ethan Allen", "Gartner", "Global Payments", "Henry Schein", "Humana",
    "Iron Mountain", "John Deere", "Preferred Bank", "Public Storage", "Robert Half", "Steve Madden", "The Andersons",
    "The Hartford", "Ventas",
))  # fmt: skip
"""Names without "Inc." that are words, places or persons as well, in English or Spanish."""
_NEVER = frozenset((
    "3M", "Arch", "Community Bank", "Everest", "FICO", "FactSet", "First Financial", "Hub", "Interface", "MSCI",
    "Nasdaq", "News", "Thomson Reuters", "Universal", "Ziff Davis",
))  # fmt: skip
"""What is said of other things even beside words of business (Nasdaq shares, an MSCI stock index, 3M shares), and who
only supplies news and figures: the Thomson Reuters Trust Principles."""


@cache
def packaged() -> tuple[Name, ...]:
    """The names of some nine hundred companies, each with the symbol of its share.

    Only a company whose symbol its own entry also gives for the New York Stock Exchange or Nasdaq is taken. Of several
    classes of shares the one counts that its entry names first, which is class A (GOOGL of GOOGL and GOOG): a name
    means the company, and one symbol finds its news. Two companies of one name have none.
    """
    from pytickersymbols import PyTickerSymbols  # 2 MB of data: not for every command

    lists = PyTickerSymbols()
    companies: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for company in (company for index in _INDICES for company in lists.get_stocks_by_index(index)):
        companies[company["name"]][company["symbol"]] = _codes(company)
    symbols: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Name] = {}
    for title, shares in companies.items():
        symbol = _share(shares)
        for name, doubtful in _names(title) if symbol else ():
            symbols[name.casefold()].add(symbol)
            names[name] = Name(name, symbol, packaged=True, doubtful=doubtful)
    return tuple(pair for name, pair in names.items() if len(symbols[name.casefold()]) == 1)


def _codes(company: Mapping[str, Any]) -> list[str]:
    """The codes that a company's entry gives for the American exchanges."""
    listed = [(company.get("metadata") or {}).get("traded_as")]
    listed += [share.get("google") for share in company.get("symbols") or ()]
    return [code for text in listed for code in _LISTED.findall(text or "")]


def _share(shares: Mapping[str, Iterable[str]]) -> str:
    """The symbol of a company, of the codes that indices have for its name and what their entries say of each."""
    if any(set(shares) - set(said) for said in shares.values()):
        return ""
    first = next(code for said in shares.values() for code in said if code in shares)
    return markets.symbol(first, "US") or ""


def _names(title: str) -> Iterator[tuple[str, bool]]:
    """What a company is called, and whether that may mean something else."""
    whole = _REMARK.sub("", title).replace("–", "-")
    whole = re.sub(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)", "", whole)
    for name, doubtful in _stripped(whole, whole != title and "(" in title):
        if name not in _NEVER and any(letter.isalpha() for letter in name):
            yield from ((written, doubtful) for written in _written(name))


def _stripped(name: str, doubtful: bool) -> Iterator[tuple[str, bool]]:
    doubtful = doubtful or name in _WORDS or _DOUBTFUL.fullmatch(name) is not None
    while legal := _LEGAL.search(name):
        rest = name[: legal.start()]
        yield name.removesuffix("."), False
        if form := legal["form"]:
            yield f"{rest} {_SHORT.get(form, form).removesuffix('.')}", False
        rest = rest.removeprefix("The ")
        name, doubtful = rest, rest not in _CERTAIN and _FORMAL.search(rest) is None
    yield name, doubtful


def _written(name: str) -> Iterator[str]:
    """A name with both apostrophes, and with the small first letter that Wikipedia's titles cannot have (eBay)."""
    for written in {name, name.replace("'", "’"), name.replace("’", "'")}:
        yield written
        if re.match(r"E[A-Z][a-z]", written):
            yield "e" + written[1:]
