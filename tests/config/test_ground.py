"""Which configuration a file follows, in trees of several athletes."""

from __future__ import annotations

from pathlib import Path

import pytest

from downtempo.config import Ground, load_config, strangers, territories
from downtempo.errors import UsageError


def tree(root: Path, **configurations: str) -> None:
    """Write a configuration into each folder; `a__b` is the folder a/b, `_` the root itself."""
    for name, text in configurations.items():
        folder = root if name == "_" else root / name.replace("__", "/")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "downtempo.toml").write_text(text)


def owners(root: Path, *files: str, given: tuple[str, ...] = (".",)) -> list[str]:
    """Return for each file the folders of the configurations on whose ground it lies."""
    found = territories([str(root / path) for path in given])
    return ["+".join(_folder(t.configured.path, root) for t in found if t.ground.holds(str(root / file)))
            for file in files]  # fmt: skip


def _folder(path: Path | None, root: Path) -> str:
    return "none" if path is None else path.resolve().parent.relative_to(root.resolve()).as_posix()


def test_each_file_follows_the_nearest_configuration_upwards(tmp_path: Path) -> None:
    tree(tmp_path, a="", b__deeper="")
    files = ("a/x.fit", "a/runs/2026/x.fit", "b/x.fit", "b/deeper/x.fit", "x.fit")
    assert owners(tmp_path, *files) == ["a", "a", "none", "b/deeper", "none"]


def test_every_file_lies_on_the_ground_of_one_and_is_anothers_for_all_others(tmp_path: Path) -> None:
    tree(tmp_path, _="", a="")
    upper, lower = territories([str(tmp_path)])
    file = str(tmp_path / "a" / "x.fit")
    assert (upper.ground.holds(file), lower.ground.holds(file)) == (False, True)
    assert (upper.ground.is_anothers(file), lower.ground.is_anothers(file)) == (True, False)


def test_a_file_that_is_not_looked_at_is_nobodys_run_and_not_anothers(tmp_path: Path) -> None:
    tree(tmp_path, a="")
    (territory,) = territories([str(tmp_path / "a")])
    outside = str(tmp_path / "elsewhere" / "x.fit")
    assert not territory.ground.holds(outside)
    assert not territory.ground.is_anothers(outside)


def test_without_any_configuration_there_is_one_anonymous_ground_with_the_paths_as_given(tmp_path: Path) -> None:
    paths = [str(tmp_path / "a"), str(tmp_path / "b.fit"), "-"]
    (territory,) = territories(paths)
    assert territory.configured.path is None
    assert territory.paths == tuple(paths)
    assert all(territory.ground.holds(name) for name in (f"{paths[0]}/x.fit", paths[1], "-"))


def test_the_default_ground_holds_everything() -> None:
    assert Ground().holds("anything.fit")
    assert not Ground().is_anothers("anything.fit")


def test_a_configuration_reached_from_above_and_from_below_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, a="")
    (tmp_path / "a" / "runs").mkdir()
    monkeypatch.chdir(tmp_path)
    (territory,) = territories(["a/runs", "a"])
    assert territory.paths == ("a/runs", "a")


def test_the_grounds_come_by_place_whatever_the_order_of_the_paths(tmp_path: Path) -> None:
    tree(tmp_path, a="", b="")
    (tmp_path / "c").mkdir()
    given = [str(tmp_path / name) for name in ("c", "b", "a")]
    there = [_folder(t.configured.path, tmp_path) for t in territories(given)]
    back = [_folder(t.configured.path, tmp_path) for t in territories(given[::-1])]
    assert there == back == ["a", "b", "none"]


def test_a_history_folder_in_the_tree_is_its_runners_wherever_it_lies(tmp_path: Path) -> None:
    tree(tmp_path, _="", athletes__a='history = ["../../archive/a"]', athletes__b="")
    (tmp_path / "archive" / "a" / "2025").mkdir(parents=True)
    files = ("archive/a/x.fit", "archive/a/2025/x.fit", "archive/b/x.fit")
    assert owners(tmp_path, *files) == ["athletes/a", "athletes/a", "."]


