"""Segmenter, rules and scorer together: made-up workouts, what they are called, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from downtempo.batch import localized
from downtempo.catalogue import load_catalogue
from downtempo.model import Athlete, History, Session, Verdicts
from downtempo.rules import load_rules
from downtempo.scorer import score
from downtempo.segmenter import Settings, classify, segment
from downtempo.synthetic import (
    Run,
    Runner,
    Sensors,
    downhill_repeats,
    easy,
    hill,
    legs,
    recovery,
    rep,
    run,
    tempo,
)
from downtempo.synthetic import record as recorded

ATHLETE = Athlete(easy_speed_mps=2.8)
KNOWN = {"DH101", "DH104", "DH105", "DH111", "SE101", "SE102", "SE103"}


@dataclass(frozen=True)
class Case:
    """A workout, its kind, and the rules that have to be beyond, silent, or unable to tell."""

    title: str
    workout: Callable[[], Run]
    kind: str | None
    beyond: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    not_judged: frozenset[str] = frozenset()
    has_altitude: bool = True


def _uphill() -> Run:
    reps = [rep(3.6, duration_s=240, heading=1), recovery(1.5, to_m=1700)] * 3
    return run((easy(2.8, duration_s=600), *reps, easy(2.8, to_m=0)), hill(0.05, 1200, run_in_m=1680), Runner(), 1)


def _block_downhill() -> Run:
    return tempo(1200, course=legs([(1680, 0.0), (4400, -0.05), (3000, 0.0)]))


CASES = (
    Case("three long descents, walked back up", lambda: downhill_repeats(3, 300, -0.05), "long-downhill",
         within=frozenset(KNOWN)),
    Case("four of them", lambda: downhill_repeats(4, 300, -0.05), "long-downhill", beyond=frozenset({"DH111"}),
         within=frozenset(KNOWN - {"DH111"})),
    Case("long descents at 11 %", lambda: downhill_repeats(3, 300, -0.11), "long-downhill",
         beyond=frozenset({"DH101"}), within=frozenset({"SE101", "SE102", "DH105"})),
    Case("20 min down a slope of 5 %", _block_downhill, "downhill-surges", beyond=frozenset({"DH102"}),
         within=frozenset({"SE101", "SE102"})),
    Case("20 min on the level", tempo, "tempo", within=frozenset({"SE101", "SE102"})),
    Case("three times 4 min uphill", _uphill, "tempo", within=frozenset({"SE101"})),
    Case("200 s down, jogged back, no altitude", lambda: downhill_repeats(4, 200, -0.05, recovery="jog back"), None,
         within=frozenset({"SE101"}), not_judged=frozenset({"DH101", "DH102", "DH104"}), has_altitude=False),
    Case("a kilometre down, jogged back, no altitude", lambda: downhill_repeats(3, 300, -0.05, recovery="jog back"),
         None, not_judged=frozenset({"DH101", "DH111"}), has_altitude=False),
)  # fmt: skip


@cache
def _judged(case: Case) -> tuple[Session, Verdicts]:
    track = recorded(case.workout(), Sensors(), seed=1)
    if not case.has_altitude:
        track = replace(track, elevation_m=np.empty(0), elevation_source="none")
    session = classify(localized(segment(track, Settings()), track, None), (), ATHLETE)
    assert session.local_date is not None
    history = History.of([session], session.local_date)
    return session, score(load_rules(), load_catalogue(), ATHLETE, history, sessions=[session])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.title)
def test_a_workout_gets_its_name_and_its_verdicts(case: Case) -> None:
    session, verdicts = _judged(case)
    outcome = {v.code: v.outcome for v in verdicts.verdicts}
    assert session.kind == case.kind, session.kind_reason
    loud = {f.code for f in verdicts.findings if f.severity != "info"}
    assert loud == set(case.beyond)
    assert {code for code in case.within if outcome.get(code) != "within"} == set()
    assert {code for code in case.not_judged if outcome.get(code) != "not judged"} == set()


def test_long_descents_are_the_reps_and_jogs_are_none() -> None:
    session, _ = _judged(CASES[0])
    [group] = session.sets
    assert group.is_main
    assert [s.span.duration_s for s in group.surges] == pytest.approx([300, 300, 300], abs=25)
    assert all(r.climb_m is not None and r.climb_m > 50 for r in group.recoveries)
    assert all(p.easy_s > 550 for p in session.phases if p.kind != "stop")
