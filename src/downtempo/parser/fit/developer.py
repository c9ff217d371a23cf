"""Fields that apps added: described in the file itself, used where the watch's own field is silent."""

from __future__ import annotations

from collections.abc import Iterator

from ...dataclass import dataclass
from ...model import Note
from ...model.track import Column
from ..notes import note
from .definitions import TYPES, BaseType, Definition
from .messages import Block, Messages, Place, Value, singly, text_of, values, whole_of
from .profile import FIELD_DESCRIPTION, RECORD

#: Native record field to column, and the units in which an app may give it.
_NATIVE: dict[int, tuple[str, frozenset[str]]] = {
    2: ("elevation_m", frozenset({"", "m", "meters", "metres"})),
    78: ("elevation_m", frozenset({"", "m", "meters", "metres"})),
    3: ("heart_rate_bpm", frozenset({"", "bpm"})),
    4: ("cadence_spm", frozenset({"", "rpm", "spm", "steps/min"})),
    5: ("distance_m", frozenset({"", "m", "meters", "metres"})),
    6: ("speed_mps", frozenset({"", "m/s"})),
    73: ("speed_mps", frozenset({"", "m/s"})),
    7: ("power_w", frozenset({"", "w", "watt", "watts"})),
}
_NATIVE_NAMES = frozenset(
    {"heart_rate", "cadence", "distance", "speed", "altitude", "power", "position_lat", "timestamp"}
)


@dataclass(frozen=True, slots=True)
class Description:
    """What the file says of one developer field. `base` is None where its type is unknown."""

    name: str
    base: BaseType | None
    scale: int
    offset: int
    column: str | None


Described = dict[tuple[int, int], Description]


def described(found: Messages) -> Described:
    """Return the developer fields of a file by developer index and field number."""
    return {(whole_of(one, 0), whole_of(one, 1)): _description(one) for one in singly(found, FIELD_DESCRIPTION)}


def _description(one: dict[int, Value]) -> Description:
    base = TYPES.get(whole_of(one, 2))
    column, units = _NATIVE.get(whole_of(one, 15), (None, frozenset()))
    is_usable = (
        base is not None
        and base.letter != "s"
        and whole_of(one, 14, RECORD) == RECORD
        and text_of(one, 8).lower() in units
    )
    scale, offset = whole_of(one, 6, 1) or 1, whole_of(one, 7, 0)
    return Description(text_of(one, 3), base, scale, offset, column if is_usable else None)


def developer_columns(them: Block, known: Described) -> Iterator[tuple[str, Column]]:
    """Yield the columns that developer fields of a block may fill, in the order of the file's descriptions."""
    if not any(one.developer for one, *_ in them.pieces):
        return
    for key, told in known.items():
        if told.column and told.base:
            raw = values(them, [_place(one, key, told.base) for one, *_ in them.pieces])
            if raw is not None:
                yield told.column, raw / told.scale - told.offset


def _place(one: Definition, key: tuple[int, int], base: BaseType) -> Place | None:
    for field in one.developer:
        if (field.index, field.number) == key and field.size >= base.width and not field.size % base.width:
            return field.offset, one.order + base.kind, base.invalid
    return None


def developer_notes(definitions: tuple[Definition | None, ...], known: Described) -> list[Note]:
    """Return notes on developer fields of records that nothing describes, or that bear the name of a native one."""
    used = {
        (field.index, field.number)
        for one in definitions
        if one is not None and one.number == RECORD
        for field in one.developer
    }
    notes = []
    n_unknown = sum(key not in known or (known[key].base is None) for key in used)
    if n_unknown:
        text = f"{n_unknown} developer fields without a usable description; left out"
        notes.append(note("fit-dev-undefined", "info", text))
    if any(key in known and known[key].name.lower() in _NATIVE_NAMES and not known[key].column for key in used):
        text = "a developer field bears the name of a field of the watch; the watch's own is used"
        notes.append(note("fit-dev-shadow", "info", text))
    return notes
