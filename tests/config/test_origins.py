"""The configuration in force says of each setting where it comes from, and loads as it is printed."""

from __future__ import annotations

from pathlib import Path

from downtempo.config import Config, Configured, amend, dump, load_config


def origins(text: str) -> dict[str, str]:
    rows = (line.partition("  # ") for line in text.splitlines() if "  # " in line)
    return {left.partition("=")[0].strip(): origin for left, _, origin in rows}


def read_again(folder: Path, text: str) -> Config:
    path = folder / "again.toml"
    path.write_text(text)
    return load_config(path).config


def test_without_a_file_everything_is_a_default(tmp_path: Path) -> None:
    text = dump(Configured(Config()))
    assert set(origins(text).values()) == {"default"}
    assert text.startswith("# from defaults; no configuration file was found\n")
    assert read_again(tmp_path, text) == Config()


def test_each_setting_names_its_line_its_option_or_the_default(tmp_path: Path) -> None:
    path = tmp_path / "downtempo.toml"
    path.write_text(
        'units = "mile"\nselect = ["DH"]\n\n[athlete]\nname = "A = B # C"\nlevel = "beginner"\nphase = "base"\n'
        'diary = "diary.csv"\n[severity]\nDH101 = "info"\nDH102 = "info"\n'
        '[figures."downhill-tempo.steep-grade"]\nvalue = 9\nunit = "%"\nreason = "so"\n'
    )
    changes = {"units": "km", "severity": {"DH101": "info", "DH102": "error"}, "fail_level": "info"}
    configured = amend(load_config(path), changes, {"level": "experienced"})
    text = dump(configured)
    told = origins(text)
    assert (told["select"], told["units"], told["fail-level"], told["history"]) == (
        "downtempo.toml:2", "--units", "--fail-level", "default",
    )  # fmt: skip
    assert (told["level"], told["phase"], told["diary"]) == ("--level", "downtempo.toml:7", "downtempo.toml:8")
    assert (told["DH101"], told["DH102"]) == ("downtempo.toml:10", "--severity")
    assert told['[figures."downhill-tempo.steep-grade"]'] == "downtempo.toml:12"
    assert read_again(tmp_path, text) == configured.config


def test_in_a_project_file_the_tables_of_other_tools_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(
        '[tool.ruff]\nselect = ["E"]\n[tool.downtempo]\nselect = ["DH"]\n[tool.downtempo.athlete]\nname = "Q"\n'
    )
    told = origins(dump(load_config(path)))
    assert (told["select"], told["name"], told["ignore"]) == ("pyproject.toml:4", "pyproject.toml:6", "default")


def test_what_steers_a_terminal_is_spelled_out_and_read_back_the_same(tmp_path: Path) -> None:
    path = tmp_path / "downtempo.toml"
    path.write_text('[athlete]\nname = "\\u202Ea\\u001B[31m\\u007F\\U000E0001 \u00e9"\n', "utf-8")
    text = dump(load_config(path))
    assert [line for line in text.splitlines() if not line.isprintable()] == []
    assert "\u00e9" in text
    assert read_again(tmp_path, text).athlete.name == "\u202ea\x1b[31m\x7f\U000e0001 \u00e9"
