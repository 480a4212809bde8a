"""Dates in words that `newsbot.dateforms` does not know: what dateparser makes of them, where it is certain."""

import re
from datetime import date, datetime

_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "zh", "ja", "ko", "ru"]
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", re.ASCII)
_SETTINGS = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
    "RETURN_TIME_AS_PERIOD": True,
}


def read(text: str) -> datetime | date | None:
    """The time a short text names, aware where it names its zone; the bare day where it names no time.

    dateparser is asked only about text that holds a year, so never about a relative date.
    """
    if not _FOUR_DIGITS.search(text) or not any(char.isalpha() for char in text):
        return None
    from dateparser.date import DateDataParser  # 0.3 s, for a format that hardly ever comes

    try:
        found = DateDataParser(languages=_LANGUAGES, settings=_SETTINGS).get_date_data(text)
    except Exception:  # it raises whatever its translations run into, and its answer is only a last resort
        return None
    moment: datetime | None = found.date_obj
    digits = {int(run) for run in re.findall(r"\d+", text, re.ASCII)}
    # It has been seen to fill what it did not understand with the first of the month: its day must stand in the text.
    if moment is None or not {moment.year, moment.day} <= digits:
        return None
    return moment if found.period == "time" else moment.date()
