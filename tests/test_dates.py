from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbot import dates

SHANGHAI = [
    ("2018年12月28日 19:55", "2018-12-28T11:55:00.000Z"),
    ("2026年11月23日09:00", "2026-11-23T01:00:00.000Z"),
    ("2026 年 11 月 23 日 9 时 05 分", "2026-11-23T01:05:00.000Z"),
    ("2031年10月14日 星期二 09时20分30秒", "2031-10-14T01:20:30.000Z"),
    ("2031年10月14日 下午3:05", "2031-10-14T07:05:00.000Z"),
    ("2031年10月14日 凌晨12:05", "2031-10-13T16:05:00.000Z"),
    ("2031年10月14日 中午12:05", "2031-10-14T04:05:00.000Z"),
    ("发布时间：2031-10-14　09：20　来源：云州日报", "2031-10-14T01:20:00.000Z"),
    ("2019-11-25 18:57:12", "2019-11-25T10:57:12.000Z"),
    ("2031/10/14 09:20", "2031-10-14T01:20:00.000Z"),
    ("2031.10.14 09:20", "2031-10-14T01:20:00.000Z"),
    ("20311014092030", "2031-10-14T01:20:30.000Z"),
    ("20311014T012030Z", "2031-10-14T01:20:30.000Z"),
    ("2016-04-04T11:20:30+08:00", "2016-04-04T03:20:30.000Z"),
    ("2016-04-04T11:20:30+0000", "2016-04-04T11:20:30.000Z"),
    ("2016-04-04T11:20:30Z", "2016-04-04T11:20:30.000Z"),
    ("2031-10-14T12:00:00.123456789-04:00", "2031-10-14T16:00:00.123Z"),
    ("2031-10-14 09:00 (北京时间)", "2031-10-14T01:00:00.000Z"),
    ("Thu, 9 Oct 2031 18:00:00 GMT   ", "2031-10-09T18:00:00.000Z"),
    ("Tue, 14 Oct 2031 12:00 GMT", "2031-10-14T12:00:00.000Z"),
    ("Tue, 14 Oct 31 12:00:00 +0100", "2031-10-14T11:00:00.000Z"),
    ("Sep 22, 2031 21:05 GMT", "2031-09-22T21:05:00.000Z"),
    ("October 14th, 2031, 4:30 p.m. EDT", "2031-10-14T20:30:00.000Z"),
    ("4:30 PM ET, October 14, 2031", "2031-10-14T20:30:00.000Z"),
    ("Mon Nov 23 09:00:00 CST 2026", "2026-11-23T01:00:00.000Z"),
    ("14/10/2031 18:30", "2031-10-14T10:30:00.000Z"),
    ("10/14/2031 18:30", "2031-10-14T10:30:00.000Z"),
    ("14 octobre 2031 12:30", "2031-10-14T04:30:00.000Z"),
    ("14 octobre 2031 à 12h30", "2031-10-14T04:30:00.000Z"),
    ("14. Oktober 2031, 15.10 Uhr", "2031-10-14T07:10:00.000Z"),
    ("14. März 2031, 15:10 Uhr", "2031-03-14T07:10:00.000Z"),
    ("14 de octubre de 2031 12:30", "2031-10-14T04:30:00.000Z"),
    ("14 октября 2031, 12:30", "2031-10-14T04:30:00.000Z"),
    ("2031年10月14日 21時37分", "2031-10-14T13:37:00.000Z"),
    ("2031년 10월 14일 오후 8:05", "2031-10-14T12:05:00.000Z"),
    ("2031. 10. 14. 20:05", "2031-10-14T12:05:00.000Z"),
    ("2031 10/14 07:57:40", "2031-10-13T23:57:40.000Z"),
]


