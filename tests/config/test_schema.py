"""The published schema takes what the loader takes, and refuses what it refuses."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from downtempo import api
from downtempo.catalogue import load_catalogue
from downtempo.config import Config, dump_schema, load_config
from downtempo.config.tables import AthleteTable, Override, Swap
from downtempo.errors import UsageError

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is a development package that is not installed here")

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = api.configuration_schema()
_EVERYTHING = (ROOT / "tests" / "config" / "test_files.py").read_text(encoding="utf-8").split('GOOD = """')[1]
GOOD = _EVERYTHING.split('"""')[0]
README = re.findall(r"^```toml\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
FILES = sorted(path for path in (ROOT / "fixtures").rglob("downtempo.toml"))
EXAMPLES = {
    "everything": GOOD,
    "nothing": "",
    "with a schema named": '#:schema ./downtempo.schema.json\n"$schema" = "./downtempo.schema.json"\n',
    "a figure for another": '[figures."downhill-dynamo.repeat-grade"]\nfigure = "downhill-tempo.beginner-grade-max"\n',
    **{f"README {k}": text for k, text in enumerate(README) if "[[suppress]]" not in text},
    **{path.parent.name: path.read_text(encoding="utf-8") for path in FILES},
}
WRONG = [
    'units = "kilometres"',
    'unit = "km"',
    'select = ["DH10"]',
    'ignore = ["WK999"]',
    'select = "DH"',
    'fail-level = "never"',
    "history = [7]",
    '[athlete]\nlevel = "expert"',
    '[athlete]\nlevl = "beginner"',
    '[athlete]\neasy-pace = "6 minutes"',
    '[athlete]\neasy-pace = "1:39/km"',
    '[athlete]\neasy-pace = "30:01/km"',
    '[athlete]\neasy-pace = "5:60/km"',
    '[athlete]\neasy-pace = "5:57"',
    '[athlete]\nmax-heart-rate = "188"',
    '[athlete]\nreturn-to-speed-from = "last summer"',
    '[severity]\nWK160 = "error"',
    '[severity]\nWK106 = "loud"',
    '[figures."downhill-dynamo.grade"]\nvalue = 1\nunit = "%"\nreason = "x"',
    '[figures."downhill-dynamo.repeat-grade"]\nvalue = 1\nunit = "m"\nreason = "x"',
    '[figures."downhill-dynamo.repeat-grade"]\nvalue = "1"\nunit = "%"\nreason = "x"',
    '[figures."downhill-dynamo.repeat-grade"]\nvalue = 1\nunit = "%"\nreason = " "',
    '[figures."downhill-dynamo.repeat-grade"]\nvalue = 1\nunit = "%"',
    '[figures."downhill-dynamo.repeat-grade"]\nfigure = "downhill-tempo.beginner-grade"',
    '[figures."downhill-dynamo.repeat-grade"]\nfigure = "downhill-tempo.beginner-rep-duration-max"',
    '[figures."downhill-dynamo.repeat-grade"]\nfigure = "downhill-tempo.beginner-grade-max"\nvalue = 4',
    "severity = 3",
    "figures = []",
]


def is_valid(text: str) -> bool:
    return bool(jsonschema.Draft202012Validator(SCHEMA).is_valid(_plain(tomllib.loads(text))))


def _plain(value: Any) -> Any:
    """Return TOML as JSON has it: days are strings."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def loads(folder: Path, text: str) -> bool:
    path = folder / "downtempo.toml"
    path.write_text(text, encoding="utf-8")
    try:
        api.check_configuration(load_config(path))
    except UsageError:
        return False
    return True


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_that_loads_also_validates(tmp_path: Path, name: str) -> None:
    assert loads(tmp_path, EXAMPLES[name])
    assert is_valid(EXAMPLES[name])


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_load_does_not_validate_either(tmp_path: Path, text: str) -> None:
    assert not loads(tmp_path, text)
    assert not is_valid(text)


@pytest.mark.parametrize("pace", ["1:40/km", "5:57/km", "05:57/km", "30:00/km", "9:35/mile", "9:35/mi", " 9:35/mi "])
def test_every_pace_that_loads_validates(tmp_path: Path, pace: str) -> None:
    text = f'[athlete]\neasy-pace = "{pace}"\n'
    assert loads(tmp_path, text)
    assert is_valid(text)


def test_every_key_says_what_it_is_and_no_key_is_missing() -> None:
    tables = {Config: SCHEMA} | {
        kind: SCHEMA["$defs"][name]
        for kind, name in ((AthleteTable, "AthleteTable"), (Override, "Override-time"), (Swap, "Swap-time"))
    }
    for table, described in tables.items():
        assert set(described["properties"]) == {field.encode_name for field in msgspec.structs.fields(table)}
        assert all(entry.get("description") for entry in described["properties"].values()), table


def test_every_rule_and_every_figure_is_in_it() -> None:
    assert set(SCHEMA["properties"]["severity"]["properties"]) == {rule.code for rule in api.list_rules()}
    assert set(SCHEMA["properties"]["figures"]["properties"]) == set(load_catalogue().figures)


def test_the_same_registry_gives_the_same_bytes() -> None:
    assert dump_schema(SCHEMA) == dump_schema(api.configuration_schema())
