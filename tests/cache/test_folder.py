from __future__ import annotations

import os

import pytest

from downtempo.cache import default_folder

HOME = {"HOME": "/home/r"}


@pytest.mark.skipif(os.name == "nt", reason="paths as on Linux and macOS")
@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        (HOME, "linux", "/home/r/.cache/downtempo"),
        (HOME | {"XDG_CACHE_HOME": "/var/c"}, "linux", "/var/c/downtempo"),
        (HOME | {"XDG_CACHE_HOME": "relative"}, "linux", "/home/r/.cache/downtempo"),
        (HOME, "darwin", "/home/r/Library/Caches/downtempo"),
        (HOME | {"DOWNTEMPO_CACHE": "/elsewhere"}, "linux", "/elsewhere"),
        (HOME | {"DOWNTEMPO_CACHE": ""}, "linux", "/home/r/.cache/downtempo"),
        (HOME | {"DOWNTEMPO_CACHE": "off"}, "linux", None),
        (HOME | {"DOWNTEMPO_CACHE": "OFF"}, "darwin", None),
        ({"HOME": "nowhere"}, "linux", None),
        ({}, "win32", None),
    ],
)
def test_the_cache_lies_where_the_platform_or_the_environment_says(
    environment: dict[str, str], platform: str, folder: str | None
) -> None:
    assert default_folder(environment, platform) == folder


def test_a_runner_without_a_home_has_no_cache_in_the_root_of_the_disk() -> None:
    assert default_folder({}, "linux") is None
    assert default_folder({}, "darwin") is None