def test_a_history_folder_given_by_itself_is_its_runners_when_he_is_looked_at_too(tmp_path: Path) -> None:
    tree(tmp_path, a='history = ["../archive"]')
    (tmp_path / "archive" / "2024").mkdir(parents=True)
    assert owners(tmp_path, "archive/2024/x.fit", given=("a", "archive/2024")) == ["a"]
    assert owners(tmp_path, "archive/2024/x.fit", given=("archive/2024",)) == ["none"]


def test_a_nearer_configuration_outweighs_who_names_the_folder_as_history(tmp_path: Path) -> None:
    tree(tmp_path, season_2025="", season_2026='history = ["../season_2025"]')
    assert owners(tmp_path, "season_2025/x.fit") == ["season_2025"]


def test_a_history_that_two_name_stays_with_the_one_in_whose_folder_it_lies(tmp_path: Path) -> None:
    tree(tmp_path, b='history = ["old"]', a='history = ["../b/old"]')
    (tmp_path / "b" / "old").mkdir()
    assert owners(tmp_path, "b/old/x.fit") == ["b"]


def test_hidden_folders_and_folders_behind_links_are_not_entered(tmp_path: Path) -> None:
    tree(tmp_path / "elsewhere", a="")
    root = tmp_path / "root"
    tree(root, **{".hidden": ""})
    (root / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert [t.configured.path for t in territories([str(root)])] == [None]


def test_a_link_to_a_file_belongs_where_the_link_lies(tmp_path: Path) -> None:
    tree(tmp_path, a="", b="")
    (tmp_path / "a" / "x.fit").write_bytes(b"")
    (tmp_path / "b" / "y.fit").symlink_to(tmp_path / "a" / "x.fit")
    assert owners(tmp_path, "b/y.fit") == ["b"]


@pytest.mark.parametrize("member", ["x.fit", "2026/x.fit", "inner.zip:x.fit", "inner.zip:2026/10:00.fit"])
def test_the_members_of_an_archive_belong_where_it_lies(tmp_path: Path, member: str) -> None:
    tree(tmp_path, a="")
    (tmp_path / "a" / "export.zip").write_bytes(b"")
    assert owners(tmp_path, f"a/export.zip:{member}", given=("a/export.zip",)) == ["a"]
    assert owners(tmp_path, f"a/export.zip:{member}") == ["a"]


def test_a_wrong_configuration_anywhere_below_is_refused_with_its_place(tmp_path: Path) -> None:
    tree(tmp_path, a="", b='history = ["../old", 7]\nunits = "miles"\n[athlete]\nname = "B."')
    (tmp_path / "old").mkdir()
    sound, wrong = territories([str(tmp_path / "a"), str(tmp_path / "b"), str(tmp_path / "old")])
    assert (sound.fault, sound.paths) == (None, (str(tmp_path / "a"),))
    assert wrong.fault is not None
    assert "b/downtempo.toml:1: history" in str(wrong.fault)
    assert wrong.name == "B."
    assert wrong.paths == (str(tmp_path / "b"), str(tmp_path / "old"))


def test_a_configuration_that_is_no_table_at_all_still_has_its_folder(tmp_path: Path) -> None:
    tree(tmp_path, a="", b="history = [")
    _, wrong = territories([str(tmp_path / "a"), str(tmp_path / "b")])
    assert isinstance(wrong.fault, UsageError)
    assert (wrong.name, wrong.paths) == ("", (str(tmp_path / "b"),))


def test_folders_of_other_names_inside_a_history_are_strangers(tmp_path: Path) -> None:
    named = '[athlete]\nname = "A"\n'
    tree(
        tmp_path, a=f'history = [".."]\n{named}', b='[athlete]\nname = "B"\n', old=named, nameless="", broken="units ="
    )
    found = strangers(load_config(tmp_path / "a" / "downtempo.toml"))
    assert sorted(folder.name for folder in found) == ["b", "broken", "nameless"]


def test_a_runner_without_a_name_takes_nobody_else_for_himself(tmp_path: Path) -> None:
    tree(tmp_path, a='history = [".."]', b="")
    assert [folder.name for folder in strangers(load_config(tmp_path / "a" / "downtempo.toml"))] == ["b"]
