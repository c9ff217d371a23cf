"""What a coach sees and what scripts rely on where one call judges several athletes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_exit_codes import FIXTURES, downtempo

DAY = ("--today", "2026-10-05")


@pytest.fixture
def coach(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "coach", tmp_path / "coach"))


def document(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_report_has_a_block_for_each_athlete_and_a_sum(coach: Path) -> None:
    done = downtempo("audit", ".", *DAY, cwd=coach)
    lines = done.stdout.splitlines()
    assert lines[0] == "ana/downtempo.toml"
    assert lines[2].startswith("Ana · week 2026-W40")
    assert lines[lines.index("ben/downtempo.toml") + 2].startswith("Ben · week 2026-W39")
    assert "7.7 mi" in done.stdout
    assert lines[-1] == "In all: 2 errors in 6 runs of 2 athletes."
    assert done.returncode == 1


def test_one_athlete_alone_has_neither_head_nor_sum(coach: Path) -> None:
    done = downtempo("audit", ".", *DAY, "--athlete", "Ana", cwd=coach)
    assert done.stdout.startswith("Ana · week 2026-W40")
    assert "In all" not in done.stdout
    assert done.stdout == downtempo("audit", "ana", *DAY, cwd=coach).stdout.replace("./ana", "ana")


def test_what_comes_next_for_one_of_many_is_what_comes_next_in_their_folder(coach: Path) -> None:
    """Ben's earlier runs lie in an archive beside his folder, which his configuration names."""
    for name in ("Ana", "Ben"):
        one = downtempo("next", ".", *DAY, "--athlete", name, cwd=coach)
        assert (one.returncode, one.stderr) == (0, "")
        assert one.stdout == downtempo("next", name.lower(), *DAY, cwd=coach).stdout
    shutil.copytree(coach / "ben", coach / "again")
    twice = downtempo("next", ".", *DAY, "--athlete", "Ben", cwd=coach)
    assert twice.returncode == 2
    assert "several folders here are those of Ben: " in twice.stderr
    assert "again" in twice.stderr


def test_what_comes_next_for_who_is_at_the_top_leaves_out_who_is_below(coach: Path) -> None:
    alone = downtempo("next", "ana", *DAY, cwd=coach).stdout
    shutil.copytree(coach / "ben", coach / "ana" / "ben")
    shutil.copytree(coach / "archive", coach / "ana" / "archive")
    assert downtempo("next", "ana", *DAY, "--athlete", "Ana", cwd=coach).stdout == alone


def test_a_week_that_is_given_is_that_of_all(coach: Path) -> None:
    told = document(downtempo("audit", ".", *DAY, "--week", "2026-W39", "--format", "json", cwd=coach))
    assert [athlete["weeks"] for athlete in told["athletes"]] == [["2026-W39"], ["2026-W39"]]
    assert told["weeks"] == ["2026-W39", "2026-W39"]


def test_every_finding_of_a_document_says_whose_it_is(coach: Path) -> None:
    told = document(downtempo("audit", ".", *DAY, "--format", "json", cwd=coach))
    assert {f["athlete"] for f in told["findings"]} == {"Ana", "Ben"}
    assert {gap["athlete"] for gap in told["not_judged"]} == {"Ana", "Ben"}
    (coach / "ben" / "downtempo.toml").write_text("[athlete]\nlevel = 'beginner'\n")
    told = document(downtempo("audit", ".", *DAY, "--format", "json", cwd=coach))
    assert {f["athlete"] for f in told["findings"]} == {"Ana", "ben/downtempo.toml"}


def test_the_order_of_the_paths_and_the_spelling_of_the_folder_change_no_judgement(coach: Path) -> None:
    one = downtempo("check", "ana", "ben", "archive", *DAY, "--format", "json", cwd=coach).stdout
    other = downtempo("check", "archive", "ben", "ana", *DAY, "--format", "json", cwd=coach).stdout
    assert one == other
    whole = document(downtempo("check", ".", *DAY, "--format", "json", cwd=coach))
    assert whole["summary"] == json.loads(one)["summary"]


def test_the_exit_code_is_that_of_the_worst_by_their_own_fail_levels(coach: Path) -> None:
    only = ("check", ".", *DAY, "--select", "DH102")
    assert downtempo(*only, cwd=coach).returncode == 1
    assert downtempo(*only, "--athlete", "Ana", cwd=coach).returncode == 0
    quiet = (*only, "--severity", "DH102=warning")
    assert downtempo(*quiet, cwd=coach).returncode == 1  # Ben's own fail level is warning
    assert downtempo(*quiet, "--fail-level", "error", cwd=coach).returncode == 0


