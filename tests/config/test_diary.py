"""The diary as programs write it and as hands break it: every fault is one line, and what is right beside it counts."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from downtempo import limits
from downtempo.config import load_diary
from downtempo.errors import UsageError
from downtempo.model.diary import Diary, DiaryDay

HEAD = "date,rpe,soreness,sleep_h,resting_hr,notes"
EXPORTED = "start,kind,duration_min,distance_km,pace_per_km,descent_grade_percent,drop_m"
DAY = date(2026, 9, 29)
FULL = DiaryDay(effort=6.5, soreness=3, sleep_s=7.5 * 3600, resting_bpm=51)


def read(folder: Path, content: str | bytes) -> Diary:
    path = folder / "diary.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_diary(path)


def faults(diary: Diary) -> list[str]:
    return [fault.partition("diary.csv:")[2] for fault in diary.faults]


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}\n2026-09-29,6.5,3,7.5,51,fine\n",
        f"{HEAD}\n2026-09-29,6.5,3,7:30,51,\n",
        f'{HEAD}\n2026-09-29,"6,5",3,"7,5",51,"rain, wind"\n',
        f'\n\n{HEAD}\r\n2026-09-29,6.5,3,7.5,51,"two\r\nlines, ""quoted"""\r\n',
        "date;rpe;soreness;sleep_h;resting_hr\n2026-09-29;6,5;3;7,5;51;;;\n",
        "Resting-HR\tSleep h\tSORENESS\trpe\tDate\n51\t7.5\t3\t6.5\t2026-09-29 07:00\n",
        "\ufeffdate, rpe, soreness, sleep_h, resting_hr\r2026-09-29, 6.5 , 3, 7.5, 51\r",
        "date;rpe;soreness;sleep_h;resting_hr;notes\n2026-09-29;6,5;3;7,5;51;müde\n".encode("cp1252"),
        "date\trpe\tsoreness\tsleep_h\tresting_hr\tnotes\n2026-09-29\t6,5\t3\t7,5\t51\tmüde\n".encode("utf-16"),
        f"date,{EXPORTED},rpe,soreness,sleep_h,resting_hr\n2026-09-29,07:00,easy,40,6.5,5:57,,20,6.5,3,7.5,51\n",
    ],
)
def test_a_day_is_read_from_whatever_a_program_makes_of_the_table(tmp_path: Path, content: str | bytes) -> None:
    diary = read(tmp_path, content)
    assert (dict(diary.days), diary.faults) == ({DAY: FULL}, ())


NO_DAY = "the line is left out; write one such as 2026-10-04"
TOO_MANY = (
    "7 cells under 6 columns; the line is left out; "
    "put quotes around a cell that holds the separator, such as a decimal comma"
)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("29.09.2026,5,,,,", f"'29.09.2026' is no day; {NO_DAY}"),
        ("2026-02-30,5,,,,", f"'2026-02-30' is no day; {NO_DAY}"),
        ("2026-W40-1,5,,,,", f"'2026-W40-1' is no day; {NO_DAY}"),
        ("0026-09-29,5,,,,", f"'0026-09-29' is no day; {NO_DAY}"),
        (",5,,,,", f"no date; {NO_DAY}"),
        ("2026-09-29,6/10,,,,", "rpe: '6/10' is no number; it is left out; write how hard it felt from 1 to 10"),
        ("2026-09-29,0,,,,", "rpe: '0' is not from 1 to 10; it is left out; write how hard it felt from 1 to 10"),
        ("2026-09-29,,nan,,,", "soreness: 'nan' is no number; it is left out; write 0 to 10"),
        ("2026-09-29,,,75,,", "sleep_h: '75' is not from 0 to 24; it is left out; write hours such as 7.5 or 7:30"),
        (
            "2026-09-29,,,,5\x1b[2J,",
            r"resting_hr: '5\x1b[2J' is no number; it is left out; write beats a minute such as 52",
        ),
        ("2026-09-29,6,5,3,7,5,51", TOO_MANY),
        ("2026-09-29,6,3,7,5,51,", TOO_MANY),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, row: str, told: str) -> None:
    diary = read(tmp_path, f"{HEAD}\n{row}\n2026-10-01,4,1,8,50,\n")
    assert [fault.removesuffix(", or nothing") for fault in faults(diary)] == [f"2: {told}"]
    assert diary.on(date(2026, 10, 1)) == DiaryDay(effort=4, soreness=1, sleep_s=8 * 3600, resting_bpm=50)


def test_a_wrong_cell_leaves_the_others_of_its_line(tmp_path: Path) -> None:
    assert read(tmp_path, f"{HEAD}\n2026-09-29,?,3,,51,\n").on(DAY) == DiaryDay(soreness=3, resting_bpm=51)


