"""Histories drawn with a few strokes, and what is proposed after them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from downtempo.catalogue import load_catalogue, override
from downtempo.config import load_plan
from downtempo.model import Athlete, History, Session, Verdicts
from downtempo.model.altered import shifted, weeks_before, without_altitude
from downtempo.model.outlook import Outlook, Step
from downtempo.model.planned import Planned
from downtempo.model.sketch import MONDAY, downhill_reps, downhill_surges, easy, long, progressive, speed_reps
from downtempo.reports.plans import plan_table
from downtempo.rules import load_rules
from downtempo.scorer import foresee, laid_out, left_open, next_steps, score
from downtempo.scorer.ground import Ground, rules_at_work
from downtempo.scorer.plans import Classify, paces_of
from downtempo.segmenter import classify

_SPLITS = re.compile(
    r"(?P<n>\d+) (?P<unit>miles?|km), (?P<first>[\d:]+) \u2192 [\d:]+ (?P<per>/\w+), each \w+ (?P<step>.*) faster"
)
_REPS = re.compile(
    r"(?:(?P<n>\d+) x )?(?P<rep>[\d.:]+ ?(?:s|min|m)?)(?: at (?P<grade>[\d.]+ %))?(?: at (?P<pace>[\d:]+ /\w+))?"
    r"(?:, (?:(?P<back>\w+ back up)|(?P<easy>[\d:]+ easy between)|(?P<rest>[\d:]+ rest between)))?"
)
CATALOGUE = load_catalogue()
RULES = load_rules()
KNOWN = Athlete(easy_speed_mps=2.8, threshold_speed_mps=3.64, five_k_speed_mps=3.9)
EASY = (easy(0), easy(2), long(5))
USUAL = (easy(0), downhill_reps(day=1), easy(2), speed_reps(day=3), long(5))


def without(sessions: tuple[Session, ...], *days: int) -> tuple[Session, ...]:
    """Leave out what was run so many days before the Monday of the sketches."""
    gone = {MONDAY - timedelta(days=day) for day in days}
    return tuple(s for s in sessions if s.local_date not in gone)


HISTORIES: dict[str, tuple[Session, ...]] = {
    "nothing": (),
    "one week": weeks_before(1, *USUAL),
    "easy weeks": weeks_before(8, *EASY),
    "eight loaded weeks": weeks_before(8, *USUAL),
    "a lighter week just now": without(weeks_before(8, *USUAL), 2, 4, 6),
    "a lighter week two weeks ago": without(weeks_before(8, *USUAL), 9, 11, 13),
    "a step a week ago": tuple(
        shifted(downhill_reps(6), -7) if s.is_downhill and s.local_date == MONDAY - timedelta(days=6) else s
        for s in without(weeks_before(8, *EASY, downhill_reps(5), speed_reps()), 9, 11, 13)
    ),
    "too steep": weeks_before(5, *EASY, downhill_reps(6, 30, 8.4)),
    "too many": weeks_before(5, *EASY, downhill_reps(11)),
    "too long": weeks_before(5, *EASY, downhill_reps(6, 100)),
    "rests too short": weeks_before(5, *EASY, downhill_surges(recovery_s=60)),
    "surges": weeks_before(5, *EASY, downhill_surges()),
    "long surges": weeks_before(5, *EASY, downhill_surges(8, 60, 5)),
    "at the end downhill": weeks_before(5, *EASY, downhill_reps(8, 30, 5)),
    "downhill long ago": (*weeks_before(9, downhill_reps())[:2], *weeks_before(6, *EASY)),
    "without altitude": weeks_before(5, *EASY, without_altitude(downhill_reps())),
    "stage 2": (*weeks_before(6, *EASY), *weeks_before(5, speed_reps(6, 200))[:2],
                *weeks_before(3, speed_reps(5, 400))),
    "stage 3": (*weeks_before(6, *EASY), *weeks_before(5, speed_reps(6, 200))[:2],
                *weeks_before(3, speed_reps(5, 400))[:2], *weeks_before(1, speed_reps(4, 600))),
    "track repeats": weeks_before(5, *EASY, speed_reps(6, 400, kind="track-repeats")),
    "nine 200s, barely rested": weeks_before(5, *EASY, speed_reps(9, 200, recovery_s=40)),
    "progressive": weeks_before(5, *EASY, progressive(30, 30, 30, 30)),
    "progressive since last week": (*weeks_before(5, *EASY), shifted(progressive(30, 30, 30, 30), -7)),
    "progressive, six miles": weeks_before(5, *EASY, progressive(30, 30, 30, 30, 30, start_s_per_mile=590)),
    "progressive, six miles, easier": weeks_before(5, *EASY, progressive(30, 30, 30, 30, 30, start_s_per_mile=615)),
    "progressive, large steps": weeks_before(5, *EASY, progressive(45, 45, 45, 45)),
    "progressive, broken": weeks_before(5, *EASY, progressive(30, 30, -20, 40)),
    "one long run": (*weeks_before(5, *EASY), long(-1, km=30)),
    "a run of unknown length": (*weeks_before(5, *EASY), easy(-2, distance_m=None)),
}  # fmt: skip


def classifier(athlete: Athlete) -> Classify:
    """Return what names the kind of a run."""
    return lambda session, earlier: classify(session, earlier, athlete)


def looked_ahead(
    sessions: tuple[Session, ...],
    athlete: Athlete = KNOWN,
    today: date = MONDAY,
    overrides: Mapping[str, tuple[float, str, str]] | None = None,
) -> Outlook:
    """Return the next steps after these runs."""
    known = override(CATALOGUE, overrides or {})
    return next_steps(RULES, known, athlete, History.of(sessions, today), classifier(athlete))


def step_of(outlook: Outlook, progression: str) -> Step:
    """Return one progression of an outlook."""
    return next(step for step in outlook.steps if step.progression == progression)


def ground_of(sessions: tuple[Session, ...], athlete: Athlete = KNOWN, today: date = MONDAY) -> Ground:
    """Return what proposals after these runs are held against."""
    history = History.of(sessions, today)
    paces = paces_of(history.sessions, athlete, today, CATALOGUE)
    return Ground(rules_at_work(RULES), CATALOGUE, athlete, history, paces, classifier(athlete))


def audited(sessions: tuple[Session, ...], session: Session, athlete: Athlete = KNOWN) -> Verdicts:
    """Judge a run and its week, whole or not, as an audit on the day of the run would."""
    assert session.local_date is not None
    history = History.of((*sessions, session), session.local_date)
    week = history.week_of(session.local_date)
    return score(RULES, CATALOGUE, athlete, history, sessions=[session], weeks=[week])


def written(day: date, table: Mapping[str, str | int]) -> str:
    """Write a run into a plan."""
    return "\n".join(
        ["[[session]]", f"date = {day}", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    )


def tabled(planned: Planned, athlete: Athlete) -> str:
    """Write a proposal into a plan, in the amounts that are printed."""
    return written(planned.day, plan_table(planned, athlete.units))


def held(sessions: tuple[Session, ...], plan: str, athlete: Athlete = KNOWN) -> Verdicts:
    """Hold a plan against the runs, as `downtempo what-if` does with those of files."""
    laid = [entry.planned for entry in load_plan(Path("plan.toml"), plan)]
    days = [planned.day for planned in laid]
    paces = paces_of(sessions, athlete, min(days), CATALOGUE)
    drawn = laid_out(laid, paces, sessions, classifier(athlete), CATALOGUE)
    known = History.of(sessions, max(days) + timedelta(days=1))
    open_ = {planned.place: left_open(planned) for planned in laid}
    return foresee(RULES, CATALOGUE, athlete, known, drawn, left_open=open_)[0]


def table_of(words: str) -> dict[str, str | int]:
    """Read the words in which a proposal is printed as a person would who writes a plan."""
    out: dict[str, str | int] = {}
    if found := _SPLITS.fullmatch(words):
        out = {"splits": int(found["n"]), "first-pace": f"{found['first']} {found['per']}", "step": found["step"]}
        return out | {"unit": "km" if found["unit"] == "km" else "mile"}
    if found := _REPS.fullmatch(words):
        out = {"reps": int(found["n"] or 1), "rep": found["rep"]}
        named = {"grade": found["grade"], "pace": found["pace"], "recovery": found["back"] or found["easy"],
                 "rest": found["rest"]}  # fmt: skip
        return out | {key: value for key, value in named.items() if value}
    return {"distance": words}