def test_show_writes_each_run_in_the_units_of_its_runner(coach: Path) -> None:
    done = downtempo("show", ".", cwd=coach)
    assert done.returncode == 0
    assert done.stdout.count("altitude: barometer") == 31
    assert re.search(r" moving · (\d+:\d\d in all · )?\d+:\d\d/km", done.stdout)
    assert re.search(r" moving · (\d+:\d\d in all · )?\d+:\d\d/mi", done.stdout)
    assert len(document(downtempo("show", ".", "--format", "json", cwd=coach))["sessions"]) == 31


def test_a_suppressed_finding_is_told_in_a_line_and_an_unused_entry_in_another(coach: Path) -> None:
    done = downtempo("audit", "ben", *DAY, cwd=coach)
    assert "  Suppressed: 1 finding: WK103 2026-W39 (his first week of reps;" in done.stdout
    told = " ".join(done.stdout.split())
    assert "warning ben/downtempo.suppress.toml:6: DH102 at 2026-09-16 suppresses nothing: no run or week" in told


def test_when_all_is_suppressed_the_report_does_not_say_that_there_was_nothing(coach: Path) -> None:
    entry = '[[suppress]]\nrun = "2026-09-23T1800.fit.gz"\nrule = "DH102"\nreason = "agreed"\n'
    (coach / "ben" / "downtempo.suppress.toml").write_text(entry)
    done = downtempo("check", "ben", *DAY, cwd=coach)
    assert done.returncode == 0
    assert "Nothing beyond the figures but what is excused in 3 runs" in done.stdout
    told = document(downtempo("check", "ben", *DAY, "--format", "json", cwd=coach))
    assert told["findings"] == []
    assert {s["suppression"]["reason"] for s in told["suppressed"]} == {"agreed"}
    assert told["summary"]["suppressed"] == 4
    assert told["summary"]["beyond"] == 0


def test_a_wrong_suppression_of_one_athlete_is_told_with_its_place(coach: Path) -> None:
    (coach / "ben" / "downtempo.suppress.toml").write_text('[[suppress]]\nrun = "x"\nrule = "DH10"\nreason = "x"\n')
    done = downtempo("check", ".", cwd=coach)
    assert done.returncode == 2
    assert "ben/downtempo.suppress.toml:1: suppress.rule: no rule 'DH10'; did you mean DH1" in done.stderr
    assert "ben/" not in done.stdout


def test_a_baseline_is_made_holds_and_breaks_when_more_is_found(coach: Path) -> None:
    base = ("check", ".", *DAY, "--baseline", "baseline.json")
    made = downtempo(*base, "--write-baseline", cwd=coach)
    assert made.returncode == 0
    assert json.loads((coach / "baseline.json").read_text()) == {
        "schema": "downtempo/baseline/1", "check": {"Ben": {"DH102": 4}}, "audit": {},
    }  # fmt: skip
    held = downtempo(*base, cwd=coach)
    assert held.returncode == 0
    assert "Baselined: 4 findings: DH102 4." in held.stdout
    shutil.copy(coach / "ben" / "2026-09-21T1900.fit.gz", coach / "ben" / "easy-again.fit.gz")
    assert downtempo(*base, cwd=coach).returncode == 0
    (coach / "baseline.json").write_text((coach / "baseline.json").read_text().replace("4", "3"))
    broken = downtempo(*base, "--format", "json", cwd=coach)
    assert broken.returncode == 1
    told = document(broken)
    assert [f["code"] for f in told["findings"] if f["severity"] != "info"] == ["DH102"]
    assert told["baselined"] == [{"athlete": "Ben", "code": "DH102", "findings": 3}]
    assert told["summary"]["baselined"] == 3


def test_a_baseline_is_pruned_when_less_is_found(coach: Path) -> None:
    base = ("check", ".", *DAY, "--baseline", "baseline.json")
    downtempo(*base, "--write-baseline", cwd=coach)
    (coach / "ben" / "2026-09-23T1800.fit.gz").unlink()
    assert downtempo(*base, "--prune-baseline", cwd=coach).returncode == 0
    assert json.loads((coach / "baseline.json").read_text())["check"] == {}


def test_writing_a_baseline_twice_gives_the_same_bytes_and_leaves_nothing_beside_it(coach: Path) -> None:
    base = ("audit", ".", *DAY, "--baseline", "baseline.json", "--write-baseline")
    downtempo(*base, cwd=coach)
    once = (coach / "baseline.json").read_bytes()
    downtempo(*base, cwd=coach)
    assert (coach / "baseline.json").read_bytes() == once
    assert sorted(p.name for p in coach.iterdir() if p.is_file()) == ["baseline.json", "expected.json", "origin.toml"]


def test_a_malformed_baseline_is_refused_and_left_as_it_is(coach: Path) -> None:
    path = coach / "baseline.json"
    for option in ((), ("--write-baseline",), ("--prune-baseline",)):
        path.write_text('{"schema": "downtempo/baseline/1", "check": []}')
        done = downtempo("check", ".", "--baseline", "baseline.json", *option, cwd=coach)
        assert done.returncode == 2
        assert "is no baseline" in done.stderr
        assert path.read_text() == '{"schema": "downtempo/baseline/1", "check": []}'


