"""What may come next, as others may see it: nothing in it tells how long a run was, or on which hill."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from tests.support.outlooks import HISTORIES, KNOWN, held, looked_ahead, tabled
from tests.support.seasons import season

from downtempo.model import Athlete, Rejection
from downtempo.model.outlook import Outlook
from downtempo.model.results import LeftOut
from downtempo.privacy import shown_outlook
from downtempo.reports import outlook_json, outlook_text
from downtempo.units import UNIT_M, Unit

#: An amount with its unit that is no whole number of it, but for those of reps, which are no totals.
BROKEN = re.compile(r"\b\d+\.[1-9]\d* (?:km|mi|%)")


def text(outlook: Outlook, unit: Unit = "km") -> str:
    return outlook_text(outlook, paint=lambda words, _colour: words, width=400, unit=unit)


def told(outlook: Outlook) -> str:
    """Return the lines that tell of lengths and hills."""
    lines = text(outlook, outlook.athlete.units).splitlines()
    return "\n".join(line for line in lines if "hard minutes" not in line and "threshold pace" not in line)


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("units", ["km", "mile"])
def test_no_exact_length_and_no_exact_grade_is_told(history: str, units: Unit) -> None:
    outlook = looked_ahead(HISTORIES[history], replace(KNOWN, units=units))
    assert BROKEN.findall(told(shown_outlook(outlook))) == []


def test_without_it_they_are() -> None:
    assert BROKEN.findall(told(looked_ahead(HISTORIES["a lighter week just now"])))


@pytest.mark.parametrize("number", range(22))
def test_what_is_shown_is_as_much_within_or_beyond_as_what_is_not(number: int) -> None:
    runs, athlete, today = season(number)
    for step in shown_outlook(looked_ahead(runs, athlete, today)).steps:
        for offer in step.offers:
            plan = offer.plan if offer.first_day is not None and step.progression == "long-run" else None
            if plan is not None and plan.distance_m:
                assert [f.code for f in held(runs, tabled(plan, athlete), athlete).findings] == []
        for one in step.too_much:
            if step.progression == "long-run" and one.plan is not None:
                assert one.reason.code in {f.code for f in held(runs, tabled(one.plan, athlete), athlete).findings}


def test_the_document_tells_no_more_than_the_text() -> None:
    outlook = shown_outlook(looked_ahead(HISTORIES["a lighter week just now"]))
    document = json.loads(outlook_json(outlook))
    lengths = [p["state"]["distance_m"] for p in document["progressions"] if p["progression"] == "long-run"]
    assert all(metres % UNIT_M["km"] == 0 for metres in lengths)
    downhill = document["progressions"][0]["state"]
    assert (downhill["grade_percent"], downhill["grade_error_percent"]) == (-4.0, None)


def test_no_name_of_a_file_is_told() -> None:
    outlook = replace(
        looked_ahead(HISTORIES["nothing"], Athlete()),
        rejected=(Rejection("home/street.fit", "empty", "home/street.fit holds 17 bytes"),),
        left_out=(LeftOut("home/ride.fit", "the same run as home/street.fit"),),
    )
    shown = shown_outlook(outlook)
    for words in (text(shown), outlook_json(shown)):
        assert "street" not in words
        assert "home/" not in words
        assert "17" not in words
