"""One athlete among all: the weeks as bars and as a table, findings rule by rule, what was not read and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ...dataclass import dataclass
from ...model.overview import LEVELS, Overview, Repeated, Standing, WeekTold
from ...text import safe
from ...units import SHORT, UNIT_M
from ..words import MONTHS, count_words, day_words, file_words, length_words, sum_words
from .markup import Content, Html, tag
from .view import share

_NOUNS = {"error": "error", "warning": "warning", "info": "notice"}
#: More rules, and more files, are counted and not named.
_RULES, _FILES = 8, 10
#: A week is so wide on paper, its bar so high at most, and what was found in it stands between these heights.
_WIDE, _HIGH, _FOUND = 10, 76, (84, 16)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An athlete, and the number by which links of the page know who that is."""

    number: int
    told: Standing

    @property
    def identity(self) -> str:
        """The id of the athlete's part of the page."""
        return f"a{self.number}"

    @property
    def name(self) -> str:
        """What to call the athlete."""
        return safe(self.told.name) or "No name"


def found_words(found: tuple[int, int, int], *, least: int = 2) -> str:
    """Write `2 errors, 1 warning`; notices only where `least` is 3."""
    parts = [count_words(n, _NOUNS[level]) for n, level in zip(found[:least], LEVELS, strict=False) if n]
    return ", ".join(parts)


def section_of(told: Overview, one: Numbered) -> Html:
    """Return the part of the page that is about one athlete."""
    standing, identity = one.told, one.identity
    up = tag("a", "all athletes", href="#athletes", class_="up")
    shown = [week for week in standing.weeks if week.label in set(told.weeks)]
    inside: list[Content] = [
        tag("h3", one.name, up, id=identity),
        tag("p", _sums(standing, len(shown)), class_="totals-line"),
        _year(told, standing) if shown else None,
        tag("ul", [rule_item(one, r) for r in standing.worst[:_RULES]], class_="worst") if standing.worst else None,
        _more_rules(standing),
        _weeks(one, shown, is_shared=told.is_shared) if shown else None,
        _unread(standing),
    ]
    return tag("section", inside, class_="athlete", aria_labelledby=identity)


def _sums(one: Standing, n_shown: int) -> str:
    parts = [
        f"{count_words(one.n_runs, 'run')} in {count_words(one.n_weeks, 'week')}",
        sum_words(one.distance_m, one.unit),
        found_words(one.found, least=3) or "nothing beyond the figures",
        f"the last run on {day_words(one.last, year=True)}" if one.last else "",
        f"{one.n_suppressed} suppressed" if one.n_suppressed else "",
        f"{one.n_not_judged} not judged, which is not the same as within" if one.n_not_judged else "",
    ]
    return " · ".join(part for part in parts if part)


def rule_item(one: Numbered, rule: Repeated, *, is_named: bool = False, is_linked: bool = True) -> Html:
    """Return what one rule found: how often, and where it is farthest beyond."""
    words = rule.name.replace("-", " ")
    level = tag("span", "notice" if rule.severity == "info" else rule.severity, class_=f"level {rule.severity}")
    link = (
        tag("a", one.name, href=f"#{one.identity}", class_="who") if is_linked else tag("span", one.name, class_="who")
    )
    who: list[Content] = [link, ": "] if is_named else []
    often = f", {rule.n} times" if rule.n > 1 else ""
    head = tag("p", level, " ", who, f"{words[:1].upper()}{words[1:]} ", tag("code", rule.code), often)
    when = day_words(rule.day, year=True) if rule.day else f"week {rule.week}" if rule.week else ""
    place: Content = tag("a", when, href=f"#{one.identity}-{rule.week}") if rule.week and not is_named else when
    message = rule.message[:1].upper() + rule.message[1:]
    where: list[Content] = [place, ": " if when and message else "", message, "." if message else ""]
    return tag("li", head, tag("p", where) if when or message else None, class_=rule.severity)


def _more_rules(one: Standing) -> Html | None:
    more = one.worst[_RULES:]
    if not more:
        return None
    return tag(
        "p", f"And by {count_words(len(more), 'more rule')}: ", ", ".join(f"{r.code} ({r.n})" for r in more), "."
    )


def strip_of(told: Overview, one: Standing) -> Html:
    """Return the weeks as bars of distance, with a mark below where something was found."""
    at = {label: k for k, label in enumerate(told.weeks)}
    weeks = [(at[week.label], week) for week in one.weeks if week.label in at]
    most = max((week.distance_m or 0.0 for _, week in weeks), default=0.0) or 1.0
    bars = "".join(_bar(k, round(_HIGH * (week.distance_m or 0.0) / most)) for k, week in weeks)
    errors = [k for k, week in weeks if week.found[0]]
    warnings = [k for k, week in weeks if week.found[1] and not week.found[0]]
    drawn = (("amounts", bars), ("errors", _marks(errors)), ("warnings", _marks(warnings)))
    paths = [tag("path", d=d, class_=name) for name, d in drawn if d]
    return tag("svg", paths, viewBox=f"0 0 {_WIDE * len(told.weeks)} 101", preserveAspectRatio="none", role="img",
               aria_label=_strip_words(one, weeks), focusable="false")  # fmt: skip


