"""Pages to look at: one of a week with findings, one of a long run, and what a parser of HTML finds in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
from tests.support.simulated import Leg, simulate

from downtempo import api
from downtempo.config import load_config
from downtempo.model import Track
from downtempo.model.pictured import Pictured
from downtempo.reports import page_html
from downtempo.writers import write_fit

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
VOID = {"meta", "path", "rect", "image"}


@cache
def week() -> Pictured:
    """Return the audited week of the fixtures that has five findings."""
    return _audited("runs")


@cache
def one_run() -> Pictured:
    """Return that week as if only the downhill reps had been run in it."""
    return _audited("runs/2026-09-29T1800.fit.gz")


def _audited(path: str) -> Pictured:
    folder = FIXTURES / "five-findings"
    configured = load_config(folder / "downtempo.toml")
    first, last = date(2026, 9, 28), date(2026, 10, 4)
    judged = api.audit([folder / path], configured, today=date(2026, 10, 5), first=first, last=last)
    return api.pictured(judged, configured)


@cache
def runners() -> tuple[Pictured, ...]:
    """Return the last weeks of the two runners of a coach."""
    out = []
    for name, folder in (("ana", "ana/runs"), ("ben", "ben")):
        configured = load_config(FIXTURES / "coach" / name / "downtempo.toml")
        judged = api.audit([FIXTURES / "coach" / folder], configured, today=date(2026, 10, 5))
        out.append(api.pictured(judged, configured))
    return tuple(out)


@cache
def week_page() -> str:
    """Return the page of that week."""
    return page_html([week()])


def long_track(n_points: int = 10_000) -> Track:
    """Return a run of so many seconds up and down, with a set of downhill reps in its midst, on a winding way."""
    hills = [Leg(200, 2.9, 0.03, 40.0), Leg(160, 3.3, -0.04, 100.0), Leg(90, 2.8, 0.0, 170.0)]
    reps = [leg for k in range(8) for leg in (Leg(30, 4.6, -0.06, 10.0), Leg(80, 1.8, 0.057, 190.0))]
    legs = [*hills * 6, *reps]
    while (left := n_points - sum(leg.duration_s for leg in legs)) > 0:
        leg = hills[len(legs) % 3]
        legs.append(Leg(min(leg.duration_s, left), leg.speed_mps, leg.grade_ratio, leg.heading_deg + 11.0 * len(legs)))
    return simulate(legs).track


def long_page(folder: Path, n_points: int = 10_000) -> str:
    """Return the page of a checked run of so many points."""
    file = folder / "long.fit"
    file.write_bytes(write_fit(long_track(n_points)))
    judged = api.check([file], today=date(2026, 5, 2))
    assert judged.collected.sessions[0].points == n_points
    return page_html([api.pictured(judged)])


@dataclass
class Element:
    """One element with its attributes and the words in it, those of its children included."""

    name: str
    attributes: dict[str, str]
    parents: tuple[str, ...]
    words: str = ""


@dataclass
class Tree:
    """The elements of a page in their order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, name: str, **wanted: str) -> list[Element]:
        """Return the elements of a name with these attributes."""
        given = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        return [e for e in self.elements if e.name == name and given.items() <= e.attributes.items()]

    @property
    def shape(self) -> Counter[tuple[str, tuple[str, ...]]]:
        """How many elements there are of each name with which attributes, whatever is in them."""
        return Counter((e.name, tuple(sorted(e.attributes))) for e in self.elements)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree, self.open = Tree(), list[Element]()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {k: v or "" for k, v in attrs}, tuple(e.name for e in self.open))
        self.tree.elements.append(element)
        if len(element.attributes) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1].name != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1].name if self.open else 'nothing'}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.words += data

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data[:40]}")


def tree_of(page: str) -> Tree:
    """Return the elements of a page; every one of them must be closed where it should be."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert not reader.faults
    assert not reader.open
    return reader.tree


def data_of(page: str) -> dict[str, Any]:
    """Return what the script of a page reads."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page)
    assert found
    document: dict[str, Any] = json.loads(found[1])
    return document


def unpacked(steps: list[int | None], fineness: int = 1) -> list[float]:
    """Return the values of a column of the data, as the script makes them."""
    out, total = [], 0
    for step in steps:
        total += step or 0
        out.append(np.nan if step is None else total / fineness)
    return out
