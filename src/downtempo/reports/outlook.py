"""The next step of each progression, for a person: where it stands, what may come, from when on, what is too much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ..model.outlook import Amount, Excess, Offer, Outlook, Reason, Step
from ..model.signature import nominal_m
from ..model.state import States
from ..text import safe
from ..units import UNIT_M, Unit
from .plans import per_words, percent_words, plan_words, splits_words, time_words
from .words import Paint, count_words, day_words, file_words, length_words, wrap

_NAMES = {"long-run": "long run"}
_INDENT = 15
_BEFORE = {
    "lighter": "the last week was a lighter one", "easy": "no hard day in the last week",
    "empty": "nothing was run in the last week",
}  # fmt: skip
#: The rule that asks for lighter weeks.
_RHYTHM = "PG107"


def outlook_text(outlook: Outlook, *, paint: Paint, width: int, verbose: int = 0, unit: Unit = "km") -> str:
    """Write every progression."""
    lines = [*(paint(line, "bold") for line in wrap(_head(outlook), width, "")), ""]
    nothing = _nothing(outlook)
    for step in outlook.steps:
        lines += [*_step(step, outlook.states, paint, width, verbose, unit, is_told=not nothing), ""]
    if nothing:
        lines += [*wrap(f"Nothing is proposed: {nothing}.", width, "  "), ""]
    for reason in outlook.together:
        lines += wrap(_because(reason, verbose), width, "  ")
    lines += _closing(outlook, width)
    if outlook.together and not verbose:
        lines += wrap(
            "With -v each line names its figure; downtempo explain FIGURE tells where that stands.", width, "  "
        )
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(outlook: Outlook) -> str:
    athlete = outlook.athlete
    name = f"{safe(athlete.name)} · " if athlete.name else ""
    since = f" since {day_words(outlook.first_run, year=True)}" if outlook.first_run else ""
    past = count_words(outlook.n_runs, "run") + since
    return f"{name}next steps as of {day_words(outlook.today, year=True)} · {athlete.level}, {athlete.phase} · {past}"


def _nothing(outlook: Outlook) -> str:
    """Return why nothing can be told, where one reason holds for every progression."""
    doubts = {step.doubt for step in outlook.steps}
    is_all = not any(step.again or step.offers or step.closed for step in outlook.steps)
    return doubts.pop() if is_all and len(doubts) == 1 else ""


def _step(
    step: Step, states: States, paint: Paint, width: int, verbose: int, unit: Unit, *, is_told: bool
) -> Iterator[str]:
    label = f"  {_NAMES.get(step.progression, step.progression):<{_INDENT - 2}}"
    told = "; ".join(_state(step, states, unit)) or "too few weeks are known"
    first, *rest = wrap(told, width, " " * _INDENT)
    yield paint(label, "bold") + first[_INDENT:]
    yield from rest
    if step.again is not None:
        yield from _again(step.again, width, verbose, unit)
    if step.doubt and is_told:
        yield from _row("next", f"cannot tell: {step.doubt}", width)
    for offers in _alike(step.offers):
        yield from _offers(step, offers, width, verbose, unit)
    for reason in dict.fromkeys(step.closed):
        yield from _row("no further", _because(reason, verbose), width)
    for one in step.too_much:
        yield from _row("too much", f"{_excess(one, unit)}: {_because(one.reason, verbose)}", width)


def _row(label: str, text: str, width: int) -> list[str]:
    lines = wrap(text, width, " " * _INDENT)
    return [f"    {label:<{_INDENT - 4}}{lines[0][_INDENT:]}", *lines[1:]]


def _because(reason: Reason, verbose: int) -> str:
    """Say why; which figure it is only when asked, since `downtempo explain` wants it and a runner need not."""
    return f"{reason.message} [{reason.figure}]" if reason.figure and verbose else reason.message


def _again(told: Offer, width: int, verbose: int, unit: Unit) -> Iterator[str]:
    words = plan_words(told.plan, unit) if told.plan else ""
    if told.first_day is None:
        why = f": {_because(told.not_before, verbose)}" if told.not_before else ""
        yield from _row("again", f"not now{why}", width)
        return
    yield from _row("again", f"from {day_words(told.first_day)}: {words}", width)
    yield from _notes(told, width, verbose, has_reason=bool(verbose))


def _alike(offers: tuple[Offer, ...]) -> list[list[Offer]]:
    """Put offers together that begin on one day."""
    return [list(group) for _, group in groupby(offers, key=_together)]


def _together(told: Offer) -> tuple[date | None, Reason | None, tuple[Reason, ...], bool]:
    return told.first_day, told.not_before, told.beside, told.fewer is None


def _offers(step: Step, offers: list[Offer], width: int, verbose: int, unit: Unit) -> Iterator[str]:
    first = offers[0]
    words = " | ".join(_offer(one, unit) for one in offers)
    if first.first_day is None:
        why = _because(first.not_before, verbose) if first.not_before else "no day was found"
        yield from _row("next", f"not now: {words}", width)
        yield from _row("", why, width)
        return
    lead = "begin with " if first.what == "start" else ""
    lead += "one of " if len(offers) > 1 else ""
    yield from _row("next", f"from {day_words(first.first_day)}: {lead}{words}", width)
    for reason in dict.fromkeys(one.reason for one in offers):
        yield from _row("", _because(reason, verbose), width) if reason is not None else ()
    yield from _notes(first, width, verbose, has_reason=False)


def _notes(told: Offer, width: int, verbose: int, *, has_reason: bool) -> Iterator[str]:
    if told.reason is not None and has_reason:
        yield from _row("", _because(told.reason, verbose), width)
    if told.not_before is not None:
        lead = "after a lighter week" if told.not_before.code == _RHYTHM else "not before that day"
        yield from _row("", f"{lead}: {_because(told.not_before, verbose)}", width)
    if told.fewer is not None:
        why = _because(told.fewer, verbose)
        yield from _row("", f"fewer reps than documented, for with all of them: {why}", width)
    for reason in told.beside:
        if reason in (told.not_before, told.fewer):
            continue
        lead = "as usual it would be too much" if told.what == "lighter week" else "in a week like the last ones"
        yield from _row("", f"{lead}: {_because(reason, verbose)}", width)
    for code, why in told.not_judged if verbose else ():
        yield from _row("", f"not judged: {code}: {why}", width)


def _offer(told: Offer, unit: Unit) -> str:
    amount = told.amount
    if told.what in ("week", "lighter week") and amount is not None:
        so_far = f" ({length_words(amount.least, unit)} run so far)" if amount.least else ""
        lead = "a lighter week, " if told.what == "lighter week" else "this week "
        return f"{lead}at most {length_words(amount.most, unit)}{so_far}"
    if told.what == "distance" and amount is not None:
        return f"up to {length_words(amount.most, unit)}"
    if amount is not None:
        return _lever(told.what, amount)
    words = plan_words(told.plan, unit) if told.plan else told.what
    if told.what.startswith("stage"):
        return f"{told.what}: {words}"
    return f"back to {words}" if told.what == "back" else words


def _lever(name: str, amount: Amount) -> str:
    """Write what a lever may go to, as a range where there is one."""
    write = {"reps": lambda x: f"{x:.0f}", "rep length": time_words, "grade": percent_words}[name]
    least, most = write(amount.least), write(amount.most)
    span = most if least == most else f"{least.removesuffix(' s').removesuffix(' %')}-{most}"
    return {"reps": f"{span} reps", "rep length": f"reps of {span}", "grade": f"a slope of {span}"}[name]


def _excess(one: Excess, unit: Unit) -> str:
    if one.plan is not None and one.what != "early":
        return plan_words(one.plan, unit)
    if one.amount_m is not None:
        lead = "" if one.what == "week" else f"{one.what}, "
        return lead + length_words(one.amount_m, unit)
    return f"already on {day_words(one.day)}" if one.what == "early" else one.what


def _state(step: Step, states: States, unit: Unit) -> Iterator[str]:
    """Yield where a progression stands, piece by piece."""
    if step.progression == "downhill" and (down := states.downhill):
        grade = f" at {percent_words(down.grade_ratio)}" if down.grade_ratio is not None else ""
        back = ", walked back up" if down.way == "walk back" else ""
        yield f"{down.n_reps} x {down.rep_s:.0f} s{grade}{back}"
        up = next((one.levers for one in down.raised if one.day == down.since), ())
        yield f"in this step since {day_words(down.since)}" + (f" ({' and '.join(up)} up)" if up else "")
        yield f"last on {day_words(down.day)}"
    elif step.progression == "speed" and (speed := states.speed):
        yield f"{speed.n_reps} x {nominal_m(speed.rep_m) or round(speed.rep_m)} m"
        if speed.return_from is None:
            yield "no return to speed is on"
        elif speed.stage:
            yield f"stage {speed.stage} since {day_words(speed.since)}"
        yield f"last on {day_words(speed.day)}"
    elif step.progression == "progressive" and (run := states.progressive):
        yield splits_words(run.n_splits, run.first_s_per_m, run.last_s_per_m, run.unit, unit)
        if run.first_offset_s_per_m is not None and run.last_offset_s_per_m is not None:
            yield _offsets(run.first_offset_s_per_m, run.last_offset_s_per_m, unit)
        yield f"at this stage since {day_words(run.since)}"
        yield f"last on {day_words(run.day)}"
    elif step.progression == "long-run" and (longest := states.long_run):
        yield f"{length_words(longest.distance_m, unit)} on {day_words(longest.day)}"
        yield f"the longest known of the last {longest.window_days} days"
    elif step.progression == "week" and states.week:
        yield from _week(states, unit)
    elif lapse := states.lapsed.get(step.progression):
        weeks, days = divmod(lapse.window_days, 7)
        window = count_words(lapse.window_days, "day") if days else count_words(weeks, "week")
        yield f"none in the last {window}"
        yield f"last on {day_words(lapse.day, year=lapse.day.year != states.today.year)}"
    else:
        yield "none known yet"


def _offsets(first: float, last: float, unit: Unit) -> str:
    told = [f"{offset * UNIT_M[unit]:+.0f} s" for offset in (first, last)]
    return f"{told[0]} to {told[1]} {per_words(unit)} against easy pace"


def _week(states: States, unit: Unit) -> Iterator[str]:
    week = states.week
    assert week is not None
    if week.n_loaded:
        yield f"{count_words(week.n_loaded, 'loaded week')} since {day_words(week.since)}" if week.since else ""
    elif week.before:
        yield _BEFORE[week.before]
    if week.mean_m is not None:
        yield f"{length_words(week.mean_m, unit)} on the mean of the weeks before"
    if week.distance_m:
        yield f"{length_words(week.distance_m, unit)} run in this one"


def _closing(outlook: Outlook, width: int) -> Iterator[str]:
    for rejection in outlook.rejected:
        yield from wrap(f"Not read: {file_words(rejection.file)}: {rejection.reason}: {rejection.message}", width, "  ")
    reasons = sorted({left.reason for left in outlook.left_out})
    for reason in reasons:
        n = sum(left.reason == reason for left in outlook.left_out)
        yield from wrap(f"Left out: {count_words(n, 'file')}: {reason}.", width, "  ")
