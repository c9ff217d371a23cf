"""All athletes of a batch on one page: what is worst now, a line for each, then their weeks and findings.

The page stays small however many athletes there are. What does not fit is left out from the end, where those stand
about whom least was found, and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from ... import __version__
from ...model.overview import LEVELS, Overview
from ..words import count_words, sum_words
from .files import assets
from .markup import Content, Html, joined, page, tag
from .standing import Numbered, found_words, rule_item, section_of, strip_of

#: So large may the page be [bytes], and what in it is for lines of athletes.
_MOST_BYTES, _ROWS_BYTES = 300_000, 90_000
#: What stands around it all: the document itself and what is said of what was left out [bytes].
_AROUND_BYTES = 3_000
_WORST = 12
_STYLES = ("page.css", "overview.css", "print.css")
_MADE = f"Made by downtempo {__version__}. It says within or beyond the documented figure, never safe."
_KEYS = (("week-amount", "distance of a week"), ("week-error", "a week with errors"), ("week-warning", "with warnings"))


def overview_html(told: Overview, *, remark: str = "") -> str:
    """Write the page of all athletes.

    Parameters
    ----------
    remark
        What is left out for others to see it, in a line below the title; empty where everything is shown.
    """
    numbered = [Numbered(number, one) for number, one in enumerate(told.standings, 1)]
    style, head, worst = assets(_STYLES), _head(told, remark), _worst(told, numbered, len(numbered))
    room = _MOST_BYTES - _AROUND_BYTES - _size(joined([head, worst])) - len(style.encode())
    rows = _fitting(numbered, lambda one: _row(told, one, is_linked=True), min(_ROWS_BYTES, room))
    sections = _fitting(numbered[: len(rows)], lambda one: section_of(told, one), room - _size(joined(rows)))
    rows[len(sections) :] = [_row(told, one, is_linked=False) for one in numbered[len(sections) : len(rows)]]
    worst = _worst(told, numbered, len(rows))
    body = joined(
        [
            tag("a", "Skip to the report", href="#main", class_="skip"),
            head,
            tag("main", worst, _table(told, rows), _left_out(told, len(rows), len(sections)), _all(sections),
                id="main", tabindex="-1"),
            tag("footer", tag("p", _MADE)),
        ]
    )  # fmt: skip
    return page(f"{_title(told)} · downtempo", body, style=style, script="")


def _size(part: Html) -> int:
    return len(part.text.encode())


def _fitting(numbered: Sequence[Numbered], make: Callable[[Numbered], Html], most_bytes: int) -> list[Html]:
    """Return what is made of the first ones, of as many as there is room for."""
    out: list[Html] = []
    for part in map(make, numbered):
        most_bytes -= _size(part)
        if most_bytes < 0:
            break
        out.append(part)
    return out


def _title(told: Overview) -> str:
    until = f", up to week {told.weeks[-1]}" if told.weeks else ""
    return f"{count_words(len(told.standings), 'athlete')}{until}"


def _head(told: Overview, remark: str) -> Html:
    sums = [sum(one.found[k] for one in told.standings) for k in range(3)]
    unread = sum(len(one.rejected) for one in told.standings)
    left_out = sum(n for one in told.standings for _, n in one.left_out)
    parts = (
        count_words(sum(one.n_runs for one in told.standings), "run"),
        sum_words(sum(one.distance_m for one in told.standings), "km"),
        found_words((sums[0], sums[1], sums[2]), least=3) or "nothing beyond the figures",
        f"{count_words(unread, 'file')} not read" if unread else "",
        f"{left_out} left out" if left_out else "",
    )
    links = [("The last weeks", "#now"), ("All athletes", "#athletes"), ("One by one", "#each")]
    return tag(
        "header", tag("h1", _title(told)), tag("p", " · ".join(part for part in parts if part)),
        tag("p", remark) if remark else None,
        tag("nav", [tag("a", words, href=href) for words, href in links], aria_label="Parts of this page"),
        class_="head",
    )  # fmt: skip


def _worst(told: Overview, numbered: Sequence[Numbered], n_rows: int) -> Html:
    """Return what is gravest in the last weeks, of each athlete and rule once; so many athletes have a line below."""
    found = [(one, rule) for one in numbered for rule in one.told.worst_now if rule.severity != "info"]
    found.sort(key=lambda pair: (LEVELS.index(pair[1].severity), -pair[1].excess, pair[0].number, pair[1].code))
    weeks = "week" if told.n_recent == 1 else f"{told.n_recent} weeks"
    items = [rule_item(one, rule, is_named=True, is_linked=one.number <= n_rows) for one, rule in islice(found, _WORST)]
    more = len(found) - len(items)
    told_more = f"And {more} more, each with its athlete below." if more else ""
    inside: Content = tag("ul", items, class_="worst") if items else tag("p", "No errors and no warnings.")
    return tag("section", tag("h2", f"The worst of the last {weeks}", id="now"), inside,
               tag("p", told_more) if told_more else None, aria_labelledby="now")  # fmt: skip


def _table(told: Overview, rows: Sequence[Html]) -> Html:
    """Return a line for each athlete, those with most errors of late first."""
    of_late = f"Last {told.n_recent} weeks"
    shown = f"{count_words(len(told.weeks), 'week')}, oldest left"
    heads = [tag("th", words, scope="col") for words in ("Athlete", of_late, "In all", shown)]
    inside = tag("table", tag("caption", "Those with most errors of late first"), tag("thead", tag("tr", heads)),
                 tag("tbody", rows))  # fmt: skip
    keys = [tag("li", tag("span", class_=f"key {name}", aria_hidden="true"), words) for name, words in _KEYS]
    return tag("section", tag("h2", "All athletes", id="athletes"), tag("div", inside, class_="matrix"),
               tag("ul", keys, class_="legend"), aria_labelledby="athletes")  # fmt: skip


def _row(told: Overview, one: Numbered, *, is_linked: bool) -> Html:
    name: Content = tag("a", one.name, href=f"#{one.identity}") if is_linked else one.name
    level = "error" if one.told.recent[0] else "warning" if one.told.recent[1] else "none"
    recent = tag(
        "td", found_words(one.told.recent) or "nothing", class_=f"found-{level}" if level != "none" else "none"
    )
    total = tag("td", f"{count_words(one.told.n_runs, 'run')}, {sum_words(one.told.distance_m, one.told.unit)}")
    strip = tag("td", strip_of(told, one.told) if one.told.weeks else None, class_="weeks")
    identity = None if is_linked else one.identity  # for links from above
    return tag("tr", tag("th", name, scope="row"), recent, total, strip, id=identity)


def _left_out(told: Overview, n_rows: int, n_sections: int) -> Html | None:
    """Return what this page does not show of the athletes, so that it stays small."""
    n, lines = len(told.standings), []
    if n > n_rows:
        lines.append(
            f"{count_words(n - n_rows, 'athlete')} with fewer findings left out, so that this page stays small."
        )
    if n_rows > n_sections:
        names = count_words(n_rows - n_sections, "athlete")
        lines.append(f"Weeks and findings of {names} at the end of this table left out below.")
    if not lines:
        return None
    return tag("p", " ".join(lines), " --athlete NAME shows one of them, --export FOLDER writes everything.")


def _all(sections: Sequence[Html]) -> Html | None:
    return tag("section", tag("h2", "One by one", id="each"), sections, aria_labelledby="each") if sections else None
