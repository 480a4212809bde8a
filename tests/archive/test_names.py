from dataclasses import replace

from newsbot.archive import names
from newsbot.archive.search import Filter, search
from newsbot.finance.names import Name
from newsbot.items import CrawledArticle, TickerMention, TickerMethod
from tests.archive.conftest import Desk, article

BANK, RIVAL, HONG_KONG = "601901.SH", "600902.SH", "06901.HK"


def told(number: int, symbol: str, surface: str, method: TickerMethod = "markup") -> CrawledArticle:
    return article(number, tickers=[TickerMention(symbol, surface, method)])


def table(desk: Desk) -> list[tuple[object, ...]]:
    return desk.rows("SELECT name, symbol, articles, learned IS NOT NULL FROM learned_name ORDER BY 1, 2")


def test_a_name_is_learned_from_two_articles(desk: Desk) -> None:
    desk.store(told(1, BANK, "青岭银行"))
    assert table(desk) == [("青岭银行", BANK, 1, 0)]
    assert names.learned(desk.archive.db) == []
    assert names.newest(desk.archive.db) is None
    desk.store(told(2, BANK, "青岭银行（601901）"))
    assert table(desk) == [("青岭银行", BANK, 2, 1)]
    assert names.learned(desk.archive.db) == [Name("青岭银行", BANK)]
    newest = names.newest(desk.archive.db)
    desk.store(told(3, BANK, "青岭银行"))
    assert table(desk) == [("青岭银行", BANK, 3, 1)]
    assert names.newest(desk.archive.db) == newest is not None


def test_an_article_teaches_once(desk: Desk) -> None:
    first = told(1, BANK, "青岭银行")
    desk.store(first, replace(first, headline="更正后的标题", tickers=[TickerMention(BANK, "青岭银行", "markup", 2)]))
    desk.store(replace(first, headline="又一标题", tickers=[TickerMention(BANK, "青岭银行(601901)", "markup", 3)]))
    assert desk.rows("SELECT count(*) FROM mention_record") == [(3,)]
    assert table(desk) == [("青岭银行", BANK, 1, 0)]


def test_codes_and_names_in_the_text_teach_nothing(desk: Desk) -> None:
    desk.store(told(1, BANK, "601901", "code"), told(2, BANK, "青岭银行", "name"), told(3, BANK, "sh601901"))
    assert table(desk) == []


def test_a_rename_keeps_both_names(desk: Desk) -> None:
    for number in (1, 2):
        desk.store(told(number, BANK, "青岭银行"), told(number + 2, BANK, "云州银行"))
    assert names.learned(desk.archive.db) == [Name("云州银行", BANK), Name("青岭银行", BANK)]


def test_a_name_that_one_of_its_two_articles_took_back_is_not_learned(desk: Desk) -> None:
    desk.store(told(1, BANK, "青岭银行"), told(2, BANK, "青岭银行"))
    with desk.archive.write() as tx:
        names.unlearn(tx, 1)
    assert table(desk) == [("青岭银行", BANK, 1, 0)]
    assert names.learned(desk.archive.db) == []


def test_a_slip_does_not_make_a_name_ambiguous(desk: Desk) -> None:
    desk.store(told(1, RIVAL, "青岭银行"), told(2, RIVAL, "青岭银行"))
    desk.store(told(3, HONG_KONG, "青岭银行"), told(4, HONG_KONG, "青岭银行"))
    for number in range(10, 10 + 2 * names.SLIPS - 1):
        desk.store(told(number, BANK, "青岭银行"))
    symbols = {name.symbol for name in names.learned(desk.archive.db)}
    assert symbols == {BANK, RIVAL, HONG_KONG}
    desk.store(told(100, BANK, "青岭银行"))
    assert {name.symbol for name in names.learned(desk.archive.db)} == {BANK, HONG_KONG}


def test_who_is_called_so(desk: Desk) -> None:
    desk.store(told(1, BANK, "青岭银行"), told(2, HONG_KONG, "青岭"), told(3, RIVAL, "青岭", "code"))
    assert names.called(desk.archive.db, "青岭银行") == [BANK]
    assert names.called(desk.archive.db, "青岭") == [HONG_KONG]
    assert names.called(desk.archive.db, "无此公司") == []


def test_a_filter_takes_the_securities_of_a_name(desk: Desk) -> None:
    desk.store(told(1, BANK, "青岭银行"), told(2, HONG_KONG, "青岭银行"), told(3, RIVAL, "云州银行"))
    chosen = Filter(ticker=" ".join(names.called(desk.archive.db, "青岭银行")))
    assert sorted(row["id"] for row in search(desk.archive.db, None, chosen, 9)) == [1, 2]
