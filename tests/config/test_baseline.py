"""The baseline file: the same counts give the same bytes, and nothing malformed is taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from downtempo.config import Baseline, dump_baseline, load_baseline, with_counts
from downtempo.errors import UsageError


def test_what_is_written_is_read_back_the_same_and_sorted(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline = Baseline(check={"Ben": {"SE101": 1, "DH101": 4}, "": {"DQ101": 2}})
    path.write_text(dump_baseline(baseline))
    assert load_baseline(path) == baseline
    assert list(json.loads(path.read_text())["check"]) == ["", "Ben"]
    assert list(json.loads(path.read_text())["check"]["Ben"]) == ["DH101", "SE101"]


def test_runners_without_counts_are_not_written() -> None:
    assert json.loads(dump_baseline(Baseline(audit={"Ana": {}})))["audit"] == {}


def test_counts_of_one_command_leave_those_of_the_other_alone() -> None:
    baseline = with_counts(Baseline(check={"Ana": {"DH101": 1}}), "audit", {"Ana": {"WK106": 2}})
    assert baseline.check == {"Ana": {"DH101": 1}}
    assert baseline.audit == {"Ana": {"WK106": 2}}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": "downtempo/baseline/2"}',
        '{"schema": "downtempo/baseline/1", "chekc": {}}',
        '{"schema": "downtempo/baseline/1", "check": {"Ana": {"DH101": 0}}}',
        '{"schema": "downtempo/baseline/1", "check": {"Ana": {"DH101": -1}}}',
        '{"schema": "downtempo/baseline/1", "check": {"Ana": {"DH101": 1.5}}}',
        '{"schema": "downtempo/baseline/1", "check": {"Ana": {"DH101": true}}}',
        '{"schema": "downtempo/baseline/1", "check": {"Ana": 3}}',
        '{"schema": "downtempo/baseline/1"',
        "\xff",
    ],
)
def test_what_is_malformed_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match=r"baseline\.json: is no baseline") as caught:
        load_baseline(path)
    assert "\n" not in str(caught.value)


def test_a_missing_baseline_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--write-baseline makes it"):
        load_baseline(tmp_path / "baseline.json")


def test_a_folder_is_no_baseline(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_baseline(tmp_path)
