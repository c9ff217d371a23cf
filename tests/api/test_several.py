"""Several athletes in one call: each with their own configuration and history, every run judged once."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from downtempo import api
from downtempo.config import Baseline, load_config, territories
from downtempo.model.results import Judged

COACH = Path(__file__).resolve().parents[2] / "fixtures" / "coach"
TODAY = date(2026, 10, 5)


@cache
def checked(*paths: Path) -> Judged:
    found = territories([str(path) for path in paths])
    return api.merged(api.check(t.paths, t.configured, today=TODAY, ground=t.ground) for t in found)


@cache
def audited(*paths: Path, first: date | None = None) -> Judged:
    found = territories([str(path) for path in paths])
    return api.merged(api.audit(t.paths, t.configured, today=TODAY, first=first, ground=t.ground) for t in found)


def files(judged: Judged) -> list[str]:
    return [str(Path(s.file).relative_to(COACH)) for s in judged.collected.sessions]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_check_judges_every_run_of_the_tree_once_and_as_that_of_its_runner() -> None:
    judged = checked(COACH)
    assert len(files(judged)) == len(set(files(judged))) == len(list(COACH.rglob("*.gz"))) == 31
    ana, ben = judged.parts
    assert all(file.startswith("ana/") for file in files(ana))
    assert sorted(file.split("/")[0] for file in files(ben)) == [*["archive"] * 8, *["ben"] * 3]


def test_each_is_judged_by_their_own_level() -> None:
    judged = checked(COACH)
    assert {(f.athlete, f.code) for f in judged.verdicts.findings} == {("Ben", "DH102")}
    as_one = api.check([COACH], load_config(COACH / "ana" / "downtempo.toml"), today=TODAY)
    assert "DH102" not in {f.code for f in as_one.verdicts.findings}


def test_an_audit_takes_the_last_week_of_each() -> None:
    ana, ben = audited(COACH).parts
    assert [week.label for week in (*ana.weeks, *ben.weeks)] == ["2026-W40", "2026-W39"]
    assert (ana.n_history, ben.n_history) == (17, 8)


def test_one_athlete_of_the_tree_is_judged_as_if_he_were_alone() -> None:
    alone = api.audit([COACH / "ben"], load_config(COACH / "ben" / "downtempo.toml"), today=TODAY)
    among = audited(COACH).parts[1]
    assert [f.message for f in among.verdicts.findings] == [f.message for f in alone.verdicts.findings]
    assert among.verdicts.summary == alone.verdicts.summary
    assert among.n_history == alone.n_history


def test_runs_of_the_history_inside_the_folder_count_once() -> None:
    configured = load_config(COACH / "ana" / "downtempo.toml")
    whole = api.audit([COACH / "ana"], configured, today=TODAY)
    split = api.audit([COACH / "ana" / "runs"], configured, today=TODAY)
    assert whole.n_history == split.n_history == 17
    assert whole.collected.left_out == split.collected.left_out == ()


def test_a_history_shared_by_two_configurations_is_judged_where_it_lies_and_nowhere_else(tmp_path: Path) -> None:
    shutil.copytree(COACH / "ana", tmp_path / "first")
    shutil.copytree(COACH / "ana" / "runs", tmp_path / "second" / "runs")
    write(tmp_path / "second" / "downtempo.toml", 'history = ["../first/earlier"]\n[athlete]\nname = "Ana"\n')
    judged = audited(tmp_path, first=date(2026, 9, 14))
    own = [{Path(s.file).parts[-2] for s in part.collected.sessions} for part in judged.parts]
    assert own == [{"earlier", "runs"}, {"runs"}]
    assert [[week.label for week in part.weeks] for part in judged.parts] == [
        ["2026-W38", "2026-W39", "2026-W40"],
        ["2026-W39", "2026-W40"],
    ]


def test_a_folder_of_another_runner_inside_the_history_does_not_count_and_is_told(tmp_path: Path) -> None:
    shutil.copytree(COACH / "ana", tmp_path / "ana")
    shutil.copytree(COACH / "ben", tmp_path / "ben")
    write(tmp_path / "ana" / "downtempo.toml", 'history = [".."]\n[athlete]\nname = "Ana"\n')
    judged = api.audit([tmp_path / "ana" / "runs"], load_config(tmp_path / "ana" / "downtempo.toml"), today=TODAY)
    assert judged.n_history == 17
    assert [Path(left.file).name for left in judged.collected.left_out] == ["ben"]


def test_runners_without_any_run_are_left_out_of_the_report(tmp_path: Path) -> None:
    shutil.copytree(COACH / "ana", tmp_path / "ana")
    write(tmp_path / "cleo" / "downtempo.toml", '[athlete]\nname = "Cleo"\n')
    judged = checked(tmp_path)
    assert judged.parts == ()
    assert judged.athlete.name == "Ana"


def test_runs_outside_all_folders_belong_to_an_anonymous_runner(tmp_path: Path) -> None:
    shutil.copytree(COACH / "ana", tmp_path / "ana")
    shutil.copy(COACH / "ben" / "2026-09-23T1800.fit.gz", tmp_path)
    ana, nobody = checked(tmp_path).parts
    assert (ana.label, nobody.label) == ("Ana", "")
    assert len(nobody.collected.sessions) == 1


def test_a_file_given_beside_its_folder_is_judged_once() -> None:
    assert len(files(checked(COACH / "ben", COACH / "ben" / "2026-09-23T1800.fit.gz"))) == 3


def test_a_suppression_is_reported_unused_only_where_the_whole_folder_was_looked_at() -> None:
    configured = load_config(COACH / "ben" / "downtempo.toml")
    one = api.check([COACH / "ben" / "2026-09-23T1800.fit.gz"], configured, today=TODAY)
    assert one.verdicts.unused == ()
    whole = api.check([COACH / "ben"], configured, today=TODAY)
    assert [(u.suppression.run, u.athlete) for u in whole.verdicts.unused] == [("2026-09-16", "Ben")]


@pytest.mark.parametrize(("expires", "n"), [("2026-10-05", 1), ("2026-10-04", 0)])
def test_an_expired_suppression_no_longer_holds(tmp_path: Path, expires: str, n: int) -> None:
    folder = tmp_path / "ben"
    shutil.copytree(COACH / "ben", folder)
    entry = f'[[suppress]]\nrun = "2026-W39"\nrule = "WK103"\nreason = "x"\nexpires = {expires}\n'
    write(folder / "downtempo.suppress.toml", entry)
    (tmp_path / "archive" / "ben").mkdir(parents=True)
    judged = api.audit([folder], load_config(folder / "downtempo.toml"), today=TODAY)
    assert len(judged.verdicts.suppressed) == n
    assert len(judged.verdicts.unused) == 1 - n


def test_a_baseline_counts_for_each_runner_and_excuses_no_more(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    parts = checked(COACH).parts
    counted = api.counted(parts, Baseline(), "check", path)
    assert counted.check == {"Ana": {}, "Ben": {"DH102": 4}}
    assert [len(part.verdicts.findings) for part in api.excused(parts, counted, "check", path)] == [0, 0]
    lower = Baseline(check={"Ana": {"DH102": 9}, "Ben": {"DH102": 3}})
    held = api.excused(parts, lower, "check", path)
    assert [len(part.verdicts.findings) for part in held] == [0, 1]
    assert [len(part.verdicts.findings) for part in api.excused(parts, lower, "audit", path)] == [0, 4]


def test_runners_of_one_name_share_their_counts(tmp_path: Path) -> None:
    ben = checked(COACH).parts[1]
    held = api.excused([ben, ben], Baseline(check={"Ben": {"DH102": 6}}), "check", tmp_path / "baseline.json")
    assert [len(part.verdicts.findings) for part in held] == [0, 2]
    assert api.counted([ben, ben], Baseline(), "check", tmp_path / "b.json").check == {"Ben": {"DH102": 8}}


def test_pruning_lowers_counts_and_never_raises_them(tmp_path: Path) -> None:
    parts = checked(COACH).parts
    before = Baseline(check={"Ben": {"DH102": 2, "SE101": 3}, "Cleo": {"DH101": 1}})
    pruned = api.counted(parts, before, "check", tmp_path / "b.json", is_pruned=True)
    assert pruned.check == {"Ana": {}, "Ben": {"DH102": 2}, "Cleo": {"DH101": 1}}
    high = Baseline(check={"Ben": {"DH102": 9}})
    assert api.counted(parts, high, "check", tmp_path / "b.json", is_pruned=True).check["Ben"] == {"DH102": 4}


def test_rules_that_were_not_at_work_keep_their_counts(tmp_path: Path) -> None:
    configured = load_config(COACH / "ben" / "downtempo.toml")
    only = api.check([COACH / "ben"], type(configured)(type(configured.config)(select=("SE",)), configured.path))
    before = Baseline(check={"ben/downtempo.toml": {"DH102": 4, "SE101": 1}})
    after = api.counted([only], before, "check", COACH / "baseline.json")
    assert after.check == {"ben/downtempo.toml": {"DH102": 4}}


def test_a_runner_without_a_name_is_counted_by_the_place_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(COACH / "ben", tmp_path / "ben")
    write(tmp_path / "ben" / "downtempo.toml", '[athlete]\nlevel = "beginner"\n')
    for folder in (tmp_path, tmp_path / "ben"):
        monkeypatch.chdir(folder)
        counted = api.counted([checked.__wrapped__(tmp_path)], Baseline(), "check", tmp_path / "baseline.json")
        assert counted.check == {"ben/downtempo.toml": {"DH102": 4}}


def test_a_configuration_is_proposed_from_the_runs_of_one_runner_only() -> None:
    text, read = api.proposed(str(COACH / "ana"), lambda _done: None)
    assert len(read.sessions) == 20
    assert 'timezone = "Etc/GMT+8"' in text
    assert re.search(r'^easy-pace = "5:4\d/km"$', text, re.MULTILINE)  # the runner's is 5:45
    _, nobody = api.proposed(str(COACH), lambda _done: None)
    assert nobody.sessions == ()