def test_statistics_count_instead_of_telling(coach: Path) -> None:
    done = downtempo("audit", ".", *DAY, "--statistics", cwd=coach)
    assert done.returncode == 1
    assert "      4  error    DH102  rep too long, in 1 run\n" in done.stdout
    assert "      1  error    WK103  no flat quality, in 1 week\n" in done.stdout
    told = document(downtempo("audit", ".", *DAY, "--statistics", "--format", "json", cwd=coach))
    assert told["schema"] == "downtempo/statistics/1"
    assert [(row["athlete"], row["code"], row["findings"], row["runs"]) for row in told["statistics"]] == [
        ("Ana", "WK103", 1, 0),
        ("Ben", "DH102", 4, 1),
    ]
    assert told["summary"]["suppressed"] == 1


def test_what_is_proposed_for_an_athlete_is_a_configuration_that_holds(coach: Path) -> None:
    (coach / "ana" / "downtempo.toml").unlink()
    made = downtempo("config", "--init", "ana", "--output-file", "ana/downtempo.toml", cwd=coach)
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "")
    athlete = tomllib.loads((coach / "ana" / "downtempo.toml").read_text())["athlete"]
    assert athlete["timezone"] == "Etc/GMT+8"
    assert athlete.keys() == {"level", "timezone", "easy-pace"}
    shown = downtempo("config", "--show", "ana", cwd=coach)
    assert f'easy-pace = "{athlete["easy-pace"]}"' in shown.stdout
    again = downtempo("config", "--init", "ana", "--output-file", "ana/downtempo.toml", cwd=coach)
    assert again.returncode == 2
    assert "nothing was written" in again.stderr


def test_the_schema_is_printed_as_a_document() -> None:
    done = downtempo("config", "--schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "downtempo.toml"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (('level = "beginner"', 'level = "begginer"'), "athlete.level: 'begginer' is not possible here"),
        (("archive/ben", "archive/benny"), "history: no folder 'ben/../archive/benny'"),
        (("[athlete]", '[athlete]\ndiary = "none.csv"'), "ben/none.csv: the diary cannot be read"),
        (("[athlete]", 'ignore = ["DH999"]\n[athlete]'), "no rule or family 'DH999'"),
        (("history", "= history"), "is no TOML"),
    ],
)
def test_a_wrong_configuration_stops_its_athlete_and_no_other(coach: Path, wrong: tuple[str, str], told: str) -> None:
    config = coach / "ben" / "downtempo.toml"
    config.write_text(config.read_text().replace(*wrong, 1))
    done = downtempo("audit", ".", *DAY, "--format", "json", cwd=coach)
    assert done.returncode == 2
    # What only the wrong configuration claims is nobody's meanwhile.
    assert {athlete["athlete"] for athlete in document(done)["athletes"]} - {None} == {"Ana"}
    [line] = done.stderr.splitlines()
    assert told in line
    assert "ben/" in line
    assert line.endswith("; not checked, the other athletes are")
    assert "DH102" not in done.stdout


def test_a_wrong_configuration_is_told_only_where_it_is_asked_for(coach: Path) -> None:
    (coach / "ben" / "downtempo.toml").write_text("[athlete]\nname = 'Ben'\nlevel = 'begginer'\n")
    ana = downtempo("audit", ".", *DAY, "--athlete", "Ana", cwd=coach)
    assert (ana.returncode, ana.stderr) == (1, "")
    for call in (("audit", ".", "--athlete", "Ben"), ("audit", "ben"), ("show", "ben")):
        ben = downtempo(*call, cwd=coach)
        assert (ben.returncode, ben.stdout) == (2, "")
        assert "'begginer' is not possible here" in ben.stderr


def test_nobody_is_looked_at_where_every_configuration_is_wrong(coach: Path) -> None:
    for name in ("ana", "ben"):
        (coach / name / "downtempo.toml").write_text("levle = 1\n")
    done = downtempo("audit", "ana", "ben", cwd=coach)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_shown_runs_say_whose_they_are(coach: Path) -> None:
    (coach / "ben" / "broken.fit").write_bytes(b"no recording")
    (coach / "ana" / "downtempo.toml").write_text('history = ["earlier"]\n')
    told = document(downtempo("show", ".", "--format", "json", cwd=coach))
    whose = {(s["athlete"], s["file"].split("/")[1]) for s in told["sessions"]}
    assert whose == {("ana/downtempo.toml", "ana"), ("Ben", "ben"), ("Ben", "archive")}
    assert [r["athlete"] for r in told["rejected"]] == ["Ben"]
