"""Weeks under other circumstances: holes in the history, nights, zones, breaks, copies, damage, poor watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from downtempo.model import Note, Session
from downtempo.synthetic import easy_run, long_run, strides
from tests.support.known_weeks import (
    DOWN,
    EASY,
    GENTLE,
    LIGHT,
    S400,
    S600,
    SPEED,
    TEMPO,
    USUAL,
    Week,
    down,
    progressive,
    speed,
    week,
    weekly,
)
from tests.support.recipes import down_a_path, down_and_flat, with_lights, without_altitude, without_heart_rate
from tests.support.weeks import MONDAY, Days, Outing, Season, judged, loud, outings, recipe

PAST = weekly(USUAL)
NOW = outings(USUAL)
ELEVEN = recipe(easy_run, distance_m=11_000.0)
MORE = outings({**USUAL, 0: ELEVEN, 2: ELEVEN, 4: recipe(easy_run, distance_m=9000.0)})
LONGER = outings(week(d5=recipe(long_run, distance_m=15_000.0)))
TRACK = speed(n=8, distance_m=400.0, rest_s=70.0, speed_mps=4.3, rest="jog")


@dataclass(frozen=True)
class Case:
    """A season, what is found in its week, and what has to be listed as not judged."""

    title: str
    season: Season
    loud: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset({"DH108"})

    def __str__(self) -> str:
        return self.title


def case(title: str, found: str = "", not_judged: str = "", quiet: str = "DH108", **season: object) -> Case:
    told = (frozenset(codes.split()) for codes in (found, not_judged, quiet))
    return Case(title, Season(**season), *told)  # type: ignore[arg-type]


def _cut(*days: int) -> Callable[[Session], Session]:
    """Damage the files of some days."""
    names = tuple(f"day{day:+04}-" for day in days)
    note = Note("DQ101", "fit-truncated", "error", "the file ends in mid-record; 1200 points kept")
    return lambda s: replace(s, notes=(*s.notes, note)) if s.file.startswith(names) else s


def _late(hour: float, *days: int) -> tuple[Outing, ...]:
    return tuple(replace(each, hour=hour) if each.day in days else each for each in NOW)


def _always(days: Week) -> Days:
    return weekly(days) + outings(days)


BLIND = replace(DOWN, change=without_altitude)
CASES = (
    # What is not known of the past.
    case("no history", "", "PG103 PG104 PG105 PG106 PG107 PG101 PG102", days=NOW),
    case("three weeks of history", "", "PG103 PG105 PG106", days=weekly(USUAL, -3, -2, -1, light=()) + MORE,
         quiet="DH108 PG107"),
    case("two of the four weeks before are empty", "", "PG103 PG105 PG106",
         days=weekly(USUAL, -6, -5, -4, -1, light=()) + MORE, quiet="DH108 PG107"),
    case("one of the four weeks before is empty", "PG103", days=weekly(USUAL, -6, -5, -4, -3, -1) + MORE,
         quiet="DH108 PG106 PG107"),
    case("an old run and last week are no month", "", "PG103 PG104 PG105 PG106",
         days=outings(GENTLE, weeks=(-9,)) + outings(USUAL, weeks=(-1,)) + LONGER),
    case("a long run after a week off is still too long", "PG104", days=weekly(USUAL, -6, -5, -4, -3, -2) + LONGER,
         quiet="DH108 PG107"),
    case("the usual week after a week off is within", days=weekly(USUAL, -6, -5, -4, -3, -2) + NOW),
    case("the long run of last month is in a damaged file", "", "PG104", days=PAST + LONGER, change=_cut(-2),
         quiet="DH108 DH102"),
    case("runs of last week are in damaged files", "", "PG103", days=PAST + MORE, change=_cut(-7, -5, -2),
         quiet="DH108 PG106"),
    case("this week's long run is in a damaged file", "", "PG103 PG104", days=PAST + NOW, change=_cut(5)),
    # What a watch does not know.
    case("reps of unknown ground", "", "DH101 DH102 DH103 DH104 DH105 PG101 PG102 PG106",
         days=PAST + outings(week(d1=BLIND))),
    case("a week without any altitude", "", "DH101 SR103 PG106 PG101",
         days=tuple(replace(o, recipe=replace(o.recipe, change=without_altitude)) for o in PAST + NOW)),
    case("no heart rate, and full rests", days=PAST + outings(week(d3=replace(S400, change=without_heart_rate))),
         quiet="DH108 PG105"),
    case("altitude of satellites alone", "", "DH101 DH104 PG106", days=PAST + NOW, watch="gps"),
    # Days and weeks.
    case("late on Tuesday is Tuesday, whatever the day in Greenwich", days=PAST + _late(23.4, 1)),
    case("late on Tuesday and on Wednesday", "WK106", days=(*PAST, *outings(week(d1=None, d2=SPEED, d3=EASY)),
         Outing(1, DOWN, 23.2)), quiet="DH108"),
    case("a downhill day on Saturday and one on Sunday of another week", days=(
         *weekly({0: EASY, 2: SPEED, 4: EASY, 5: DOWN}), *outings({0: EASY, 2: SPEED, 4: EASY, 5: DOWN}),
         Outing(6, EASY)), week_starts=6),
    case("two downhill days from Sunday on", "WK101", days=(
         *weekly({0: EASY, 2: SPEED, 4: EASY, 5: DOWN}), *outings({0: EASY, 2: SPEED, 4: EASY, 5: DOWN}),
         Outing(-1, DOWN)), week_starts=6, quiet="DH108 WK106 PG105 PG106 PG103"),
    case("east of the date line", days=PAST + NOW, utc_offset_s=13 * 3600),
    case("half past nine in a zone of half hours", days=PAST + _late(21.5, 3), utc_offset_s=19_800),
    # Weeks that are not over, light or broken.
    case("on Wednesday nothing is missing yet", "", "WK102 WK103 WK109",
         days=PAST + outings({0: EASY, 1: DOWN}), today=MONDAY + timedelta(days=2)),
    case("a third downhill day is too much on any day", "WK101",
         days=PAST + outings({0: DOWN, 2: DOWN}), today=MONDAY + timedelta(days=3), quiet="DH108 PG106"),
    case("on Sunday night the flat work is missing", "WK103", days=PAST + outings(week(d3=EASY))),
    case("a lighter week", days=weekly(USUAL, light=(-4,)) + outings(LIGHT)),
    case("a week of rest and one run", days=PAST + outings({2: EASY})),
    # Copies and more than one run a day.
    case("one downhill session in two files", days=PAST + NOW + outings({1: DOWN})),
    case("a jog in the morning", days=(*PAST, *outings(week(d2=None)), Outing(1, EASY, 7.0))),
    case("the warm-up in a file of its own", "", "SE101",
         days=(*PAST, *outings(week(d3=None)), Outing(3, recipe(easy_run, distance_m=2000.0), 17.5),
               Outing(3, speed(warm_up_s=60.0), 18.0))),
    # Within the session.
    case("a cold start on the hill", "SE101", days=PAST + outings(week(d1=down(warm_up_s=70.0))), quiet="DH108 SE102"),
    case("a cold start on the track", "SE101", days=PAST + outings(week(d3=speed(warm_up_s=60.0)))),
    case("no cool-down", "SE102", days=PAST + outings(week(d3=speed(cool_down_s=50.0)))),
    case("downhill and flat reps in one run", "SE103", days=PAST + outings(week(d1=recipe(down_and_flat), d3=EASY)),
         quiet="DH108 PG105 PG106 DH104 PG108 SR101 WK103"),
    # Strides, tracks, races, other ground.
    case("strides do not make a day hard", days=_always({**USUAL, 2: recipe(strides)})),
    case("traffic lights do not make a day hard", days=_always({**USUAL, 0: recipe(with_lights)})),
    case("a lighter downhill session, and the usual one again", days=(
         *weekly(USUAL, -6, -5, -4, -3, -2), *outings(week(d1=down(n=4, rep_s=22.0)), weeks=(-1,)), *NOW),
         quiet="DH108 PG106"),
    case("400s with short rests, and no return to speed", days=_always({**GENTLE, 3: TRACK})),
    case("a return to speed that the configuration names", "SR101",
         days=weekly(GENTLE) + outings({**GENTLE, 3: S600}),
         athlete={"return_to_speed_from": MONDAY - timedelta(days=21)}, quiet="PG105 PG107"),
    case("down a steep path in an easy run", days=_always({**USUAL, 0: recipe(down_a_path)})),
    case("a race on Sunday", "", "", days=PAST + outings({0: EASY, 2: SPEED, 6: TEMPO}),
         athlete={"races": (MONDAY + timedelta(days=6),)}, quiet="DH108 PG105 WK108"),
    case("a race a week after 600s", "PG108", days=(
         *weekly(USUAL, -6), *outings(week(d3=S400), weeks=(-5, -4)), *outings(LIGHT, weeks=(-3,)),
         *outings(week(d3=S400), weeks=(-2,)), *outings(week(d3=S600), weeks=(-1,)),
         *outings({0: EASY, 2: EASY, 6: TEMPO})), athlete={"races": (MONDAY + timedelta(days=6),)},
         quiet="DH108 PG105 WK108"),
    case("no threshold pace", "", "PT105", days=_always({**GENTLE, 3: progressive()}),
         athlete={"threshold_speed_mps": None}),
    case("paces that nobody configured", days=PAST + NOW,
         athlete={"easy_speed_mps": None, "threshold_speed_mps": None, "five_k_speed_mps": None}),
    case("an experienced runner, two downhill days, in the base phase", "WK101 PG109",
         days=weekly(GENTLE) + outings({0: DOWN, 1: EASY, 2: SPEED, 4: DOWN, 6: EASY}), level="experienced",
         phase="base", quiet="DH108 PG105 PG106"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_week_is_judged_by_what_is_known_of_it(case: Case) -> None:
    verdicts, _ = judged(case.season)
    assert loud(verdicts, *(case.quiet - case.loud)) == case.loud
    assert case.open <= {gap.code for gap in verdicts.not_judged}
    assert case.open & {finding.code for finding in verdicts.findings} == set()


def test_a_cold_start_is_an_error_only_where_the_source_says_so() -> None:
    severities = [
        {f.severity for f in judged(Season(days=PAST + outings(days)))[0].findings if f.code == "SE101"}
        for days in (week(d1=down(warm_up_s=70.0)), week(d3=speed(warm_up_s=60.0)))
    ]
    assert severities == [{"error"}, {"warning"}]


def test_a_finding_about_a_return_to_speed_says_how_it_is_known() -> None:
    drifting = judged(Season(days=PAST + outings(week(d3=speed(drift_ratio=0.1)))))[0]
    [told] = [f.message for f in drifting.findings if f.code == "SR105"]
    assert "in a return to speed (the runs since 2026-08-20 show it)" in told
    quiet = {
        f.severity
        for f in judged(Season(days=_always({**GENTLE, 3: TRACK})))[0].findings
        if f.code in ("SR104", "SR105")
    }
    assert quiet <= {"info"}


def test_a_longer_long_run_of_an_unknown_past_says_why_it_is_not_judged() -> None:
    few = outings(GENTLE, weeks=(-9,)) + outings(USUAL, weeks=(-1,))
    gaps = judged(Season(days=few + LONGER))[0].not_judged
    told = {gap.code: gap.reason for gap in gaps if gap.code in ("PG103", "PG104")}
    why = "of the 4 weeks before hold runs: a break, or runs that are missing"
    assert told == {"PG103": f"only 1 {why}", "PG104": f"only 2 {why}"}
