"""The part of the FIT profile that is read: numbers of messages and fields, and names for their values.

Numbers are facts of the published format (the protocol and profile of the FIT SDK); undocumented ones were inferred
from files.
"""

from __future__ import annotations

from typing import Final

FILE_ID, SPORT, SESSION, LAP, RECORD, EVENT, DEVICE_INFO = 0, 12, 18, 19, 20, 21, 23
WORKOUT, WORKOUT_STEP, ACTIVITY, HEART_RATE = 26, 27, 34, 132
FIELD_DESCRIPTION, SPLIT = 206, 312

TIME: Final = 253
#: Seconds from 1970 to 1989-12-31, where FIT time starts.
FIT_EPOCH_S: Final = 631_065_600

#: How positions count: 2^31 to half a circle.
SEMICIRCLES_PER_DEG: Final = 2**31 / 180.0
#: Fields that are read message by message. Of records that is only done to find them again behind damage.
WANTED: Final[dict[int, frozenset[int]]] = {
    FILE_ID: frozenset({0, 1, 2, 8}),
    SPORT: frozenset({0, 1}),
    SESSION: frozenset({2, 5, 6, 192, 193}),
    LAP: frozenset({TIME, 2, 7, 9, 23, 24, 71}),
    RECORD: frozenset({TIME, 0, 1}),
    EVENT: frozenset({TIME, 0, 1}),
    DEVICE_INFO: frozenset({1, 25}),
    WORKOUT: frozenset({4, 8}),
    WORKOUT_STEP: frozenset({254, 1, 2, 3, 4, 5, 6, 7}),
    ACTIVITY: frozenset({TIME, 5}),
    FIELD_DESCRIPTION: frozenset({0, 1, 2, 3, 6, 7, 8, 14, 15}),
    SPLIT: frozenset({0, 1, 3, 9, 27}),
}

ACTIVITY_FILE, WORKOUT_FILE = 4, 5
#: The target of a workout step that is a range of speeds.
SPEED_TARGET: Final = 0
TIMER: Final = 0
START: Final = 0
STOPS: Final = frozenset({1, 4, 8, 9})
LOCAL_SOURCE, BAROMETER = 5, 4

SPORTS: Final = {
    1: "running", 2: "cycling", 3: "transition", 4: "fitness-equipment", 5: "swimming", 10: "training", 11: "walking",
    12: "cross-country-skiing", 13: "alpine-skiing", 15: "rowing", 16: "mountaineering", 17: "hiking",
    18: "multisport", 19: "paddling",
}  # fmt: skip
#: The kind of a sport that says that it was done on a trail.
TRAIL: Final = 3
TRIGGERS: Final = {
    0: "manual", 1: "time", 2: "distance", 3: "position", 4: "position", 5: "position", 6: "position", 7: "session-end",
}  # fmt: skip
INTENSITIES: Final = {0: "active", 1: "rest", 2: "warm-up", 3: "cool-down", 4: "recovery", 5: "interval"}
#: How a workout step ends; 6 to 13 repeat earlier steps, 6 so many times.
DURATIONS: Final = {0: "time", 1: "distance", 5: "open", **dict.fromkeys(range(6, 14), "repeat"), 31: "time"}
REPEAT_TIMES: Final = 6
SPLITS: Final = {
    1: "ascent", 2: "descent", 3: "interval-active", 4: "interval-rest", 5: "interval-warm-up",
    6: "interval-cool-down", 7: "interval-recovery", 8: "interval-other", 9: "climb-active", 10: "climb-rest",
    12: "run-active", 13: "run-rest", 17: "run", 18: "walk", 22: "stand", 23: "transition",
}  # fmt: skip
MAKERS: Final = {
    1: "garmin", 15: "dynastream", 23: "suunto", 32: "wahoo", 38: "o-synce", 70: "sigma",
    123: "polar", 255: "development", 258: "lezyne", 260: "zwift", 265: "strava", 267: "bryton", 294: "coros",
}  # fmt: skip
