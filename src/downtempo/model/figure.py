"""What the sources say: publications, their figures, and the sessions that they describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from ..dataclass import dataclass

Basis = Literal["documented", "interpreted", "external", "advice"]


@dataclass(frozen=True, slots=True)
class Source:
    """A publication. `id` is the name of its file in `seeds/`."""

    id: str
    title: str
    kind: str = "article"
    author: str = ""
    published: str = ""
    doi: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a source, as printed and in SI.

    `id` reads `source.name`; `where` says where in the source it stands; `says` what it says, in our words;
    `reason` why an interpreted figure has this value, or why a documented one, said in words, leaves no other.
    `checked_by` names the rules that cite it; where it is empty, `not_checkable` says why no track can show it.
    """

    id: str
    value: float
    unit: str
    si: float
    basis: Basis
    source: Source
    where: str
    says: str
    reason: str = ""
    checked_by: tuple[str, ...] = ()
    not_checkable: str = ""
    overridden: str = ""
    """The reason that the configuration gave for another value."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """A session that a source describes; `rules` hold a run against it, `figures` are what makes it up."""

    id: str
    title: str
    source: Source
    says: str
    rules: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to know beside a rule: where sources disagree and which counts, or what studies say.

    `figures` are the ones that it is about, by id; `beside` names the rules whose pages show it.
    """

    id: str
    topic: Literal["dispute", "evidence"]
    says: str
    figures: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What a source says that no track shows; `beside` names the rules whose pages show it. It is never scored."""

    id: str
    source: Source
    where: str
    says: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that the seeds hold, by id, in the order of the seeds."""

    sources: Mapping[str, Source]
    figures: Mapping[str, Figure]
    protocols: Mapping[str, Protocol]
    advice: Mapping[str, Advice]
    remarks: Mapping[str, Remark]

    def pick(self, figure_ids: Iterable[str]) -> Figures:
        """Return these figures and no others.

        Raises
        ------
        KeyError
            No seed holds one of them.
        """
        return Figures({figure_id: self.figures[figure_id] for figure_id in figure_ids})


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures one rule may see: those that it cites, and no others."""

    by_id: Mapping[str, Figure]

    def __getitem__(self, figure_id: str) -> Figure:
        try:
            return self.by_id[figure_id]
        except KeyError:
            raise KeyError(f"{figure_id} is not among the figures that this rule cites") from None

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.by_id.values())
