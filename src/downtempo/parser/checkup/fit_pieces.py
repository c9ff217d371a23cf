"""The parts of a FIT file: headers, checksums, and messages by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from ...model.checkup import Piece
from ..fit.checksum import crc16
from ..fit.parts import Part, ends_whole, parts
from ..fit.profile import MAKERS, RECORD
from ..fit.salvage import walk_carefully
from ..fit.stride import Walk

#: Names of messages as the published profile has them; others are told by number.
_NAMES = {
    0: "file_id", 1: "capabilities", 2: "device_settings", 3: "user_profile", 7: "zones_target", 8: "hr_zone",
    9: "power_zone", 12: "sport", 18: "session", 19: "lap", 20: "record", 21: "event", 22: "source",
    23: "device_info", 26: "workout", 27: "workout_step", 30: "weight_scale", 31: "course", 32: "course_point",
    34: "activity", 49: "file_creator", 55: "monitoring", 72: "training_file", 78: "hrv", 101: "length",
    103: "monitoring_info", 106: "slave_device", 127: "connectivity", 132: "hr", 142: "segment_lap", 145: "memo_glob",
    160: "gps_metadata", 161: "camera_event", 162: "timestamp_correlation", 206: "field_description",
    207: "developer_data_id", 216: "time_in_zone", 227: "stress_level", 258: "dive_settings", 268: "dive_summary",
    285: "jump", 312: "split", 313: "split_summary", 317: "climb_pro",
}  # fmt: skip
_HEADER_WITH_CHECKSUM = 14
_SILENT = 0xFFFF
_DEFINITION_MASK, _DEFINITION = 0xC0, 0x40


def fit_pieces(data: bytes) -> Iterator[Piece]:
    """Yield the parts of a FIT file.

    Raises
    ------
    InputError
        What stands there is no part that can be read.
    """
    for k, part in enumerate(parts(data), start=1):
        yield _piece(data, part, f"part {k}")


def message_counts(part: Part) -> Counter[str]:
    """Return how many messages of each kind a part holds."""
    counts: Counter[str] = Counter()
    found = part.messages
    for kind, n in enumerate(np.bincount(found.kinds, minlength=1).tolist()):
        one = found.definitions[kind] if kind < len(found.definitions) else None
        if one is not None and n:
            counts[message_name(one.number)] += n
    return counts


def message_name(number: int) -> str:
    """Return the name of a kind of message, `unknown-140` where the published profile has none."""
    return _NAMES.get(number, f"unknown-{number}")


def maker_of(device: str) -> tuple[int, int | str]:
    """Return the numbers of maker and product that a track's device was named after; of the product maybe its name.

    >>> maker_of("garmin/2697"), maker_of("garmin/fenix 7"), maker_of("")
    ((1, 2697), (1, 'fenix 7'), (65535, 65535))
    """
    name, _, product = device.partition("/")
    known = {maker: number for number, maker in sorted(MAKERS.items(), reverse=True)}
    number = name.removeprefix("maker-")
    maker = known.get(name, int(number) if number.isdecimal() else _SILENT)
    return min(maker, _SILENT), min(int(product), _SILENT) if product.isdecimal() else product or _SILENT


def _piece(data: bytes, part: Part, name: str) -> Piece:
    head = part.header
    raw = data[head.at : head.start]
    major, minor = raw[1] >> 4, raw[1] & 15
    profile = int.from_bytes(raw[2:4], "little")
    facts = (
        ("header", f"{head.size} bytes, checksum {_header_checksum(raw)}"),
        ("protocol", f"{major}.{minor}"),
        ("profile", f"{profile // 100}.{profile % 100:02}"),
        ("data told", f"{head.data_size} bytes"),
        ("data read", f"{part.end - head.start} bytes"),
        ("checksum", _checksum(data, part)),
        ("record fields", ", ".join(map(str, _record_fields(part)))),
        ("definitions", str(int(np.count_nonzero((part.messages.heads & _DEFINITION_MASK) == _DEFINITION)))),
    )
    counts = tuple(sorted(message_counts(part).items(), key=lambda pair: (-pair[1], pair[0])))
    return Piece(name, head.at, part.stop - head.at, facts, counts, _gaps(data, part))


def _record_fields(part: Part) -> list[int]:
    told = (one for one in part.messages.definitions if one is not None and one.number == RECORD)
    return sorted({number for one in told for number in one.fields})


def _header_checksum(raw: bytes) -> str:
    if len(raw) < _HEADER_WITH_CHECKSUM or raw[12:14] == b"\0\0":
        return "not given"
    return "right" if crc16(raw) == 0 else "wrong"


def _checksum(data: bytes, part: Part) -> str:
    """Return how the two bytes behind the data, as the header tells them, hold against the bytes before."""
    head = part.header
    stop = part.end + 2
    if stop > len(data):
        return "missing"
    if crc16(data[head.at : stop]) == 0:
        return "right"
    size = (part.end - head.start).to_bytes(4, "little")
    mended = data[head.at : head.at + 4] + size + data[head.at + 8 : stop]
    return "right for the bytes that are there" if crc16(mended) == 0 else "wrong"


def _gaps(data: bytes, part: Part) -> tuple[tuple[int, int], ...]:
    if not any(one.severity == "error" for one in part.notes):
        return ()
    gaps = walk_carefully(Walk(data, part.header.start, part.end), ends_whole=ends_whole(part))
    return tuple((gap.start, gap.stop) for gap in gaps)
