from collections import Counter

import pytest

from newsbot.finance.names import Name, NameTable
from newsbot.finance.packaged import packaged
from newsbot.finance.symbols import is_symbol

TABLE = NameTable(packaged())


def symbols(text: str) -> list[str]:
    return [mention.symbol for mention in TABLE.find(text)]


def test_the_companies_of_the_american_indices_have_names() -> None:
    found = {pair.symbol for pair in packaged()}
    assert len(found) > 800
    assert found >= {"AAPL.US", "MSFT.US", "JPM.US", "KO.US", "BRK.B.US", "T.US", "F.US", "AMZN.US", "NVDA.US"}


def test_every_name_stands_for_one_security() -> None:
    assert all(pair.packaged and is_symbol(pair.symbol) and pair.symbol.endswith(".US") for pair in packaged())
    assert set(Counter(pair.name for pair in packaged()).values()) == {1}
    assert all(TABLE.symbols(pair.name) == [pair.symbol] for pair in packaged())


def test_of_classes_of_shares_the_first_one_counts() -> None:
    assert symbols("Alphabet Inc rose, Fox Corp fell, News Corp did not move") == ["GOOGL.US", "FOXA.US", "NWSA.US"]


def test_a_name_that_the_lists_give_to_two_companies_is_none() -> None:
    assert symbols("Globe Life and Arthur J. Gallagher & Co. and First Bancorp") == []


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("Microsoft cut jobs", "MSFT.US"),
        ("eBay cut jobs", "EBAY.US"),
        ("The Walt Disney Company cut jobs", "DIS.US"),
        ("Walt Disney Co. cut jobs", "DIS.US"),
        ("Nike, Inc. cut jobs", "NKE.US"),
        ("Nike Inc cut jobs", "NKE.US"),
        ("Chevron Corp. cut jobs", "CVX.US"),
        ("Merck & Co. cut jobs", "MRK.US"),
        ("D.R. Horton cut jobs", "DHI.US"),
        ("Victoria’s Secret cut jobs", "VSCO.US"),
        ("AT&T cut jobs", "T.US"),
        ("Buckle shares rose", "BKE.US"),
    ],
)
def test_how_a_company_is_written(text: str, symbol: str) -> None:
    assert symbols(text) == [symbol]


@pytest.mark.parametrize(
    "text",
    [
        "Apple pie was served",
        "Waters rose overnight",
        "Gates said it was late",
        "Carter's presidency ended",
        "AMD patients need light",
        "a Best Buy of our test",
        "3M shares were sold, and Nasdaq shares rose",
        "the Thomson Reuters Trust Principles",
        "Gates and Buffett lost money",
        "P&G trucks and Target prices",
        "Amazon fell to its lowest level in a century",
        "Visa applications fell 3%",
    ],
)
def test_what_is_a_word_as_well_is_no_company(text: str) -> None:
    assert symbols(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tesla and Nvidia fell.", "TSLA.US NVDA.US"),
        ("AT&T, Visa, Target and Moderna rose", "T.US V.US TGT.US MRNA.US"),
        ("Visa, Target & Best Buy of rivals", ""),
        ("Merck and Pfizer", "MRK.US PFE.US"),
        ("Bill Gates, Microsoft chairman; Gates, Microsoft chairman; Microsoft and Gates", "MSFT.US MSFT.US MSFT.US"),
        ("Goldman Sachs and Visa rules", "GS.US"),
        ("Amazon.com said sales rose. Amazon said sales rose.", "AMZN.US AMZN.US"),
        ("Citigroup C.N rose 2%, AT&T T.N, Visa V.N", "C.US T.US V.US"),
    ],
)
def test_beside_a_company_or_a_move_of_the_market_it_is_one(text: str, found: str) -> None:
    assert symbols(text) == found.split()


def test_names_from_elsewhere_win() -> None:
    other = Name("Microsoft", "MSFTX.US")
    assert [mention.symbol for mention in NameTable([other, *packaged()]).find("Microsoft")] == ["MSFTX.US"]
    assert [mention.symbol for mention in NameTable([*packaged(), other]).find("Microsoft")] == ["MSFTX.US"]


def test_in_another_market_a_name_is_both() -> None:
    table = NameTable([*packaged(), Name("Las Vegas Sands", "01928.HK")])
    assert [mention.symbol for mention in table.find("Las Vegas Sands")] == ["01928.HK", "LVS.US"]


def test_what_a_user_names_needs_no_word_of_business() -> None:
    table = NameTable([*packaged(), Name("Apple", "AAPL.US")])
    assert [mention.symbol for mention in table.find("Apple grows")] == ["AAPL.US"]
