"""How a measure is written."""

from __future__ import annotations

import pytest

from downtempo.catalogue import load_catalogue
from downtempo.model import Place, compare
from downtempo.scorer.finding import message_of

FIGURES = load_catalogue().figures


@pytest.mark.parametrize(
    ("figure_id", "observed", "error", "message"),
    [
        ("downhill-dynamo.repeat-grade", 0.084, 0.003, "x: 8.4 ± 0.3 %, documented at most 5 %"),
        ("downhill-dynamo.repeat-grade", 0.08, 0.0001, "x: 8 %, documented at most 5 %"),
        ("downhill-dynamo.repeat-reps-max", 11, 0.0, "x: 11 reps, documented at most 8 reps"),
        ("downhill-tempo.levers-at-once-max", 3, 0.0, "x: 3 levers, in our reading at most 1 lever"),
        ("downhill-tempo.warm-up-min", 400, 0.0, "x: 6.7 min, documented at most 5 min"),
        ("return-to-speed.stage-min", 604_800 * 3, 0.0, "x: 3 weeks, documented at most 2 weeks"),
        ("return-to-speed.stage-min", 86_400 * 13, 0.0, "x: 13 days, documented at most 14 days"),
        ("faster-track.easy-days-between-min", 86_400 * 2, 0.0, "x: 2 days, in our reading at most 1 day"),
        ("frandsen-2025.long-run-rise-max", 0.3, 0.028, "x: 30 ± 2.8 %, published at most 10 %"),
        ("progressive-tempo.example-step", 45 / 1609.344, 0.0, "x: 45 s/mile, documented at most 37.5 s/mile"),
        ("return-to-speed.full-recovery-share-min", 2.5, 0.0, "x: 2.5 times, in our reading at most 2 times"),
    ],
)
def test_numbers_are_written_as_people_write_them(figure_id: str, observed: float, error: float, message: str) -> None:
    assert message_of(compare(Place(), "x", observed, FIGURES[figure_id], uncertainty=error)) == message


def test_a_sentence_of_context_follows() -> None:
    answer = compare(Place(), "x", 11, FIGURES["downhill-dynamo.repeat-reps-max"], extra="The last three were steeper.")
    assert message_of(answer).endswith("at most 8 reps. The last three were steeper.")