@pytest.mark.parametrize(("text", "expected"), SHANGHAI)
def test_times_are_read_as_utc(text: str, expected: str) -> None:
    assert dates.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年8月5日", "2022-08-05"),
        ("2031-10-14", "2031-10-14"),
        ("2026-11-23+08:00", "2026-11-23"),
        ("20311014", "2031-10-14"),
        ("14 Oct 2031", "2031-10-14"),
        ("04/04/2031", "2031-04-04"),
        ("14. Oktober 2031", "2031-10-14"),
        # What the time of day means is not certain.
        ("2031-10-14 09:20 XYZT", "2031-10-14"),
        ("October 14, 2031 9:05 a.m. AT", "2031-10-14"),
        ("2031年10月14日 晚上12:00", "2031-10-14"),
        ("2031年10月14日 深夜1:05", "2031-10-14"),
        ("2031年10月14日 黄昏6:05", "2031-10-14"),
        ("2031年10月14日 午過ぎ3:05", "2031-10-14"),
    ],
)
def test_a_day_stays_a_day(text: str, expected: str) -> None:
    assert dates.parse(text) == expected
    assert dates.is_day(expected)


@pytest.mark.parametrize(
    "text",
    [
        None, "", "   ", "n/a", "now", "今天", "昨天 12:00", "3分钟前", "2 hours ago", "Monday", "星期二 09:20",
        "09:20", "October", "October 2031", "2031年10月", "10月14日 09:20", "Oct 14, 09:20", "2031", "oct 2031 14:00",
        "03/04/2026", "03-04-2026", "03.04.2026",
        "2031-13-14", "2031-02-30", "2031-10-14 25:00", "1989-12-31", "2101-01-01", "0001-01-01",
        "2031-10-14 09:20 2031-10-15 10:00", "2031-10-14 09:20 10:30", "2031-10-14 09:00 +99:00",
        "x" * 500 + " 2031-10-14",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_none(text: str | None) -> None:
    assert dates.parse(text) is None


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("2031年10月14日 午後3時05分", "Asia/Tokyo", "15:05"),
        ("2031年10月14日 午前9時05分", "Asia/Tokyo", "09:05"),
        ("2031年10月14日 午前0時05分", "Asia/Tokyo", "00:05"),
        ("2031年10月14日 午後0時05分", "Asia/Tokyo", "12:05"),
        ("2031年10月14日 午后3:05", "Asia/Shanghai", "15:05"),
        ("2031年10月14日 晚间8:05", "Asia/Shanghai", "20:05"),
        ("2031年10月14日 傍晚6:05", "Asia/Shanghai", "18:05"),
        ("2031年10月14日 夜10:05", "Asia/Shanghai", "22:05"),
        ("2031年10月14日 深夜11:05", "Asia/Shanghai", "23:05"),
        ("2031年10月14日 今晚8:05", "Asia/Shanghai", "20:05"),
        ("2031年10月14日 晚20:05", "Asia/Shanghai", "20:05"),
        ("2031年10月14日 黄昏18:05", "Asia/Shanghai", "18:05"),
        ("2031年10月14日 上午9:05", "Asia/Shanghai", "09:05"),
        ("2031年10月14日 下午3:05", "Asia/Shanghai", "15:05"),
        ("2031年10月14日 凌晨1:05", "Asia/Shanghai", "01:05"),
        ("2031年10月14日 中午1:05", "Asia/Shanghai", "13:05"),
        ("2031年10月14日（火）9:05", "Asia/Tokyo", "09:05"),
        ("2031年10月14日 星期二 9:05", "Asia/Shanghai", "09:05"),
        ("2031年10月14日 今日午後3:05", "Asia/Tokyo", "15:05"),
        ("2031年10月14日 云州晚报 9:05", "Asia/Shanghai", "09:05"),
        ("14 de octubre de 2031, 3:05 p. m.", "Europe/Madrid", "15:05"),
        ("14 de octubre de 2031, 3:05 a. m.", "Europe/Madrid", "03:05"),
        ("14 octobre 2031 14:30 et mis à jour", "Europe/Paris", "14:30"),
        ("14 octobre 2031 14:30 est publié", "Europe/Paris", "14:30"),
        ("14 octobre 2031 14:30 mst à jour", "Europe/Paris", "14:30"),
        ("October 14, 2031 9:05 a.m. MT", "America/Denver", "09:05"),
        ("October 14, 2031 9:05 am et", "America/New_York", "09:05"),
        ("October 14, 2031 09:05 CT", "America/Chicago", "09:05"),
        ("October 14, 2031 09:05 PT", "America/Los_Angeles", "09:05"),
        ("14 Oct 2031 09:05 gmt", "UTC", "09:05"),
        ("14 Oct 2031 09:05 DPA", "UTC", "09:05"),
    ],
)
def test_words_about_a_time_of_day(text: str, zone: str, expected: str) -> None:
    found = dates.parse(text, zone) or ""
    assert dates.to_datetime(found).astimezone(ZoneInfo(zone)).strftime("%d %H:%M") == f"14 {expected}"
    assert [one.text for one in dates.find(text, zone)] == [found]


