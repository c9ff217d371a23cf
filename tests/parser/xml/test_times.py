from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from downtempo.parser.xml.times import instant, to_unix

WHEN = datetime(2024, 5, 1, 10, 0, 1, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T10:00:01Z", WHEN),
        ("2024-05-01t10:00:01z", WHEN),
        ("2024-05-01 10:00:01", WHEN),
        (" 2024-05-01T10:00:01Z\n", WHEN),
        ("2024-05-01T10:00:01.000Z", WHEN),
        ("2024-05-01T10:00:01.25Z", WHEN + 0.25),
        ("2024-05-01T10:00:01.123456999Z", WHEN + 0.123456),
        ("2024-05-01T12:00:01+02:00", WHEN),
        ("2024-05-01T04:30:01-0530", WHEN),
        ("2024-05-01T12:00:01.5+02:00", WHEN + 0.5),
        ("2024-05-01T10:00:60Z", WHEN + 59),
        ("1969-12-31T23:59:59Z", -1.0),
        ("0001-01-01T00:00:00Z", -62_135_596_800.0),
        ("9999-12-31T23:59:59Z", 253_402_300_799.0),
    ],
)
def test_an_instant_is_read(text: str, expected: float) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024-05-01",
        "2024-13-01T10:00:00Z",
        "2024-02-30T10:00:00Z",
        "0000-01-01T10:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+02:00",
        "2024-05-01T24:00:00Z",
        "2024-05-01T10:60:00Z",
        "2024-05-01T10:00:61Z",
        "2024-05-01T10:00:00+15:00",
        "2024-05-01T10:00:00+01:60",
        "2024-05-01T10:00:00ZZ",
        "٢٠٢٤-05-01T10:00:00Z",
        "2024-05-01T10:00:00." + "1" * 60 + "Z",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    assert instant(text) is None


def test_bad_times_are_counted_and_empty_ones_are_not() -> None:
    seconds, bad, _ = to_unix(["2024-05-01T10:00:01Z", "soon", "", "soon"])
    assert bad.tolist() == [1, 3]
    assert np.array_equal(seconds, [WHEN, math.nan, math.nan, math.nan], equal_nan=True)


@pytest.mark.parametrize(
    ("texts", "offset"),
    [
        (["2024-05-01T10:00:01Z"], None),
        (["2024-05-01T10:00:01"], None),
        (["2024-05-01T10:00:01+00:00"], None),
        (["2024-05-01T10:00:01+02:00"], 7200),
        (["2024-05-01T10:00:01Z", "2024-05-01T10:00:01-03:30"], -12600),
        ([], None),
    ],
)
def test_only_an_offset_from_utc_tells_where_the_watch_was(texts: list[str], offset: int | None) -> None:
    assert to_unix(texts)[2] == offset


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
    st.sampled_from(["auto", "seconds", "milliseconds", "microseconds"]),
)
def test_every_instant_is_the_one_that_datetime_has(naive: datetime, minutes: int, spec: str) -> None:
    text = naive.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat(timespec=spec)
    assert instant(text) == datetime.fromisoformat(text).timestamp()


@given(st.lists(st.text()))
def test_no_text_raises(texts: list[str]) -> None:
    seconds, bad, _ = to_unix(texts)
    assert len(seconds) == len(texts)
    assert np.isnan(seconds[bad]).all()
