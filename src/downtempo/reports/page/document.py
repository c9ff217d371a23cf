"""The page as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from ... import __version__
from ...model.pictured import Pictured
from ...text import safe
from ..words import count_words, day_words, file_words, sentence
from .data import data_of
from .files import assets
from .findings import findings
from .markup import Content, Html, data_block, joined, page, tag
from .runs import runs
from .season import season
from .tiles import origin_of
from .view import View
from .week import week_words, weeks

_STYLES = ("page.css", "pictures.css", "season.css", "print.css")
_SCRIPTS = ("data.js", "plot.js", "route.js", "page.js")
_WHERE = (
    "This page shows where was run. Routes are drawn in metres from their start and no coordinates are in it, but "
    "whoever knows the area may recognise them."
)
_TILES = "This page shows where was run, and asks {} for the maps behind the routes: whoever serves them learns it too."
_KEYS = (
    "In a profile, left and right arrows move the cursor (with Shift ten times as far), N and P go from rep to rep, "
    "+ and - zoom, 0 shows the whole run. A finger or the mouse moves the cursor; two fingers, or a drag of the mouse, "
    "zoom."
)
_MADE = f"Made by downtempo {__version__}. It says within or beyond the documented figure, never safe."


def page_html(parts: Sequence[Pictured], *, tiles: str = "", remark: str = "") -> str:
    """Write the page of one or several runners.

    Parameters
    ----------
    tiles
        Template of the addresses of map tiles. By default there are none, and the page asks for nothing.
    remark
        What is left out for others to see it, in a line below the title; empty where everything is shown.

    Raises
    ------
    UsageError
        The template is none.
    """
    origin = origin_of(tiles) if tiles else ""
    many = len(parts) > 1
    views = [View(p, f"a{i}-" if many else "", 3 if many else 2, tiles, bool(remark)) for i, p in enumerate(parts, 1)]
    title = _title(views)
    left_out = tag("p", remark) if remark else None
    sections = [_part(view) if many else joined(_sections(view)) for view in views]
    body = joined(
        [
            tag("a", "Skip to the report", href="#main", class_="skip"),
            tag("header", tag("h1", title), _lines(views), left_out, _jumps(views), class_="head"),
            tag("main", sections, id="main", tabindex="-1"),
            tag("footer", [tag("p", words) for words in (_TILES.format(origin) if tiles else _WHERE, _KEYS, _MADE)]),
            data_block("data", data_of(views)),
        ]
    )  # fmt: skip
    return page(f"{title} · downtempo", body, style=assets(_STYLES), script=_wrapped(assets(_SCRIPTS)), images=origin)


def _sections(view: View) -> list[Content]:
    return [*weeks(view), findings(view), runs(view), _unread(view), season(view)]


def _part(view: View) -> Html:
    """Return what there is of one of several runners."""
    identity = f"{view.prefix}runner"
    return tag("section", tag("h2", _name(view) or "No name", id=identity), _sections(view), class_="runner",
               aria_labelledby=identity)  # fmt: skip


def _name(view: View) -> str:
    judged = view.pictured.judged
    return safe(judged.label) if judged else ""


def _title(views: Sequence[View]) -> str:
    if len(views) != 1:
        return f"{len(views)} runners"
    view = views[0]
    judged = view.pictured.judged
    name = _name(view) if judged and judged.athlete.name else ""
    if judged and judged.weeks:
        first, last = judged.weeks[0], judged.weeks[-1]
        week = f"week {first.label}" if first is last else f"weeks {first.label} to {last.label}"
        week = f"plan for {week}" if judged.plans else week
        return f"{name}, {week}" if name else sentence(week)
    if len(view.sessions) == 1:
        file = view.sessions[0].file
        return "Standard input" if file == "-" else file_words(file.rpartition("/")[2])
    return " · ".join(part for part in (name, count_words(len(view.sessions), "run")) if part)


def _lines(views: Sequence[View]) -> list[Html]:
    """Return what the weeks came to, below the title."""
    if len(views) != 1 or not (judged := views[0].pictured.judged):
        return []
    return [
        tag("p", f"{day_words(w.start)} to {day_words(w.last_day, year=True)} · {week_words(views[0], w)}")
        for w in judged.weeks
        if len(judged.weeks) == 1
    ]


def _jumps(views: Sequence[View]) -> Html | None:
    """Return links to the parts of the page."""
    links = []
    for view in views:
        if len(views) > 1:
            links.append((_name(view) or "No name", f"#{view.prefix}runner"))
            continue
        links += [("Findings", "#findings")] if view.pictured.judged else []
        links += [("Runs", "#runs")] if view.sessions else []
        links += [("Season", "#season")] if len(view.pictured.season.weeks) > 1 else []
    if len(links) < 2:
        return None
    return tag("nav", [tag("a", words, href=href) for words, href in links], aria_label="Parts of this page")


def _unread(view: View) -> Html | None:
    """Return the files that could not be read, where no findings tell of them."""
    rejected = view.pictured.collected.rejected
    if not rejected or view.pictured.judged:
        return None
    identity = f"{view.prefix}unread"
    items = [tag("li", tag("code", file_words(r.file)), f": {r.reason}: {r.message}") for r in rejected]
    return tag(
        "section", view.heading(0, "Not read", id=identity), tag("ul", items), aria_labelledby=view.named(identity)
    )


def _wrapped(script: str) -> str:
    """Keep the names of the script to itself."""
    return f'(() => {{\n"use strict";\n{script}\n}})();\n'