def test_an_hour_whose_zone_is_named_is_not_in_that_of_the_caller() -> None:
    for text in ("9:05 a.m. MT, October 14, 2031", "October 14, 2031 9:05 AM MDT"):
        assert dates.parse(text, "UTC") == "2031-10-14T15:05:00.000Z"


def test_a_naive_time_is_in_the_zone_given() -> None:
    assert dates.parse("2031-07-14 09:00", "America/New_York") == "2031-07-14T13:00:00.000Z"
    assert dates.parse("2031-01-14 09:00", "America/New_York") == "2031-01-14T14:00:00.000Z"
    assert dates.parse("Tue, 14 Oct 2031 12:00", "UTC") == "2031-10-14T12:00:00.000Z"
    assert dates.parse("Tue, 14 Oct 2031 12:00:00 CST", "America/Chicago") == "2031-10-14T18:00:00.000Z"
    assert dates.parse("14 octobre 2031 12:30", "Europe/Paris") == "2031-10-14T10:30:00.000Z"


@pytest.mark.parametrize(("day_first", "expected"), [(True, "2026-04-03"), (False, "2026-03-04"), (None, None)])
@pytest.mark.parametrize("text", ["03/04/2026", "03.04.2026", "3. 4. 2026", "3-4-2026"])
def test_day_and_month_are_told_apart_by_who_knows(text: str, day_first: bool | None, expected: str | None) -> None:
    assert dates.parse(text, day_first=day_first) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "发布时间：2031-10-14 10:21 更新时间：2031-10-15 11:00 来源：云州日报",
            [("2031-10-14T10:21:00.000Z", False, "发布时间:"), ("2031-10-15T11:00:00.000Z", False, "更新时间:")],
        ),
        (
            "2031-10-14 10:21 更新：2031-10-15",
            [("2031-10-14T10:21:00.000Z", False, ""), ("2031-10-15", False, "更新:")],
        ),
        (
            "Published 10:30 a.m. EDT Tue, 14 October 2031 | Updated 11:02 AM EDT Wed, 15 October 2031",
            [
                ("2031-10-14T14:30:00.000Z", True, "Published 10:30 a.m. EDT Tue, "),
                ("2031-10-15T15:02:00.000Z", True, " | Updated 11:02 AM EDT Wed, "),
            ],
        ),
        ("北京时间 2031年10月14日 10:21", [("2031-10-14T02:21:00.000Z", True, "北京时间 ")]),
        ("2031-10-14 25:00 and 2031-13-14", [("2031-10-14", False, "")]),
        ("03/04/2031 or 14/10/2031", [("2031-10-14", False, "03/04/2031 or ")]),
        ("2031-10-14 09:20 XYZT", [("2031-10-14", False, "")]),
        ("no date, 12:30", []),
        ("2031-10-14 " + "x" * 300, []),
    ],
)
def test_dates_are_found_in_a_line(text: str, expected: list[tuple[str, bool, str]]) -> None:
    assert [tuple(found) for found in dates.find(text, "UTC")] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1949707230", "2031-10-14T01:20:30.000Z"),
        (1949707230, "2031-10-14T01:20:30.000Z"),
        (1949707230000, "2031-10-14T01:20:30.000Z"),
        ("1949707230123", "2031-10-14T01:20:30.123Z"),
        (" 1949707230.5 ", "2031-10-14T01:20:30.500Z"),
        (0, None), ("0", None), (-1949707230, None), (10**30, None), (float("nan"), None), (float("inf"), None),
        (None, None), (True, None), ("", None), ("2031-10-14", None), ("１９４９７０７２３０", None),
        (4200000000, None),
    ],
)  # fmt: skip
def test_timestamps_in_seconds_and_milliseconds(value: int | float | str | None, expected: str | None) -> None:
    assert dates.from_timestamp(value) == expected