def _marks(places: Iterable[int]) -> str:
    top, high = _FOUND
    return "".join(f"M{_WIDE * k + 1} {top}h{_WIDE - 2}v{high}h-{_WIDE - 2}z" for k in places)


def _bar(k: int, high: int) -> str:
    return f"M{_WIDE * k + 1} {_HIGH}v-{high}h{_WIDE - 2}v{high}z" if high else ""


def _strip_words(one: Standing, weeks: Sequence[tuple[int, WeekTold]]) -> str:
    known = [week.distance_m for _, week in weeks if week.distance_m is not None]
    if not known:
        return "no run in these weeks"
    bad = [sum(1 for _, week in weeks if week.found[k]) for k in (0, 1)]
    return (
        f"Distance of {count_words(len(weeks), 'week')}: from {length_words(min(known), one.unit)} to "
        f"{length_words(max(known), one.unit)}; errors in {bad[0]} of them, warnings in {bad[1]}"
    )


def _year(told: Overview, one: Standing) -> Html:
    known = [week.distance_m for week in one.weeks if week.distance_m is not None]
    caption = f"Distance a week, at most {length_words(max(known), one.unit)}" if known else "Distances are not known"
    return tag(
        "figure", tag("figcaption", caption, class_="caption"), strip_of(told, one),
        tag("div", _months(told.weeks), class_="months", aria_hidden="true"), class_="year",
    )  # fmt: skip


def _months(labels: Sequence[str]) -> Iterator[Html]:
    """Yield the name of each month under the first week that begins in it."""
    starts = [date.fromisocalendar(int(label[:4]), int(label[6:]), 1) for label in labels]
    for k, start in enumerate(starts):
        if k and start.month != starts[k - 1].month:
            yield tag("span", MONTHS[start.month - 1], style=f"--x:{share(k / len(labels))}")


def _weeks(one: Numbered, shown: Sequence[WeekTold], *, is_shared: bool) -> Html:
    unit, older = one.told.unit, one.told.n_weeks - sum(1 for week in shown if week.n_runs)
    amounts = (SHORT[unit],) if is_shared else (SHORT[unit], "hours", "m down")
    heads = ("Week", "Runs", *amounts, "Hard days", "Errors", "Warnings")
    head = tag("tr", [tag("th", words, scope="col") for words in heads])
    rows = [_row(one, week, is_shared=is_shared) for week in reversed(shown)]
    words = f"{count_words(len(shown), 'week')} as a table"
    inside = tag("table", tag("caption", f"The weeks of {one.name}"), tag("thead", head), tag("tbody", rows))
    left = f"{count_words(older, 'older week')} left out here; --export writes all of them." if older > 0 else None
    scroll = tag("div", inside, class_="scroll", tabindex="0", role="group", aria_label=f"The weeks of {one.name}")
    return tag("details", tag("summary", words), scroll, tag("p", left, class_="quiet") if left else None)


def _row(one: Numbered, week: WeekTold, *, is_shared: bool) -> Html:
    metres = "?" if week.distance_m is None else f"{week.distance_m / UNIT_M[one.told.unit]:.{0 if is_shared else 1}f}"
    cells = [str(week.n_runs or "-"), metres if week.n_runs else "-"]
    if not is_shared:
        minutes = round((week.duration_s or 0.0) / 60)
        drop = "?" if week.drop_m is None else f"{week.drop_m:.0f}"
        cells += [f"{minutes // 60}:{minutes % 60:02}", drop] if week.n_runs else ["-", "-"]
    cells += [str(n or "-") for n in (week.n_hard_days, *week.found[:2])]
    return tag("tr", tag("th", week.label, scope="row"), [tag("td", cell) for cell in cells],
               id=f"{one.identity}-{week.label}")  # fmt: skip


def _unread(one: Standing) -> Html | None:
    """Return what was not read or does not count, and why."""
    items = [
        tag("li", "Not read: ", tag("code", file_words(file)), f": {safe(why)}") for file, why in one.rejected[:_FILES]
    ]
    if len(one.rejected) > _FILES:
        items.append(tag("li", f"Not read: {len(one.rejected) - _FILES} more files; -v names all of them."))
    items += [tag("li", f"Left out: {n}: {safe(why)}.") for why, n in one.left_out]
    return tag("ul", items, class_="unread") if items else None
