"""Looking ahead through the whole pipe: recordings in, proposals and judged plans out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from tests.parser.fit.test_workout import SIX, head
from tests.support.fit_bytes import file, file_id
from tests.support.outlooks import written

import downtempo
from downtempo.config import load_config
from downtempo.errors import EnvironmentFault, InputError, UsageError
from downtempo.model.planned import Planned
from downtempo.reports.plans import plan_table

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
WEEK = FIXTURES / "conforming-week"
CONFIGURED = load_config(WEEK / "downtempo.toml")
HISTORY = WEEK / "history"
MONDAY = date(2026, 9, 28)
DOWNHILL = '[[session]]\ndate = 2026-09-29\nkind = "downhill"\ngrade = "4 %"\nrecovery = "walk back"\n'


@pytest.fixture(scope="module")
def outlook() -> downtempo.Outlook:
    return downtempo.next_steps([WEEK / "runs"], CONFIGURED, today=MONDAY)


def test_runs_behind_today_are_left_out_and_told(outlook: downtempo.Outlook) -> None:
    assert outlook.n_runs == 29  # six weeks of history, and the Monday's own
    assert len(outlook.left_out) == 4
    assert {left.reason for left in outlook.left_out} == {"run after 2026-09-28, the day it is looked ahead from"}


def test_what_is_proposed_is_within_when_it_is_planned(outlook: downtempo.Outlook, tmp_path: Path) -> None:
    """`next` and `what-if` are two ways through the same rules."""
    step = next(step for step in outlook.steps if step.progression == "downhill")
    (told,) = [o for o in step.offers if o.what == "reps"]
    assert told.plan is not None
    plan = tmp_path / "plan.toml"
    body = f'reps = {told.plan.n_reps}\nrep = "30 s"\npace = "4:10/km"\nwarm-up = "10 min"\ncool-down = "5 min"\n'
    plan.write_text(DOWNHILL.replace("2026-09-29", str(told.first_day)) + body)
    judged = downtempo.what_if([HISTORY], plan, replace_history(), today=MONDAY)
    assert [f.code for f in judged.verdicts.findings] == []
    assert judged.verdicts.conformances[0].within == judged.verdicts.conformances[0].of


@pytest.mark.parametrize("units", ["km", "mile"])
@pytest.mark.parametrize("today", [MONDAY, date(2026, 10, 5), date(2026, 9, 17)])
def test_every_proposal_is_within_and_what_is_too_much_is_not(
    today: date, units: Literal["km", "mile"], tmp_path: Path
) -> None:
    """From recordings to proposals to plans, in the amounts that are printed, and back against the recordings."""
    import msgspec

    configured = replace_history()
    configured = msgspec.structs.replace(configured, config=msgspec.structs.replace(configured.config, units=units))
    steps = downtempo.next_steps([HISTORY, WEEK / "runs"], configured, today=today).steps

    def found(planned: Planned) -> set[str]:
        plan = tmp_path / "plan.toml"
        plan.write_text(written(planned.day, plan_table(planned, units)))
        judged = downtempo.what_if([HISTORY, WEEK / "runs"], plan, configured, today=today)
        assert len(judged.collected.sessions) == 1
        return {f.code for f in judged.verdicts.findings}

    offers = [o for step in steps for o in (*step.offers, *filter(None, (step.again,)))]
    told = [o.plan for o in offers if o.first_day is not None and o.plan is not None]
    assert len(told) > 3
    assert [found(planned) for planned in told] == [set()] * len(told)
    beyond = [one for step in steps for one in step.too_much if one.plan is not None]
    assert all(one.plan is not None and one.reason.code in found(one.plan) for one in beyond)


def replace_history() -> downtempo.Configured:
    import msgspec

    return msgspec.structs.replace(CONFIGURED, config=msgspec.structs.replace(CONFIGURED.config, history=()))


def workout(folder: Path) -> Path:
    path = folder / "reps.fit"
    path.write_bytes(file(file_id(5) + head() + SIX))
    return path


def test_a_workout_is_judged_on_the_day_it_is_meant_for(tmp_path: Path) -> None:
    judged = downtempo.what_if([HISTORY], workout(tmp_path), replace_history(), on=date(2026, 9, 29))
    (session,) = judged.collected.sessions
    assert (session.local_date, session.kind, len(session.surges)) == (date(2026, 9, 29), None, 6)
    told = {gap.code: gap.reason for gap in judged.verdicts.not_judged}
    assert told["DH101"] == "the plan does not say how steep the ground is"
    assert told["DH104"] == "the plan does not say how long the recoveries are"


def test_a_plan_may_name_a_workout_and_say_what_the_watch_does_not_know(tmp_path: Path) -> None:
    workout(tmp_path)
    plan = tmp_path / "plan.toml"
    plan.write_text(DOWNHILL + 'workout = "reps.fit"\n')
    judged = downtempo.what_if([HISTORY], plan, replace_history())
    (session,) = judged.collected.sessions
    assert (session.kind, len(session.surges)) == ("controlled-speed-repeats", 6)
    assert {"DH101", "DH104"} <= {v.code for v in judged.verdicts.verdicts if v.outcome == "within"}


def test_a_day_with_a_run_needs_no_plan_any_more(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text(
        DOWNHILL.replace("09-29", "09-22") + 'reps = 6\nrep = "30 s"\n' + DOWNHILL + 'reps = 6\nrep = "30 s"\n'
    )
    judged = downtempo.what_if([HISTORY], plan, replace_history())
    assert [s.local_date for s in judged.collected.sessions] == [date(2026, 9, 29)]
    assert [left.file for left in judged.collected.left_out] == [f"{plan}:1"]


def test_the_library_and_the_order_of_the_files_give_the_same(outlook: downtempo.Outlook) -> None:
    turned = sorted((WEEK / "runs").iterdir(), reverse=True)
    again = downtempo.next_steps(turned, CONFIGURED, today=MONDAY)
    assert replace(again, left_out=()) == replace(outlook, left_out=())


@pytest.mark.parametrize(
    ("name", "content", "on", "fault", "words"),
    [
        ("plan.toml", None, None, EnvironmentFault, "check the spelling"),
        ("plan.toml", b"[[session]]\n", None, UsageError, "kind: is missing"),
        ("plan.toml", b"\xff\xfe\x00\x01", None, InputError, "not read"),
        ("plan.toml", b"\x80 plan", None, UsageError, "neither text nor a workout"),
        ("plan.toml", DOWNHILL.encode() + b'reps = 6\nrep = "30 s"', date(2026, 9, 29), UsageError, "its own days"),
        ("plan.toml", DOWNHILL.encode() + b'workout = "none.fit"', None, EnvironmentFault, "none.fit"),
        ("plan.toml", DOWNHILL.encode() + b'workout = "plan.toml"', None, UsageError, "is no workout"),
        ("reps.fit", file(file_id(5) + head() + SIX), None, UsageError, "--on"),
        ("run.fit", file(file_id(4)), None, InputError, "no workout"),
        ("ride.fit", file(file_id(5) + head(sport=2) + SIX), date(2026, 9, 29), InputError, "not of running"),
    ],
)
def test_what_is_no_plan_is_refused_before_anything_is_read(
    tmp_path: Path, name: str, content: bytes | None, on: date | None, fault: type[Exception], words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(fault, match=words):
        downtempo.what_if([], tmp_path / name, on=on)
