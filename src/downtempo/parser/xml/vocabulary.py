"""Which elements mean what: the shape of GPX and TCX as a tree, names taken by namespace and never by prefix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from ...dataclass import dataclass

_GPX_1 = ("topografix.com/gpx/1/0", "topografix.com/gpx/1/1")
_TCX_2 = ("garmin.com/xmlschemas/trainingcenterdatabase/v1", "garmin.com/xmlschemas/trainingcenterdatabase/v2")
_HEART = {"hr": "heart_rate_bpm", "heartrate": "heart_rate_bpm"}
_CADENCE = {"cad": "cadence_spm", "cadence": "cadence_spm"}
_POWER = {"power": "power_w", "watts": "power_w", "powerinwatts": "power_w"}
_TPX = {"speed": "speed_mps", "runcadence": "cadence_spm", "watts": "power_w"}
#: What extensions of a point may tell, by the end of their namespace; both in lower case.
_EXTENSIONS = {
    "trackpointextension/v1": _HEART | _CADENCE | _POWER,
    "trackpointextension/v2": _HEART | _CADENCE | _POWER | {"speed": "speed_mps"},
    "gpxextensions/v3": _HEART | _CADENCE,
    "gpxdata/1/0": _HEART | _CADENCE | _POWER,
    "activityextension/v2": _TPX,
}


@dataclass(slots=True, eq=False)
class Node:
    """One place in a document: what it is, which column or name it fills, and what may stand in it.

    `children` goes by local name; `known` is the memory of names as expat gives them, and holds for one namespace of
    the root.
    """

    kind: str
    fills: str = ""
    children: dict[str, Node] = field(default_factory=dict)
    known: dict[str, Node] = field(default_factory=dict)


#: What means nothing, and all that stands in it.
NOWHERE = Node("")


@lru_cache(maxsize=8)
def tree(root: str, _root_uri: str | None) -> Node:
    """Return the tree of a kind of document, and always the same one for a namespace: it remembers its names."""
    return grown(root)


def grown(root: str) -> Node:
    """Return a new tree of a kind of document, from its root element on."""
    return gpx() if root == "gpx" else tcx(root)


def gpx() -> Node:
    """Return the tree of GPX 1.0 and 1.1, from its root element on."""
    point = Node("point", children={"ele": Node("leaf", "elevation_m"), "time": Node("leaf", "utc_s")})
    point.children["speed"] = Node("old leaf", "speed_mps")
    point.children["extensions"] = _extensions(_HEART | _CADENCE | _POWER)
    track = Node("track", children={"type": Node("word", "sport"), "trkseg": Node("part", children={"trkpt": point})})
    return Node("root", children={"trk": track, "rte": Node("other", "route"), "wpt": Node("other", "waypoint")})


def tcx(root: str) -> Node:
    """Return the tree of TCX from its root element on, which some writers forget (`Activities` stands bare then)."""
    words = ("TotalTimeSeconds", "DistanceMeters", "Intensity", "TriggerMethod")
    lap = Node("lap", children={name: Node("word", name) for name in words} | {"Track": _tcx_part()})
    creator = Node("", children={"Name": Node("word", "device")})
    activity = Node("track", children={"Lap": lap, "Track": _tcx_part(), "Creator": creator})
    sport = Node("", children={"Activity": activity})
    multi = Node("", children={"FirstSport": sport, "NextSport": sport})
    activities = {"Activity": activity, "MultiSportSession": multi}
    if root == "Activities":
        return Node("root", children=activities)
    course = Node("track", "course", {"Track": _tcx_part(), "Lap": Node("", children={"Track": _tcx_part()})})
    courses = Node("", children={"Course": course})
    return Node("root", children={"Activities": Node("", children=activities), "Courses": courses})


def _tcx_part() -> Node:
    names = {"Time": "utc_s", "AltitudeMeters": "elevation_m", "DistanceMeters": "distance_m", "Cadence": "cadence_spm"}
    place = {"LatitudeDegrees": Node("leaf", "lat_deg"), "LongitudeDegrees": Node("leaf", "lon_deg")}
    point = Node("point", children={name: Node("leaf", fills) for name, fills in names.items()})
    point.children["Position"] = Node("", children=place)
    point.children["HeartRateBpm"] = Node("", children={"Value": Node("leaf", "heart_rate_bpm")})
    point.children["Extensions"] = _extensions(_TPX)
    return Node("part", children={"Trackpoint": point})


def _extensions(own: Mapping[str, str]) -> Node:
    """Return a node for anything; `own` names what it tells in the namespace of the document itself."""
    return Node("extensions", children={name: Node("leaf", fills) for name, fills in own.items()})


def find(node: Node, uri: str | None, local: str, root_uri: str) -> Node | None:
    """Return what an element called `local` is inside `node`, None if it means nothing here.

    `uri` is its namespace, `root_uri` that of the root; None if no namespaces are known, and then any will do.
    """
    is_own = uri is None or uri in {root_uri, ""}
    if node.kind != "extensions":
        return node.children.get(local) if is_own else None
    name = local.lower()
    if is_own and name in node.children:
        return node.children[name]
    fills = _told(uri, name)
    return Node("leaf", fills) if fills else node


def _told(uri: str | None, name: str) -> str | None:
    end = None if uri is None else uri.lower().rstrip("/")
    tables = [table for known, table in _EXTENSIONS.items() if end is None or end.endswith(known)]
    return next((table[name] for table in tables or [_POWER] if name in table), None)


def is_known(root: str, uri: str) -> bool:
    """Whether `uri` is a namespace that a root element of this name may have, or none."""
    known = _GPX_1 if root == "gpx" else _TCX_2
    return not uri or uri.lower().rstrip("/").endswith(known)
