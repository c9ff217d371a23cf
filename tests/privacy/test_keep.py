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


@pytest.mark.parametrize("line", ["3.0", "nan 4.0", "3.0 inf", "91.0 4.0", "3.0 1e999"])
def test_spoilt_places_are_not_passed_over(tmp_path: Path, line: str) -> None:
    (tmp_path / "share-places").write_text(f"1.0 2.0\n{line}\n")
    with pytest.raises(EnvironmentFault, match="nothing was shown"):
        Keep(tmp_path).places()


def test_the_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "downtempo"


def test_a_folder_that_depends_on_where_one_is_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "state")
    assert state_folder().is_absolute()


def test_without_a_home_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(EnvironmentFault, match="no home folder"):
        state_folder()


def test_a_disk_that_is_full_leaves_no_empty_secret_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(EnvironmentFault, match="No space left"):
            Keep(tmp_path).secret()
    assert list(tmp_path.iterdir()) == []
    assert len(Keep(tmp_path).secret()) == 32
