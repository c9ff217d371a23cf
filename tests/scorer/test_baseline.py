"""As many findings as a baseline counts are excused, the oldest first."""

from __future__ import annotations

from datetime import date

from downtempo.catalogue import load_catalogue
from downtempo.model import Athlete, History, Verdicts
from downtempo.model.altered import shifted
from downtempo.model.sketch import downhill_reps
from downtempo.rules import load_rules
from downtempo.scorer import excuse, score

STEEP = downhill_reps(6, grade_percent=9.0)


def judged() -> Verdicts:
    runs = (STEEP, shifted(STEEP, 7))
    rules = [rule for rule in load_rules() if rule.code == "DH101"]
    return score(rules, load_catalogue(), Athlete(), History.of(runs, date(2026, 10, 12)), sessions=runs)


def test_up_to_the_counted_number_nothing_is_left() -> None:
    plain = judged()
    assert len(plain.findings) == 12
    for allowed in (12, 20):
        held = excuse(plain, {"DH101": allowed})
        assert held.findings == ()
        assert held.baselined == plain.findings


def test_above_the_counted_number_the_latest_are_left() -> None:
    plain = judged()
    held = excuse(plain, {"DH101": 7})
    assert held.baselined == plain.findings[:7]
    assert held.findings == plain.findings[7:]
    assert {finding.place.day for finding in held.findings} == {"2026-10-06"}


def test_other_rules_are_not_excused() -> None:
    assert excuse(judged(), {"DH102": 20}) == judged()


def test_what_was_measured_stays_measured() -> None:
    assert excuse(judged(), {"DH101": 12}).summary == judged().summary
