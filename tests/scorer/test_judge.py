"""What becomes of a measure: judged, or left open where its error hides the side of the limit on which it lies."""

from __future__ import annotations

import pytest

from downtempo.catalogue import load_catalogue
from downtempo.model import Athlete, History, Session
from downtempo.model.altered import without_altitude
from downtempo.model.sketch import MONDAY, downhill_reps, easy, progressive
from downtempo.rules import load_rules
from downtempo.scorer.judge import judge

RULES = {rule.code: rule for rule in load_rules()}
CATALOGUE = load_catalogue()


def _outcome(code: str, session: Session) -> str | None:
    verdict = judge(RULES[code], session, CATALOGUE, Athlete(), History.of([session], MONDAY))
    return verdict.outcome if verdict else None


@pytest.mark.parametrize(
    ("error_s_per_mile", "outcome"),
    [(1.5, "beyond"), (12.0, "beyond"), (35.0, "within"), (65.0, "not judged")],
    ids=["well known", "known", "near the limit", "hardly known"],
)
def test_a_measure_is_open_only_where_its_error_is_more_than_half_of_the_limit(
    error_s_per_mile: float, outcome: str
) -> None:
    steps = progressive(44.9, 44.9, 44.9, 44.9, error_s_per_mile=error_s_per_mile)
    assert _outcome("PT103", steps) == outcome


def test_an_uncertain_measure_far_within_its_limit_is_within() -> None:
    assert _outcome("PT103", progressive(8, 8, 8, 8, error_s_per_mile=65.0)) == "within"


def test_a_rule_about_downhill_sessions_is_not_asked_of_others_and_open_where_nobody_knows() -> None:
    runs = (downhill_reps(11), easy(), without_altitude(downhill_reps(11)))
    assert [_outcome("DH103", run) for run in runs] == ["beyond", None, "not judged"]
