"""The week as a strip of seven days: what was run, how far, how far down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ...model import Session, Week
from ...model.kinds import kind_words
from ..words import DAYS, count_words, day_words, length_words, moving_s, time_words
from .markup import Content, Html, tag
from .view import View, share


def weeks(view: View) -> list[Html]:
    """Return a section for each audited week."""
    judged = view.pictured.judged
    return [_week(view, week, many=len(judged.weeks) > 1) for week in judged.weeks] if judged else []


def week_words(view: View, week: Week) -> str:
    """Write what a week came to, in one line."""
    known = length_words(sum(s.distance_m or 0.0 for s in week.sessions), view.unit)
    drops = [s.drop_m for s in week.sessions if s.drop_m is not None]
    parts = [
        count_words(len(week.sessions), "run"),
        f"{known} or more" if week.distance_m is None else known,
        f"{time_words(sum(map(moving_s, week.sessions)))} moving" if week.sessions else "",
        f"{sum(drops):.0f} m down" if drops else "",
        count_words(len(week.hard_days), "hard day") if week.sessions else "",
        "" if week.is_over else "not over yet",
    ]
    return " · ".join(part for part in parts if part)


def _week(view: View, week: Week, *, many: bool) -> Html:
    identity = f"{view.prefix}week-{week.label}"
    title = f"Week {week.label}, {day_words(week.start)} to {day_words(week.last_day)}" if many else "The week"
    days = [week.start + timedelta(days=k) for k in range(7)]
    most = max((sum(s.distance_m or 0.0 for s in week.on(day)) for day in days), default=0.0)
    return tag(
        "section",
        view.heading(0, title, id=identity),
        tag("p", week_words(view, week), class_="totals-line") if many else None,
        tag("ol", [_day(view, day, week.on(day), most or 1.0) for day in days], class_="strip"),
        aria_labelledby=view.named(identity),
    )


def _day(view: View, day: date, sessions: Sequence[Session], most_m: float) -> Html:
    is_hard = any(s.is_hard for s in sessions)
    name = tag("span", f"{DAYS[day.weekday()]} ", tag("span", day.day, class_="number"), class_="day")
    metres = sum(s.distance_m or 0.0 for s in sessions)
    bar = tag("span", class_="amount", style=f"--h:{share(metres / most_m)}", aria_hidden="true")
    inside: list[Content] = [_run(view, s) for s in sessions] or [tag("span", "no run", class_="none")]
    hard = tag("span", "hard", class_="mark") if is_hard else None
    return tag("li", name, tag("div", inside, class_="ran"), hard, bar, class_="hard" if is_hard else None)


def _run(view: View, session: Session) -> Html:
    kind = kind_words(session.kind) if session.kind else "run"
    numbers = [tag("span", words) for words in _numbers(view, session)]
    link = tag("a", kind, href=f"#{view.run_id(session)}") if session in view.sessions else kind
    return tag("div", link, tag("span", numbers, class_="numbers"), class_="one")


def _numbers(view: View, session: Session) -> Iterator[str]:
    yield length_words(session.distance_m, view.unit)
    yield f"{session.drop_m:.0f} m down" if session.drop_m is not None else "drop not known"
