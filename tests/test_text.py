from __future__ import annotations

import doctest

import pytest

from downtempo import text
from downtempo.text import nearest, safe


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(text).failed == 0


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "a\nb", "a\rb", "\u202eevil", "\u2028", "\x00", "\ud800", "\x9b31m", "\ufeff"]
)
def test_nothing_that_steers_a_terminal_or_turns_text_around_is_shown(hostile: str) -> None:
    shown = safe(hostile)
    assert shown.isprintable()
    assert "\\" in shown


def test_what_people_write_is_shown_as_it_is() -> None:
    assert safe("Zürich – 東京 🏃") == "Zürich – 東京 🏃"


def test_a_long_string_is_cut_and_says_so() -> None:
    assert len(safe("x" * 10_000)) == 200
    assert safe("x" * 10_000).endswith("…")
    assert len(safe("\x01" * 10_000)) == 200


def test_the_nearest_spelling_is_named_whatever_its_case() -> None:
    assert nearest("dh101", ["DH101", "WK106"]) == "did you mean DH101?"
    assert nearest("zzzz", ["DH101", "WK106"]) == ""


def test_a_password_in_a_url_is_shown_to_nobody() -> None:
    told = safe(f"http://me:{'s' * 300}@host/a b, s3://key@id:secret@bucket/run@home.fit")
    assert told == "http://***@host/a b, s3://***@bucket/run@home.fit"
