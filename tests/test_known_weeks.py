"""From recordings to findings, over weeks: each rule speaks in the week beyond its figure, and no other one does."""

from __future__ import annotations

import pytest

from tests.support.known_weeks import CASES, Case
from tests.support.weeks import RULES, judged, loud

FAMILIES = ("DH", "PT", "SR", "WK", "PG")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_week_is_found_to_be_what_it_was_made_to_be(case: Case) -> None:
    verdicts, _ = judged(case.season)
    outcomes = {verdict.outcome for verdict in verdicts.verdicts if verdict.code == case.code}
    assert loud(verdicts, *(set(case.quiet) - case.loud)) == case.loud
    assert ("beyond" in outcomes) == bool(case.loud)
    assert case.loud or "within" in outcomes


def test_every_rule_of_these_families_has_a_week_within_and_one_beyond() -> None:
    told = {rule.code for rule in RULES if rule.code.startswith(FAMILIES) and rule.severity != "info"}
    for is_beyond in (False, True):
        assert told - {case.code for case in CASES if bool(case.loud) == is_beyond} == set()
