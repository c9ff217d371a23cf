from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from downtempo.errors import EnvironmentFault
from downtempo.privacy import Keep, state_folder


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    keep = Keep(tmp_path / "state")
    secret = keep.secret()
    assert len(secret) == 32
    assert keep.secret() == secret
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "state" / "share-secret").stat().st_mode) == 0o600
    assert Keep(tmp_path / "other").secret() != secret


def test_places_are_added_and_never_changed(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    assert keep.places() == ()
    keep.remember(((1.0, 2.0),))
    keep.remember(())
    keep.remember(((3.12345, -4.5),))
    assert keep.places() == ((1.0, 2.0), (3.12345, -4.5))


@pytest.mark.parametrize("content", ["", "no secret", "ab" * 31, "ab" * 33])
def test_with_a_spoilt_secret_nothing_is_shown(tmp_path: Path, content: str) -> None:
    (tmp_path / "share-secret").write_text(content)
    with pytest.raises(EnvironmentFault, match="nothing was shown"):
        Keep(tmp_path).secret()


def test_without_a_place_to_keep_a_secret_nothing_is_shown(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match="XDG_STATE_HOME"):
        Keep(tmp_path / "file").secret()


def test_spoilt_places_are_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "share-places").write_text("1.0 2.0\n3.0\n")
    with pytest.raises(EnvironmentFault, match="nothing was shown"):
        Keep(tmp_path).places()


def test_the_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "downtempo"
