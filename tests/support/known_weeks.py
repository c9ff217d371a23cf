"""For each rule about downhill work, progressive tempo, speed, weeks and progressions: a week within and one beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from tests.support.recipes import (
    blocks,
    down_a_path,
    hilly,
    on_a_trail,
    reps_down,
    with_slow_feet,
)
from tests.support.weeks import MONDAY, Days, Outing, Recipe, Season, outings, recipe

from downtempo.synthetic import (
    Runner,
    Slope,
    downhill_repeats,
    easy_run,
    home_course,
    long_run,
    progressive_tempo,
    speed_repeats,
    strides,
)
from downtempo.synthetic.season import GENTLE_TOP_M
from downtempo.units import MILE_M

EASY, SHORT = recipe(easy_run, distance_m=6600.0), recipe(easy_run, distance_m=4700.0)
LONG, SHORT_LONG = recipe(long_run, distance_m=12_000.0), recipe(long_run, distance_m=8500.0)
DOWN, SPEED = recipe(downhill_repeats), recipe(speed_repeats)
down, speed = partial(recipe, downhill_repeats), partial(recipe, speed_repeats)
progressive = partial(recipe, progressive_tempo, warm_up_s=300.0)
PROGRESSIVE, TEMPO = progressive(), recipe(blocks)
S400 = speed(n=5, distance_m=400.0, rest_s=200.0, speed_mps=4.5)
S600 = speed(n=4, distance_m=600.0, rest_s=330.0, speed_mps=4.08)
SURGES = down(n=4, rep_s=25.0, recovery="jog on", between_s=240.0, grade_ratio=-0.035)
LONG_DOWN = down(n=2, rep_s=270.0, speed_mps=3.9, grade_ratio=-0.04, recovery="jog back")

#: For this runner 8:00 a mile is comfortably hard.
PATIENT = {"threshold_speed_mps": MILE_M / 450}

Week = Mapping[int, Recipe]
USUAL: Week = {0: EASY, 1: DOWN, 2: EASY, 3: SPEED, 5: LONG}
LIGHT: Week = {0: SHORT, 2: SHORT, 5: SHORT_LONG}
GENTLE: Week = {0: EASY, 2: EASY, 5: LONG}


def weekly(usual: Week, *weeks: int, light: tuple[int, ...] = (-3,)) -> Days:
    """Return the six weeks before, or these, each as usual but for the lighter ones."""
    before = weeks or (-6, -5, -4, -3, -2, -1)
    return outings(usual, weeks=(k for k in before if k not in light)) + outings(
        LIGHT, weeks=(k for k in before if k in light)
    )


def week(**changes: Recipe | None) -> Week:
    """Return the usual week with other runs on some days, `d3=None` for none."""
    days = dict(USUAL) | {int(day[1:]): what for day, what in changes.items()}
    return {day: what for day, what in sorted(days.items()) if what is not None}


@dataclass(frozen=True)
class Case:
    """A week by its code and title; `loud`: what is found, and nothing else; none where it is within."""

    code: str
    title: str
    season: Season
    loud: frozenset[str] = frozenset()
    quiet: tuple[str, ...] = ("DH108",)
    """What may be found or not: it follows from how the runs are made."""

    def __str__(self) -> str:
        return f"{self.code} {'beyond' if self.loud else 'within'}: {self.title}"


def _pair(
    code: str,
    titles: tuple[str, str],
    weeks: tuple[Week, Week],
    *,
    past: Days | None = None,
    pasts: tuple[Days, Days] | None = None,
    also: tuple[str, ...] = (),
    quiet: tuple[str, ...] = ("DH108",),
    **season: object,
) -> tuple[Case, Case]:
    """Return a week within and one beyond after the same past, or each after its own."""
    before = pasts or (past or weekly(USUAL),) * 2
    within, beyond = (
        Season(days=days + outings(now), **season)  # type: ignore[arg-type]
        for days, now in zip(before, weeks, strict=True)
    )
    return (
        Case(code, titles[0], within, quiet=quiet),
        Case(code, titles[1], beyond, frozenset({code, *also}), quiet),
    )


def _downhill() -> tuple[Case, ...]:
    at_home = Slope(course=home_course(), top_m=GENTLE_TOP_M)
    known = {0: recipe(easy_run, distance_m=6600.0, course=home_course()), 2: EASY, 3: SPEED, 5: LONG}
    long_weeks = weekly({0: EASY, 1: LONG_DOWN, 3: SPEED, 5: LONG})
    three, four = (down(n=n, rep_s=270.0, speed_mps=3.9, recovery="jog back") for n in (3, 4))
    seven = down(n=7, rep_s=25.0, recovery="jog on", between_s=240.0, grade_ratio=-0.035)
    jogged, rushed = (recipe(reps_down, back_mps=back, speeds_mps=(5.2,)) for back in (2.2, 3.45))
    steep_path = {**USUAL, 0: recipe(down_a_path)}
    return (
        *_pair("DH101", ("4.6 % is between 3 and 5", "7.5 % is steeper"),
               (week(d1=down(grade_ratio=-0.046)), week(d1=down(grade_ratio=-0.075)))),
        *_pair("DH101", ("a beginner's 4 %", "a beginner's 7 %"),
               (week(d1=SURGES), week(d1=down(n=4, rep_s=25.0, recovery="jog on", between_s=240.0, grade_ratio=-0.07))),
               past=weekly(week(d1=SURGES)), level="beginner", quiet=("DH108", "PG106")),
        *_pair("DH101", ("7 % is not steep for others", "9.5 % is"),
               (week(d1=down(n=5, grade_ratio=-0.07, recovery="jog on", between_s=220.0)),
                week(d1=down(n=5, grade_ratio=-0.095, recovery="jog on", between_s=220.0))),
               past=weekly(week(d1=down(n=5, grade_ratio=-0.06, recovery="jog on", between_s=220.0))), watch="good",
               quiet=("DH108", "PG106")),
        *_pair("DH102", ("50 s", "80 s"), (week(d1=down(rep_s=50.0)), week(d1=down(rep_s=80.0))),
               quiet=("DH108", "PG105", "PG106")),
        *_pair("DH102", ("a beginner's 28 s", "a beginner's 45 s"),
               (week(d1=down(n=4, rep_s=28.0, speed_mps=3.7)), week(d1=down(n=4, rep_s=45.0, speed_mps=3.7))),
               past=weekly(week(d1=down(n=4, rep_s=28.0, speed_mps=3.7))), level="beginner", watch="noisy"),
        *_pair("DH102", ("an experienced runner's 80 s", "an experienced runner's 115 s"),
               (week(d1=down(rep_s=80.0, speed_mps=4.9)), week(d1=down(rep_s=115.0, speed_mps=4.9))),
               past=weekly(week(d1=down(rep_s=80.0, speed_mps=4.9))), level="experienced",
               quiet=("DH108", "PG105", "PG106")),
        *_pair("DH103", ("eight repeats", "eleven repeats"), (week(d1=down(n=8)), week(d1=down(n=11))),
               watch="smart", quiet=("DH108", "PG105", "PG106")),
        *_pair("DH103", ("a beginner's four surges", "a beginner's seven"),
               (week(d1=SURGES), week(d1=seven)),
               past=weekly(week(d1=SURGES)), level="beginner", quiet=("DH108", "PG106")),
        *_pair("DH104", ("four minutes", "a minute and a half"),
               (week(d1=SURGES), week(d1=down(n=4, rep_s=25.0, recovery="jog on", between_s=90.0, grade_ratio=-0.035))),
               past=weekly(week(d1=SURGES))),
        *_pair("DH104", ("75 s with experience", "40 s with experience"),
               (week(d1=down(n=5, recovery="jog on", between_s=75.0, grade_ratio=-0.035, speed_mps=4.9)),
                week(d1=down(n=5, recovery="jog on", between_s=40.0, grade_ratio=-0.035, speed_mps=4.9))),
               past=weekly(week(d1=down(n=5, recovery="jog on", between_s=75.0, grade_ratio=-0.035, speed_mps=4.9))),
               level="experienced", watch="late"),
        *_pair("DH105", ("a jog back up", "a run back up"),
               (week(d1=jogged), week(d1=rushed))),
        *_pair("DH106", ("one speed to the end", "a quarter faster at the end"),
               (week(d1=recipe(reps_down, speeds_mps=(4.2, 4.2, 4.3), rep_s=45.0)),
                week(d1=recipe(reps_down, speeds_mps=(3.9, 4.4, 5.0), rep_s=45.0))),
               past=weekly(week(d1=recipe(reps_down, speeds_mps=(4.2, 4.2, 4.3), rep_s=45.0)))),
        *_pair("DH107", ("easily down a steep path", "flat out down a steep path"),
               (steep_path, week(d1=down(grade_ratio=-0.11, speed_mps=4.9, n=5))), also=("DH101",),
               past=weekly({**USUAL, 0: recipe(down_a_path)}), quiet=("DH108", "PG106"), watch="good"),
        *_pair("DH108", ("a slope that easy runs came down", "a slope never seen"),
               (week(d1=down(slope=at_home)), week(d1=DOWN)),
               past=weekly({**known, 1: down(slope=at_home)}), quiet=()),
        *_pair("DH109", ("quick feet", "slow feet"),
               (week(), week(d1=replace(DOWN, change=with_slow_feet)))),
        *_pair("DH110", ("an even descent", "braked again and again"),
               (week(), week(d1=recipe(reps_down, speeds_mps=(4.9, 4.9, 4.9, 2.4) * 4, rep_s=48.0))),
               quiet=("DH108", "DH106", "PG105", "PG106"), watch="good", runner=Runner(acceleration_mps2=3.0)),
        *_pair("DH111", ("three long descents", "four long descents"),
               ({0: EASY, 1: three, 3: SPEED, 5: LONG}, {0: EASY, 1: four, 3: SPEED, 5: LONG}), past=long_weeks,
               quiet=("DH108", "PG105", "PG106")),
        *_pair("DH112", ("40 s on a trail", "80 s on a trail"),
               (week(d1=down(rep_s=40.0, change=on_a_trail)), week(d1=down(rep_s=80.0, change=on_a_trail))),
               also=("DH102",), quiet=("DH108", "PG105", "PG106")),
    )  # fmt: skip


def _progressive() -> tuple[Case, ...]:
    base: Week = {0: EASY, 1: EASY, 3: PROGRESSIVE, 5: LONG}
    past = weekly(base)

    def now(what: Recipe) -> Week:
        return {**base, 3: what}

    four = progressive(miles=4)
    young = weekly({**base, 3: four}, -6, -5, -4, -3, -2) + outings(base, weeks=(-1,))
    six, wide = progressive(miles=6, step_s=24.0), progressive(miles=6, step_s=33.0, first_pace_s=610.0)
    broken, leapt = (
        progressive(steps_s=steps, first_pace_s=590.0) for steps in ((30.0, 30.0, -25.0, 60.0), (20.0, 80.0, 8.0, 6.0))
    )
    pt = partial(_pair, past=past, athlete=PATIENT)
    return (
        *pt("PT101", ("each mile faster", "the fourth mile slower"),
            (now(progressive(step_s=26.0)), now(broken)), also=("PT102",)),
        *pt("PT102", ("near-equal steps", "large and small steps by turns"),
            (now(progressive(steps_s=(27.0, 33.0, 28.0, 32.0))), now(progressive(steps_s=(12.0, 48.0, 14.0, 46.0)))),
            watch="late"),
        *pt("PT103", ("37 s a mile, as the ends say", "50 s a mile"),
            (now(progressive(step_s=36.0)), now(progressive(step_s=50.0, first_pace_s=620.0)))),
        *pt("PT103", ("18 s a kilometre", "32 s a kilometre"),
            (now(progressive(step_s=18.0, first_pace_s=370.0, unit_m=1000.0, steps_s=(18.0,) * 5)),
             now(progressive(first_pace_s=390.0, unit_m=1000.0, steps_s=(32.0,) * 5))), watch="noisy"),
        *pt("PT104", ("20 s a mile", "9 s a mile"),
            (now(progressive(step_s=20.0, first_pace_s=560.0)), now(progressive(step_s=9.0, first_pace_s=500.0)))),
        *pt("PT105", ("the end is comfortably hard", "the end is easy"),
            (now(progressive(step_s=28.0)), now(progressive(step_s=17.0, first_pace_s=620.0))), watch="good"),
        *pt("PT106", ("no step above half", "one step took most of it"),
            (now(progressive(steps_s=(34.0, 30.0, 28.0, 26.0))), now(leapt)),
            also=("PT102",)),
        *_pair("PT107", ("both after six weeks", "both after a week"), (now(wide), now(wide)), pasts=(past, young),
               also=("PG110",), quiet=("PT103", "PG105"), athlete=PATIENT),
        *_pair("PG110", ("a mile more after six weeks", "a mile more after a week"), (now(six), now(six)),
               pasts=(past, young), athlete=PATIENT),
    )  # fmt: skip


def _speed() -> tuple[Case, ...]:
    second = weekly(USUAL, -6, -5, -4) + outings(LIGHT, weeks=(-3,)) + outings(week(d3=S400), weeks=(-2, -1))
    gentle = {**USUAL, 3: EASY}
    fresh = weekly(gentle, -6, -5, -4, -3, -2) + outings(USUAL, weeks=(-1,))
    slow = partial(speed, n=5, distance_m=400.0, speed_mps=4.4)
    eight, eleven = (speed(n=n, distance_m=150.0, rest_s=90.0) for n in (8, 11))
    quiet = ("DH108", "PG105")
    return (
        *_pair("SR101", ("400s follow 200s", "600s leave the 400s out"), (week(d3=S400), week(d3=S600)), quiet=quiet),
        *_pair("SR102", ("400s after six weeks", "400s after one"), (week(d3=S400), week(d3=S400)),
               pasts=(weekly(USUAL), fresh), quiet=quiet),
        *_pair("SR103", ("five 400s", "nine 400s"), (week(d3=S400), week(d3=slow(n=9, rest_s=200.0))), past=second,
               quiet=quiet, watch="smart"),
        *_pair("SR103", ("eight 150s", "eleven 150s"),
               (week(d3=eight), week(d3=eleven)),
               quiet=quiet),
        *_pair("SR104", ("rests of three minutes", "rests of a minute"),
               (week(d3=slow(rest_s=200.0)), week(d3=slow(rest_s=60.0, rest="jog"))), past=second, quiet=quiet,
               watch="good"),
        *_pair("SR105", ("alike to the last", "a tenth slower at the end"),
               (week(), week(d3=speed(drift_ratio=0.1))), watch="noisy"),
        *_pair("SR106", ("600s at 5K pace", "600s at mile pace"),
               (week(d3=S600), week(d3=speed(n=4, distance_m=600.0, rest_s=330.0, speed_mps=4.6))), past=second,
               quiet=quiet),
        *_pair("SR107", ("longer and faster", "longer, faster, and hardly rested"),
               (week(d3=speed(n=5, distance_m=400.0, rest_s=230.0, speed_mps=4.9)),
                week(d3=speed(n=5, distance_m=400.0, rest_s=90.0, speed_mps=4.9))), quiet=quiet),
    )  # fmt: skip


def _weeks() -> tuple[Case, ...]:
    load = ("DH108", "PG103", "PG105", "PG106", "WK107")
    early = {"return_to_speed_from": MONDAY - timedelta(days=14)}
    began = weekly(GENTLE, -6, -5, -4, -3) + outings({**GENTLE, 3: SPEED}, weeks=(-2, -1))
    daily = dict.fromkeys((2, 4, 6), SHORT) | {0: EASY, 1: DOWN, 3: SPEED, 5: LONG}
    base: Week = {0: EASY, 1: EASY, 3: PROGRESSIVE, 5: LONG}
    twice: Week = {0: DOWN, 1: EASY, 2: SPEED, 3: EASY, 4: DOWN, 6: LONG}
    full: Week = {**twice, 4: TEMPO}
    share: Week = {0: TEMPO, 2: recipe(blocks, minutes=12.0, n=2, warm_up_s=400.0), 5: EASY}
    return (
        *_pair("WK101", ("one downhill day", "two downhill days"), (week(), week(d4=DOWN, d3=None, d2=SPEED, d6=EASY)),
               quiet=(*load, "WK106")),
        *_pair("WK101", ("two with experience", "three with experience"),
               (twice, {**twice, 2: DOWN}),
               past=weekly(twice), level="experienced", also=("WK103",),
               quiet=load),
        *_pair("WK102", ("two easy runs beside it", "one easy run beside it"), (week(), {1: DOWN, 3: SPEED, 5: LONG}),
               quiet=load),
        *_pair("WK103", ("a flat workout beside it", "none beside it"), (week(), week(d3=EASY)), quiet=load),
        *_pair("WK104", ("three hard days", "four hard days"),
               (full, {**full, 3: SHORT, 6: PROGRESSIVE}),
               past=weekly(full), quiet=(*load, "WK108"), athlete=PATIENT),
        *_pair("WK104", ("one hard day early in a return", "two early in a return"),
               ({**GENTLE, 3: SPEED}, {**GENTLE, 1: SPEED, 3: SPEED}), past=began, athlete=early, quiet=load),
        *_pair("WK105", ("two track days", "three track days"),
               ({0: SPEED, 1: EASY, 3: SPEED, 4: EASY, 5: LONG}, {0: SPEED, 1: EASY, 2: SPEED, 4: SPEED, 5: LONG}),
               past=weekly({0: SPEED, 1: EASY, 3: SPEED, 4: EASY, 5: LONG}), quiet=load),
        *_pair("WK106", ("a day between", "Tuesday and Wednesday"), (week(), week(d2=SPEED, d3=EASY)), quiet=load),
        *_pair("WK106", ("an easy Sunday", "Sunday and Monday"),
               ({0: SPEED, 2: EASY, 3: DOWN, 5: LONG, 6: EASY},) * 2,
               pasts=(weekly(USUAL), (*weekly(USUAL), Outing(-1, TEMPO))), quiet=load),
        *_pair("WK108", ("mostly easy", "a third of it hard"), ({**GENTLE, 3: TEMPO}, share),
               past=weekly({**GENTLE, 3: TEMPO}), quiet=load),
        *_pair("WK109", ("a day off", "a run on every day"), (week(), daily), quiet=load),
        *_pair("WK110", ("one progressive tempo", "two of them"), (base, {**base, 1: PROGRESSIVE}),
               past=weekly(base), quiet=(*load, "WK106", "WK108"), athlete=PATIENT),
    )  # fmt: skip


def _progressions() -> tuple[Case, ...]:
    stepped = weekly(USUAL, -6, -5, -4, -3, -2) + outings(week(d1=down(n=7)), weeks=(-1,))
    hills = {0: recipe(hilly), 1: DOWN, 2: recipe(hilly), 3: SPEED, 5: LONG}
    third = (
        weekly(USUAL, -6) + outings(week(d3=S400), weeks=(-5, -4)) + outings(LIGHT, weeks=(-3,))
        + outings(week(d3=S400), weeks=(-2,))
    )  # fmt: skip
    alternating, again = (third + outings(week(d3=what), weeks=(-1,)) for what in (S400, S600))
    eleven = recipe(easy_run, distance_m=11_000.0)
    more = {**USUAL, 0: eleven, 2: eleven, 4: recipe(easy_run, distance_m=9000.0)}
    return (
        *_pair("PG101", ("eight reps after six weeks at six", "eight after a week at seven"),
               (week(d1=down(n=8)),) * 2, pasts=(weekly(USUAL), stepped), quiet=("DH108", "PG105", "PG106")),
        *_pair("PG102", ("longer reps", "longer reps on a steeper slope"),
               (week(d1=down(rep_s=42.0)), week(d1=down(rep_s=45.0, grade_ratio=-0.052))), watch="good",
               quiet=("DH108", "PG106")),
        *_pair("PG102", ("a point steeper", "steeper and two more"),
               (week(d1=down(grade_ratio=-0.048)), week(d1=down(n=8, grade_ratio=-0.051))), watch="smart",
               quiet=("DH108", "PG105", "PG106", "DH101")),
        *_pair("PG103", ("a fifth more", "half as much again"),
               (week(d4=recipe(easy_run, distance_m=5000.0)), more), quiet=("DH108", "PG106")),
        *_pair("PG104", ("12.5 km after 12", "15 km after 12"),
               (week(d5=recipe(long_run, distance_m=12_500.0)), week(d5=recipe(long_run, distance_m=15_000.0))),
               watch="positions"),
        *_pair("PG105", ("ten per cent more", "twice the reps"), (week(), week(d3=speed(n=12, distance_m=200.0))),
               also=("SR103",)),
        *_pair("PG105", ("as usual", "two more tempos"),
               ({**GENTLE, 3: TEMPO}, {**GENTLE, 1: TEMPO, 3: TEMPO}), past=weekly({**GENTLE, 3: TEMPO}),
               quiet=("WK108",), watch="late"),
        *_pair("PG106", ("the hills of every week", "hills for the first time"), (hills, hills),
               pasts=(weekly(hills), weekly(USUAL)), watch="good"),
        *_pair("PG107", ("a lighter week in between", "four loaded weeks"), (week(), week()),
               pasts=(weekly(USUAL), weekly(USUAL, light=()))),
        *_pair("PG107", ("the last week was lighter", "six loaded weeks of tempo"),
               ({**GENTLE, 3: TEMPO},) * 2,
               pasts=(weekly({**GENTLE, 3: TEMPO}, light=(-1, -5)), weekly({**GENTLE, 3: TEMPO}, light=())),
               watch="noisy"),
        *_pair("PG108", ("600s every other week", "600s in two weeks running"), (week(d3=S600),) * 2,
               pasts=(alternating, again), quiet=("DH108", "PG105")),
        *_pair("PG109", ("no reps in the base phase", "reps in the base phase"),
               ({**GENTLE, 3: recipe(strides)}, week()), past=weekly({**GENTLE, 3: SPEED}), phase="base",
               quiet=("DH108", "PG105", "PG106")),
    )  # fmt: skip


CASES = (*_downhill(), *_progressive(), *_speed(), *_weeks(), *_progressions())