def test_a_quote_that_is_never_closed_costs_no_other_line(tmp_path: Path) -> None:
    diary = read(tmp_path, f'{HEAD}\n2026-09-29,6.5,3,7.5,51,"rain\n' + "2026-10-01,4,,,,\n" * 30)
    assert diary.on(DAY) == FULL
    assert diary.on(date(2026, 10, 1)).effort == 4


def test_a_quote_inside_a_note_is_a_sign_like_any_other(tmp_path: Path) -> None:
    diary = read(tmp_path, f'{HEAD}\n2026-09-29,6.5,3,7.5,51,5" of rain\n2026-10-01,4,,,,7" more\n')
    assert (diary.on(DAY), diary.on(date(2026, 10, 1)).effort) == (FULL, 4)


def test_line_numbers_count_the_lines_of_the_file(tmp_path: Path) -> None:
    diary = read(tmp_path, f'\n{HEAD}\n2026-09-29,5,,,,"one\ntwo\nthree"\n\n2026-09-30,11,,,,\n')
    assert [fault.partition(":")[0] for fault in faults(diary)] == ["7"]


def test_of_two_runs_of_a_day_the_harder_effort_counts_and_the_first_morning(tmp_path: Path) -> None:
    diary = read(tmp_path, f"{HEAD}\n2026-09-29,4,3,,,\n2026-09-29,7,5,8,,\n2026-09-29,6,3,,,\n")
    assert diary.on(DAY) == DiaryDay(effort=7, soreness=3, sleep_s=8 * 3600)
    [fault] = faults(diary)
    assert fault.startswith("3: soreness of 2026-09-29 is not what line 2 says; the first counts; leave it empty")


def test_columns_that_are_not_known_are_told_and_passed_over(tmp_path: Path) -> None:
    diary = read(tmp_path, "date,rpe,mood,sorenes,rpe\n2026-09-29,5,9,4,7\n")
    assert diary.on(DAY) == DiaryDay(effort=5)
    assert [fault.partition(" is")[0].partition(" stands")[0] for fault in faults(diary)] == [
        "1: column 'mood'", "1: column 'sorenes'", "1: column 'rpe'",
    ]  # fmt: skip
    assert faults(diary)[1].endswith("did you mean soreness?")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "diary-header"),
        ("\n;;\n", "diary-header"),
        ("2026-09-29,5,,,,\n", "diary-header"),
        ("Datum;rpe\n2026-09-29;5\n", "diary-header"),
        (b"\x00\x01\x02" * 40, "diary-text"),
        (b"PK\x03\x04" + bytes(200), "diary-text"),
        (b"date,rpe\n" + b"2026-09-29,5\n" * (limits.DIARY_BYTES // 12), "diary-size"),
    ],
)
def test_what_is_no_diary_is_refused_with_what_to_do(tmp_path: Path, content: str | bytes, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        read(tmp_path, content)
    assert refused.value.code == code
    assert refused.value.hint
    assert "diary.csv" in str(refused.value)


def test_a_folder_or_nothing_in_its_place_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv", tmp_path / "no\0name.csv"):
        with pytest.raises(UsageError, match="cannot be read"):
            load_diary(path)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.text(alphabet='0123456789-,;:."\n\r\tdaterpx ', max_size=200))
def test_nothing_in_a_file_ends_in_anything_but_a_diary_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes, text: str
) -> None:
    folder = tmp_path_factory.mktemp("diary")
    for content in (junk, HEAD.encode() + b"\n" + junk, f"{HEAD}\n{text}".encode()):
        try:
            diary = read(folder, content)
        except UsageError:
            continue
        assert all("\n" not in fault for fault in diary.faults)


def test_very_many_unknown_columns_are_counted_not_searched(tmp_path: Path) -> None:
    strange = ",".join(f"sorenes{k:06}" for k in range(100_000))
    begun = time.process_time()
    diary = read(tmp_path, f"date,rpe,{strange}\n2026-09-29,5\n")
    assert time.process_time() - begun < 20  # a spelling looked for in each would take minutes
    assert diary.on(DAY).effort == 5
    told = faults(diary)
    assert len(told) == 21
    assert told[-1].startswith("1: 99980 more columns are not known and not read")


def test_very_many_open_quotes_cost_their_own_lines_and_no_minutes(tmp_path: Path) -> None:
    lines = [f'2026-09-{1 + k % 28:02},5,"a' for k in range(40_000)]
    begun = time.process_time()
    diary = read(tmp_path, "\n".join(["date,rpe,notes", *lines]))
    assert time.process_time() - begun < 20
    assert len(diary.days) == 28
