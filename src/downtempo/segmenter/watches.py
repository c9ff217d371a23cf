"""Watches that are known to have no barometer, so that undeclared altitude of theirs is that of GPS, smoothed.

Their published specifications list none. A watch that is not named here may have one or not; its altitude has to tell.
"""

from __future__ import annotations

import re

_FORERUNNER = (
    "10|15|25|30|35|45s?|50|55|60|110|205|210|220|225|230|235|245|301|305|310xt|405(?:cx)?|410|610|620|630|735xt"
)
_BY_NAME = re.compile(rf"\bforerunner ?(?:{_FORERUNNER})\b", re.IGNORECASE)
#: As FIT files name products of maker 1.
_BY_NUMBER = frozenset(
    (
        717,
        782,
        988,
        1018,
        1124,
        1345,
        1482,
        1623,
        1632,
        1903,
        2153,
        2156,
        2157,
        2158,
        2431,
        2503,
        3076,
        3077,
        3282,
        3869,
    )
)


def has_no_barometer(device: str) -> bool:
    """Whether a watch, as its file names it, is one that is known to have no barometer."""
    maker, _, number = device.partition("/")
    if maker == "garmin" and number.isdigit():
        return int(number) in _BY_NUMBER
    return bool(_BY_NAME.search(device))
