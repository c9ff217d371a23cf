"""The findings, each with a small picture of its place and a way there; then what is within and what is not judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from ...model import Finding
from ...model.kinds import kind_words
from ...model.results import Judged
from ...text import safe
from ..audit import shown_conformances, within_words
from ..findings import Group, figure_cited, gravest_first, grouped, said, worst
from ..held import held_lines, nothing_words
from ..left_out import left_out_lines
from ..words import count_words, day_words, file_words, place_words, sentence
from .markup import Content, Html, tag
from .small import place_picture, week_picture
from .view import View

#: So wide that no line is broken: the browser does that.
_WIDE = 100_000
#: More places than these are not linked one by one.
_PLACES = 12


def shown_groups(view: View) -> list[Group]:
    """Return the findings as groups, the gravest first."""
    judged = view.pictured.judged
    return gravest_first(grouped(judged.verdicts.findings)) if judged else []


def anchor(view: View, group: Group) -> str:
    """Return the id of a finding, without the prefix: by rule and run, as the flags of the profiles know it."""
    session = view.session_at(group[0].place)
    return f"{group[0].code}-{view.run_id(session)}" if session else f"{group[0].code}-{group[0].place.week or 'file'}"


def findings(view: View) -> Html | None:
    """Return the section of the findings; None where nothing was judged."""
    judged = view.pictured.judged
    if judged is None:
        return None
    identity = f"{view.prefix}findings"
    groups = shown_groups(view)
    loud, quiet = ([g for g in groups if (g[0].severity == "info") is is_info] for is_info in (False, True))
    known: set[str] = set()
    cards = [_card(view, g, known) for g in loud]
    told = tag("p", f"{nothing_words(judged.verdicts)}.") if not loud else None
    info = (
        tag("details", tag("summary", f"{len(quiet)} for information"), [_card(view, g, known) for g in quiet])
        if quiet else None
    )  # fmt: skip
    heading = view.heading(0, _counts(loud), id=identity)
    closing = tag("ul", list(_closing(view, judged)), class_="closing")
    return tag("section", heading, told, cards, info, closing, _gaps(judged), aria_labelledby=view.named(identity))


def _counts(groups: list[Group]) -> str:
    levels = [group[0].severity for group in groups]
    told = [count_words(levels.count(level), level) for level in ("error", "warning") if level in levels]
    return f"Findings: {', '.join(told)}" if told else "Findings"


def _card(view: View, group: Group, known: set[str]) -> Html:
    shown = worst(group)
    identity = f"{view.prefix}{anchor(view, group)}"
    while identity in known:
        identity += "-more"
    known.add(identity)
    level, name = tag("span", shown.severity, class_=f"level {shown.severity}"), sentence(shown.name.replace("-", " "))
    heading = view.heading(1, level, " ", name, " ", tag("code", shown.code), id=f"{identity}-title")
    words = tag(
        "div", heading, tag("p", *_where(view, shown), class_="where"),
        tag("p", said(shown)), tag("p", shown.advice, class_="advice") if shown.advice else None,
        _others(view, group, shown), _source(shown), class_="words",
    )  # fmt: skip
    return tag("article", words, _picture(view, shown), id=identity, class_=f"finding {shown.severity}",
               aria_labelledby=f"{identity}-title", tabindex="-1")  # fmt: skip


def _where(view: View, finding: Finding) -> Iterator[Content]:
    """Yield the day and the place, as a link to it where there is one on this page."""
    place = finding.place
    day = day_words(date.fromisoformat(place.day)) if place.day else ""
    words = " ".join(part for part in (day, place_words(place, view.unit), place.week and f"week {place.week}") if part)
    yield _link(view, finding, words or file_words(place.file))


def _link(view: View, finding: Finding, words: str) -> Content:
    session, span = view.session_at(finding.place), finding.place.span
    if session is None:
        return words
    run = view.run_id(session)
    if span is None or view.drawing_of(session) is None:
        return tag("a", words, href=f"#{run}")
    return tag(
        "a", words, href=f"#{run}-profile", data_run=run, data_from=round(span.start_m), data_to=round(span.stop_m)
    )


def _others(view: View, group: Group, shown: Finding) -> Html | None:
    """Return the other places of the same finding, each as a link."""
    others = [f for f in group if f is not shown]
    if not others:
        return None
    links: list[Content] = []
    for finding in others[:_PLACES]:
        links += [", " if links else "", _link(view, finding, place_words(finding.place, view.unit) or "the whole run")]
    more = f" and at {count_words(len(others) - _PLACES, 'more place')}" if len(others) > _PLACES else ""
    return tag("p", "The same at ", links, more, ".", class_="others")


def _source(finding: Finding) -> Html | None:
    cited = figure_cited(finding)
    if not cited:
        return None
    source = f"{finding.source}, " if finding.source and not cited.startswith("house.") else ""
    basis = {"documented": "a documented figure", "external": "a published figure"}.get(finding.basis, "our reading")
    return tag("p", f"{sentence(f'{source}{basis}')}: ", tag("code", cited), class_="source")


def _picture(view: View, finding: Finding) -> Html | None:
    """Return the ground around the place; for what holds for a whole run, or is not drawn, the week that it lies in."""
    session = view.session_at(finding.place)
    judged = view.pictured.judged
    weeks = judged.weeks if judged else ()
    week = next((w for w in weeks if w.label == finding.place.week or (session and session in w.sessions)), None)
    drawing = view.drawing_of(session) if session else None
    if week and (finding.place.span is None or drawing is None):
        return week_picture(week, session.local_date if session else None)
    return None if drawing is None else place_picture(drawing, finding.place.span, view)


def _closing(view: View, judged: Judged) -> Iterator[Html]:
    """Yield what is within, what could not be told, protocols, what was held back and what was not read."""
    summary, verdicts = judged.verdicts.summary, judged.verdicts
    yield tag("li", f"Within the figures: {summary.within} of {summary.within + summary.beyond} checks.")
    for c in shown_conformances(judged):
        session = next((s for s in view.sessions if s.file == c.file), None)
        name = tag("a", kind_words(c.protocol), href=f"#{view.run_id(session)}") if session else kind_words(c.protocol)
        day = f"{day_words(session.local_date)}, " if session and session.local_date else ""
        yield tag("li", f"Against its protocol: {day}", name, f": {within_words(c, judged)}.")
    for c in verdicts.held_weeks:
        yield tag("li", f"Against what a week may hold: week {c.week}: {within_words(c, judged)}.")
    for lines in (held_lines(verdicts, _WIDE), left_out_lines(judged.collected.left_out, _WIDE)):
        for one in lines:
            yield tag("li", one.strip())
    for fault in judged.diary.faults:
        yield tag("li", f"In the diary: {safe(fault)}")
    for rejection in judged.collected.rejected:
        yield tag("li", f"Not read: {file_words(rejection.file)}: {rejection.reason}: {rejection.message}")
    past = f"{count_words(judged.n_history, 'run')} of history" if judged.n_history else "no history"
    yield tag("li", f"Judged by {count_words(summary.rules, 'rule')}, with {past} before.")


def _gaps(judged: Judged) -> Html | None:
    if not judged.verdicts.not_judged:
        return None
    ordered = sorted(judged.verdicts.not_judged, key=lambda gap: gap.reason)
    items = []
    for reason, same in groupby(ordered, key=lambda gap: gap.reason):
        codes = ", ".join(sorted({gap.code for gap in same}))
        items.append(tag("li", f"{codes}: {safe(reason)}"))
    return tag(
        "details", tag("summary", f"Not judged: {len(ordered)}, which is not the same as within"), tag("ul", items)
    )