def test_to_text_has_one_width_and_refuses_naive_times() -> None:
    assert dates.to_text(datetime(2031, 10, 14, 9, 20, 30, 999999, timezone(timedelta(hours=8)))) == (
        "2031-10-14T01:20:30.999Z"
    )
    with pytest.raises(ValueError, match="naive"):
        dates.to_text(datetime(2031, 10, 14))  # noqa: DTZ001


@pytest.mark.parametrize(
    "text", ["2031-10-14", "2031-10-14T01:20:30Z", "2031-10-14T01:20:30.000+00:00", "", "2031-13-14T01:20:30.000Z"]
)
def test_to_datetime_reads_only_what_to_text_writes(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        dates.to_datetime(text)


@pytest.mark.parametrize("text", [None, "", "2031-02-30", "2031-10-14T01:20:30.000Z", "2031-1-1", "２０３１-10-14"])
def test_is_day_refuses(text: str | None) -> None:
    assert not dates.is_day(text)


MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2100, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_text_and_datetime_round_trip(moment: datetime) -> None:
    text = dates.to_text(moment)
    assert len(text) == 24
    assert dates.to_datetime(text) == moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert dates.parse(text) == text


@given(MOMENTS, MOMENTS)
def test_text_order_is_time_order(one: datetime, other: datetime) -> None:
    assert (dates.to_text(one) < dates.to_text(other)) == (
        dates.to_datetime(dates.to_text(one)) < dates.to_datetime(dates.to_text(other))
    )


@given(MOMENTS)
def test_every_minute_survives_every_spelling(moment: datetime) -> None:
    expected = dates.to_text(moment.replace(second=0, microsecond=0))
    for form in (
        "%Y年%m月%d日 %H:%M",
        "%Y-%m-%dT%H:%M:00Z",
        "%a, %d %b %Y %H:%M GMT",
        "%b %d, %Y %I:%M %p",
        "%Y/%m/%d %H:%M",
    ):
        assert dates.parse(moment.strftime(form), "UTC") == expected


@settings(deadline=None)  # the first odd date imports dateparser
@given(st.text(max_size=200) | st.text(alphabet="0123456789-/.: T年月日时分+ZAPMOctNov", max_size=40))
def test_parse_never_raises_and_yields_only_the_two_forms(text: str) -> None:
    found = dates.parse(text)
    assert found is None or dates.is_day(found) or dates.to_datetime(found)


@given(
    st.text(max_size=310) | st.text(alphabet="0123456789-/.: T年月日时分+ZAPMOctNov", max_size=60),
    st.none() | st.booleans(),
)
def test_find_never_raises_and_yields_only_the_two_forms(text: str, day_first: bool | None) -> None:
    for found in dates.find(text, day_first=day_first):
        assert dates.is_day(found.text) or dates.to_datetime(found.text)


@given(MOMENTS)
def test_what_parse_reads_find_finds(moment: datetime) -> None:
    for form in ("%Y年%m月%d日 %H:%M", "%d %B %Y, %H:%M", "%Y-%m-%d %H:%M:%S", "%b %d, %Y %I:%M %p"):
        text = moment.strftime(form)
        assert [found.text for found in dates.find(f"来源：某报 {text} 作者", "UTC")] == [dates.parse(text, "UTC")]


@given(st.text(max_size=30) | st.floats() | st.integers())
def test_from_timestamp_never_raises(value: int | float | str) -> None:
    found = dates.from_timestamp(value)
    assert found is None or dates.to_datetime(found)
