"""The season: what each week came to as bars, each progression as steps, and all of it as tables too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from ...model.season import Ladder, Rung, Season, SeasonWeek
from ...model.signature import signature
from ..words import MONTHS, count_words, day_words, length_words
from .markup import Content, Html, tag
from .tables import table
from .view import View, share

_NAMES = {
    "downhill": ("Downhill", "metres of fast descent in a session"),
    "speed": ("Speed", "metres of fast reps in a session"),
    "progressive": ("Progressive tempo", "length of the progressive part"),
    "long-run": ("Long run", "the longest run of each week"),
}
#: Week labels that fit side by side on a telephone.
_LABELS = 7

Amount = Callable[[SeasonWeek], float | None]


def season(view: View) -> Html | None:
    """Return the section of the season; None where fewer than two weeks are known."""
    told = view.pictured.season
    if len(told.weeks) < 2:
        return None
    identity = f"{view.prefix}season"
    light = sum(week.is_light is True for week in told.weeks)
    first, last = told.weeks[0], told.weeks[-1]
    words = (
        f"{len(told.weeks)} weeks, from {day_words(first.start)} to {day_words(last.start + timedelta(days=6))}: "
        f"{count_words(light, 'lighter week')}, {count_words(sum(len(w.hard_days) for w in told.weeks), 'hard day')}."
    )
    distance = _bars(told, "Distance a week", lambda w: w.distance_m, lambda x: length_words(x, view.unit), marks=True)
    drop = _bars(told, "Height lost a week", lambda w: w.drop_m, lambda x: f"{x:.0f} m")
    return tag(
        "section",
        view.heading(0, "The season", id=identity),
        tag("p", words),
        tag("div", distance, drop, class_="pair"),
        tag("ul", [tag("li", tag("span", class_=f"key {k}", aria_hidden="true"), w) for k, w in _keys(told)],
            class_="legend"),
        tag("details", tag("summary", "The weeks as a table"), _weeks(view, told)),
        tag("div", [_ladder(view, told, ladder) for ladder in told.ladders], class_="pair"),
        aria_labelledby=view.named(identity),
    )  # fmt: skip


def _keys(told: Season) -> Iterator[tuple[str, str]]:
    yield "judged", "judged here"
    if any(week.is_light for week in told.weeks):
        yield "light", "lighter week"
    yield "hard-day", "hard day"


def _bars(told: Season, title: str, amount: Amount, words: Callable[[float], str], *, marks: bool = False) -> Html:
    """Return bars of one amount, a week each, with numbers where there is room; hard days as dots below."""
    known = [x for week in told.weeks if (x := amount(week)) is not None]
    most = max(known, default=0.0) or 1.0
    every = -(-len(told.weeks) // _LABELS)
    bars = []
    for i, week in enumerate(told.weeks):
        value = amount(week)
        is_named = (len(told.weeks) - 1 - i) % every == 0
        number = "?" if value is None else words(value).partition(" ")[0]
        is_told = is_named if every == 1 else week.is_judged or value == most
        bars.append(_bar(week, value, most, number if is_told else "", _week_name(week) if is_named else "", marks))
    summary = f"{title}: from {words(min(known))} to {words(max(known))}" if known else f"{title}: not known"
    unit = words(most).partition(" ")[2]
    drawn = tag("div", bars, class_="bars", role="img", aria_label=summary)
    return tag("figure", tag("figcaption", f"{title}, {unit}", class_="caption"), drawn, class_="weeks")


def _bar(week: SeasonWeek, value: float | None, most: float, number: str, name: str, marks: bool) -> Html:
    kinds = ["bar"]
    kinds += ["light"] if week.is_light else []
    kinds += ["judged"] if week.is_judged else []
    kinds += ["unknown"] if value is None else []
    bar = tag("span", class_=" ".join(kinds), style=f"--h:{share((value or 0.0) / most)}")
    dots = tag("span", [tag("i") for _ in week.hard_days], class_="dots") if marks else None
    inside: list[Content] = [
        tag("span", tag("span", number, class_="value"), bar, class_="room"),
        dots,
        tag("span", name, class_="name"),
    ]
    return tag("span", inside, class_="week")


def _week_name(week: SeasonWeek) -> str:
    return f"W{week.label[-2:]}"


def _weeks(view: View, told: Season) -> Html:
    heads = ("Week", "From", "Runs", "Distance", "Height lost", "Hard days", "Remarks")
    return table("The weeks of the season", heads, [("", None, _week(view, week)) for week in reversed(told.weeks)])


def _week(view: View, week: SeasonWeek) -> tuple[str, ...]:
    remarks = ("judged here" if week.is_judged else "", "lighter" if week.is_light else "",
               "" if week.is_over else "not over")  # fmt: skip
    return (
        week.label,
        _date(week.start),
        str(week.n_runs),
        "not known" if week.distance_m is None else length_words(week.distance_m, view.unit),
        "not known" if week.drop_m is None else f"{week.drop_m:.0f} m",
        str(len(week.hard_days)),
        ", ".join(remark for remark in remarks if remark),
    )


def _ladder(view: View, told: Season, ladder: Ladder) -> Html:
    """Return a progression as steps over the days of the season, its sessions as a table."""
    name, what = _NAMES[ladder.progression]
    first = told.weeks[0].start
    n_days = 7 * len(told.weeks)
    amounts = [rung.amount for rung in ladder.rungs]
    most = max(amounts) or 1.0
    least = 0.5 * most if min(amounts) > 0.6 * most else 0.0
    places = [((r.day - first).days / n_days, 1 - 0.85 * (r.amount - least) / (most - least)) for r in ladder.rungs]
    path = _stairs(places)
    marks = [_mark(place, rung) for place, rung in zip(places, ladder.rungs, strict=True)]
    told_most, told_least = (length_words(x, view.unit) if most >= view.unit_m else f"{x:.0f} m" for x in (most, least))
    told_least = told_least if least else "0"
    sides = {
        "top": told_most, "top least": told_least, "first": _date(first),
        "last": _date(told.weeks[-1].start + timedelta(days=6)),
    }  # fmt: skip
    line = tag("path", d=path, class_="stairs")
    words = f"{name}, {what}: {count_words(len(ladder.rungs), 'session')}, at most {told_most}"
    drawn = tag(
        "div", tag("svg", line, viewBox="0 0 1000 100", preserveAspectRatio="none", focusable="false"),
        tag("div", marks, class_="labels"), [tag("span", at, class_=side) for side, at in sides.items()],
        class_="ladder", role="img", aria_label=words,
    )  # fmt: skip
    rows = [("", None, _row(view, rung)) for rung in reversed(ladder.rungs)]
    sheet = table(f"{name}: the sessions", ("Day", "Session", "Amount", "Stage", "Up", "Down"), rows)
    return tag(
        "figure", tag("figcaption", f"{name}: {what}", class_="caption"), drawn,
        tag("p", _state(view, ladder), class_="state"),
        tag("details", tag("summary", f"{name} as a table"), sheet), class_="progression",
    )  # fmt: skip


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _stairs(places: Sequence[tuple[float, float]]) -> str:
    """Return a line that keeps its height from one session to the next, and from the last one to the end."""
    steps = "".join(f"H{1000 * x:.0f}V{100 * y:.0f}" for x, y in places[1:])
    return f"M{1000 * places[0][0]:.0f} {100 * places[0][1]:.0f}{steps}H1000"


def _mark(place: tuple[float, float], rung: Rung) -> Html:
    up = ", ".join(rung.raised)
    words = f"{up} up" if up else ""
    side = " left" if place[0] > 0.6 else ""
    return tag("span", tag("b", words) if words else None, class_=f"rung{' raised' if up else ''}{side}",
               style=f"--x:{share(place[0])};--y:{share(place[1])}")  # fmt: skip


def _state(view: View, ladder: Ladder) -> str:
    """Write where the progression stands: its last session, and since when nothing rose."""
    last = ladder.rungs[-1]
    if ladder.progression == "long-run":
        return f"Last: {length_words(last.amount, view.unit)} on {day_words(last.day)}."
    raised = next((rung for rung in reversed(ladder.rungs) if rung.raised), None)
    since = (
        f" Last raised on {day_words(raised.day)}: {' and '.join(raised.raised)}." if raised else " Nothing was raised."
    )
    stage = f", stage {last.stage}" if last.stage else ""
    return f"Last: {signature(last.session, view.unit)}{stage}, on {day_words(last.day)}.{since}"


def _row(view: View, rung: Rung) -> tuple[str, ...]:
    amount = length_words(rung.amount, view.unit) if rung.amount >= view.unit_m else f"{rung.amount:.0f} m"
    words = signature(rung.session, view.unit)
    return day_words(rung.day), words, amount, str(rung.stage or ""), ", ".join(rung.raised), ", ".join(rung.lowered)
