"""What there is to do is found out in a table, whatever the names are, and in the order of the names."""

from __future__ import annotations

import pytest

from downtempo.errors import EnvironmentFault
from downtempo.store import Held, Known
from downtempo.store.agenda import Agenda, Planned

NAMES = ["a", "b", "\udcff", "\ud800.fit", "z\x00", "ä"]


def planned(name: str, marks: str = "1:x", athlete: str = "A") -> Planned:
    return Planned(name, athlete, 0, marks, 1)


def test_only_what_is_new_changed_or_cannot_be_relied_on_is_to_be_read() -> None:
    with Agenda() as agenda:
        agenda.add(
            [planned("same"), planned("new"), planned("touched", "1:y"), planned("fresh", "1:"), planned("unsure", "")]
        )
        agenda.add([planned("same", "9:z", "B")])
        agenda.recall([Known("same", "1:x", "A"), Known("touched", "1:x", "A"), Known("fresh", "1:", "A"),
                       Known("unsure", "", "A"), Known("gone", "1:x", "C")])  # fmt: skip
        agenda.plan()
        assert [one.name for one in agenda.todo(is_archive=False)] == ["fresh", "new", "touched", "unsure"]
        assert (agenda.n_listed(), agenda.n_todo(is_archive=False), agenda.n_bytes()) == (5, 4, 4)
        assert list(agenda.unlisted()) == [Known("gone", "1:x", "C")]
        assert list(agenda.moved()) == []


def test_what_is_as_it_was_and_another_ones_now_has_moved() -> None:
    with Agenda() as agenda:
        agenda.add([planned("run", athlete="B")])
        agenda.recall([Known("run", "1:x", "A")])
        agenda.plan()
        assert list(agenda.moved()) == [Known("run", "1:x", "B")]


def test_every_name_comes_back_and_the_order_is_that_of_the_names() -> None:
    with Agenda() as agenda:
        agenda.add(planned(name, athlete=name) for name in reversed(NAMES))
        agenda.recall([])
        agenda.plan()
        found = list(agenda.todo(is_archive=False))
        assert [one.name for one in found] == sorted(NAMES)
        assert [one.athlete for one in found] == sorted(NAMES)


def test_recordings_stand_by_day_and_name_and_are_given_in_parts() -> None:
    held = [Held(name, f"{name}:1", "k", day) for name in NAMES for day in ("2026-10-04", "", "2025-01-01")]
    expected = sorted(held, key=lambda one: (one.day, one.file, one.source, one.key))
    with Agenda() as agenda:
        agenda.hold([held[0]])
        agenda.hold(held)
        assert list(agenda.held()) == expected
        assert [*agenda.held(0, 5), *agenda.held(5, 18)] == expected


def test_contents_are_known_by_their_size() -> None:
    with Agenda() as agenda:
        agenda.note_sizes([(3, "aa" * 32), (3, "bb" * 32), (4, "aa" * 32), (3, "aa" * 32)])
        assert agenda.keys_of_size(3) == {"aa" * 32, "bb" * 32}
        assert agenda.keys_of_size(5) == frozenset()


def test_what_goes_along_with_a_file_stays_small_where_very_many_are_of_its_size() -> None:
    with Agenda() as agenda:
        agenda.note_sizes((7, f"{k:064x}") for k in range(1_000))
        assert 0 < len(agenda.keys_of_size(7)) <= 64


def test_where_there_is_no_room_for_it_that_is_told_and_no_fault_of_ours() -> None:
    def fill() -> None:
        with Agenda() as agenda:
            agenda._plain.execute("pragma max_page_count = 20").close()
            agenda.add(planned(f"{k:06}" * 20) for k in range(5_000))

    with pytest.raises(EnvironmentFault, match=r"is full; free some room there, or name another one in TMPDIR"):
        fill()
