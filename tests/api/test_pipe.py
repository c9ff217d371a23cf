"""The library as the README shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import downtempo
from downtempo.config import Config, Configured, load_config
from downtempo.errors import EnvironmentFault, InputError

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
WEEK = FIXTURES / "five-findings"


@pytest.fixture(scope="module")
def configured() -> Configured:
    return load_config(WEEK / "downtempo.toml")


@pytest.fixture(scope="module")
def steep(configured: Configured) -> downtempo.Session:
    return downtempo.segment(downtempo.read(WEEK / "runs" / "2026-09-29T1800.fit.gz"), configured)


def test_a_run_is_read_segmented_and_scored_in_three_calls(steep: downtempo.Session) -> None:
    verdicts = downtempo.score([steep])
    assert steep.kind == "controlled-speed-repeats"
    assert {finding.code for finding in verdicts.findings if finding.severity == "error"} == {"DH101"}


def test_bytes_are_read_as_well_as_paths() -> None:
    path = WEEK / "runs" / "2026-09-29T1800.fit.gz"
    assert downtempo.read(path.read_bytes()).sha256 == downtempo.read(path).sha256


def test_what_cannot_be_read_raises_an_error_that_says_what_and_where() -> None:
    with pytest.raises(InputError) as caught:
        downtempo.read(FIXTURES / "broken" / "empty-file" / "run.fit")
    assert caught.value.code == "empty-file"
    assert "run.fit" in str(caught.value)


def test_a_path_that_does_not_exist_is_a_fault_of_the_environment() -> None:
    with pytest.raises(EnvironmentFault):
        downtempo.read("no-such-file.fit")


def test_walk_yields_readable_and_unreadable_files_alike() -> None:
    read = {Path(r.file).parent.name: r for r in downtempo.walk(FIXTURES / "broken")}
    assert read["empty-file"].rejected is not None
    assert read["truncated-fit"].tracks


def test_the_last_week_with_a_run_is_audited_by_default(configured: Configured) -> None:
    judged = downtempo.audit([WEEK / "runs"], configured)
    assert [week.label for week in judged.weeks] == ["2026-W40"]
    assert judged.n_history == 28


def test_a_span_of_days_is_audited_week_by_week(configured: Configured) -> None:
    judged = downtempo.audit([WEEK / "runs"], configured, first=date(2026, 9, 16), last=date(2026, 9, 29))
    assert [week.label for week in judged.weeks] == ["2026-W38", "2026-W39", "2026-W40"]


def test_a_week_without_runs_is_judged_too(configured: Configured) -> None:
    judged = downtempo.audit([WEEK / "runs"], configured, first=date(2026, 10, 7), last=date(2026, 10, 7))
    assert judged.weeks[0].sessions == ()
    assert judged.verdicts.summary.runs == 0


def test_a_week_that_is_not_over_is_not_blamed_for_what_is_missing(configured: Configured) -> None:
    runs = [WEEK / "runs" / "2026-09-28T0700.fit.gz", WEEK / "runs" / "2026-09-29T1800.fit.gz"]
    missing = {"WK102", "WK103"}
    over = downtempo.audit(runs, configured, today=date(2026, 10, 5))
    assert missing <= {finding.code for finding in over.verdicts.findings}
    running = downtempo.audit(runs, configured, today=date(2026, 9, 30))
    assert not missing & {finding.code for finding in running.verdicts.findings}
    assert missing <= {gap.code for gap in running.verdicts.not_judged}


def test_without_history_a_rule_about_progress_is_not_judged_rather_than_within() -> None:
    judged = downtempo.audit([WEEK / "runs"], Configured(Config()), today=date(2026, 10, 5))
    assert "PG104" in {gap.code for gap in judged.verdicts.not_judged}
    assert "PG104" not in {finding.code for finding in judged.verdicts.findings}


def test_an_overridden_figure_decides_and_is_cited(tmp_path: Path) -> None:
    text = (WEEK / "downtempo.toml").read_text().replace('"../', f'"{WEEK}/../')
    extra = '\n[figures."downhill-dynamo.repeat-grade"]\nvalue = 12\nunit = "%"\nreason = "a hill we know"\n'
    path = tmp_path / "downtempo.toml"
    path.write_text(text + extra)
    judged = downtempo.audit([WEEK / "runs"], load_config(path), today=date(2026, 10, 5))
    assert "DH101" not in {finding.code for finding in judged.verdicts.findings}


def test_an_ignored_rule_is_silent_and_a_raised_one_is_loud(tmp_path: Path) -> None:
    text = (WEEK / "downtempo.toml").read_text().replace('"../', f'"{WEEK}/../')
    path = tmp_path / "downtempo.toml"
    path.write_text(f'ignore = ["DH"]\n{text}\n[severity]\nWK106 = "error"\n')
    judged = downtempo.audit([WEEK / "runs"], load_config(path), today=date(2026, 10, 5))
    severities = {finding.code: finding.severity for finding in judged.verdicts.findings}
    assert "DH101" not in severities
    assert severities["WK106"] == "error"


def test_a_file_that_cannot_be_read_is_a_finding_of_the_week(configured: Configured) -> None:
    broken = FIXTURES / "broken" / "empty-file"
    judged = downtempo.audit([WEEK / "runs", broken], configured, today=date(2026, 10, 5))
    assert any(f.code == "DQ101" and "empty-file" in f.message for f in judged.verdicts.findings)


def test_days_after_the_last_run_are_a_week_without_runs(configured: Configured) -> None:
    judged = downtempo.audit([WEEK / "runs"], configured, first=date(2027, 1, 1))
    assert [(week.label, week.sessions) for week in judged.weeks] == [("2026-W53", ())]


def test_a_file_that_cannot_be_read_is_told_whatever_rules_are_selected(tmp_path: Path) -> None:
    (tmp_path / "downtempo.toml").write_text('select = ["DH"]\n')
    configured = load_config(tmp_path / "downtempo.toml")
    judged = downtempo.check([FIXTURES / "broken" / "empty-file"], configured)
    assert [f.code for f in judged.verdicts.findings] == ["DQ101"]


def test_a_folder_is_no_recording() -> None:
    with pytest.raises(EnvironmentFault, match="is a folder"):
        downtempo.read(WEEK)


def test_history_makes_the_kind_of_a_run_known_to_the_library_too(configured: Configured) -> None:
    past = downtempo.show([FIXTURES / "conforming-week" / "history"], configured).sessions
    reps = downtempo.segment(downtempo.read(WEEK / "runs" / "2026-09-30T1800.fit.gz"), configured)
    assert "SR103" in {f.code for f in downtempo.score([reps], history=past, configured=configured).findings}


def test_a_history_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.fit").write_bytes(b"no recording")
    (tmp_path / "downtempo.toml").write_text('history = ["."]\n')
    judged = downtempo.check([WEEK / "runs" / "2026-09-28T0700.fit.gz"], load_config(tmp_path / "downtempo.toml"))
    assert [left.file.endswith("old.fit") for left in judged.collected.left_out] == [True]


ONE = WEEK / "runs" / "2026-09-29T1800.fit.gz"


def test_one_file_that_was_named_is_no_whole_week() -> None:
    judged = downtempo.audit([ONE], Configured(Config()), today=date(2026, 11, 1))
    codes = {v.code: v.outcome for v in judged.verdicts.verdicts if v.place.week}
    assert {codes[code] for code in ("WK101", "WK102", "WK103", "WK108", "WK109", "PG107")} == {"not judged"}
    why = {n.reason for n in judged.verdicts.not_judged if n.code == "WK102"}
    assert [reason.split(",")[0] for reason in why] == ["one file was named"]


def test_a_folder_of_one_file_is_a_whole_week_and_so_is_a_file_with_a_history(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / ONE.name).write_bytes(ONE.read_bytes())
    (tmp_path / "downtempo.toml").write_text('history = ["past"]\n', encoding="utf-8")
    (tmp_path / "past").mkdir()
    with_history = load_config(tmp_path / "downtempo.toml")
    for paths, configured in (([tmp_path / "runs"], Configured(Config())), ([ONE], with_history)):
        judged = downtempo.audit(paths, configured, today=date(2026, 11, 1))
        assert {"WK102", "WK103"} <= {finding.code for finding in judged.verdicts.findings}


def test_a_shown_run_has_the_name_that_it_has_among_the_runs_before_it(configured: Configured) -> None:
    (shown,), (blind,) = (downtempo.show([ONE], each).sessions for each in (configured, Configured(Config())))
    assert shown.kind == "controlled-speed-repeats"
    assert shown.n_before > 4 > blind.n_before == 0
