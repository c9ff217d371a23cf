"""What scripts rely on: exit codes, standard output for the result alone, one line for what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def downtempo(*arguments: str, cwd: Path = FIXTURES, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "downtempo", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
    )


def test_findings_at_the_fail_level_exit_with_1_and_exit_zero_overrules_it() -> None:
    week = ("audit", "five-findings/runs", "--week", "2026-W40", "--format", "json")
    done = downtempo(*week)
    assert done.returncode == 1
    assert json.loads(done.stdout)["findings"]
    assert downtempo(*week, "--exit-zero").returncode == 0


def test_a_conforming_week_exits_with_0() -> None:
    done = downtempo("audit", "conforming-week/runs", "--week", "2026-W40", "--format", "json")
    assert done.returncode == 0
    loud = [f for f in json.loads(done.stdout)["findings"] if f["severity"] != "info"]
    assert loud == []


def test_what_decides_the_exit_code_is_shown() -> None:
    quiet = ("audit", "conforming-week/runs", "--week", "2026-W40", "--select", "WK107")
    done = downtempo(*quiet, "--fail-level", "info")
    shown = [line for line in done.stdout.splitlines() if line.startswith("  info ")]
    assert (done.returncode == 1) == bool(shown)
    assert shown
    assert "which the fail level counts" in done.stdout
    assert "Nothing beyond the figures" not in done.stdout
    assert "  info " not in downtempo(*quiet).stdout


def test_a_pipe_is_as_wide_as_columns_says() -> None:
    for columns, most in (("60", 60), ("no number", 100), ("", 100)):
        text = downtempo("audit", "conforming-week/runs", "--week", "2026-W40", COLUMNS=columns).stdout
        assert most - 15 < max(map(len, text.splitlines())) <= most


def test_standard_output_holds_the_document_and_nothing_else() -> None:
    done = downtempo("show", "progressive-raw", "--format", "json")
    assert json.loads(done.stdout)["schema"] == "downtempo/show/1"
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("audt", "."), "did you mean audit?"),
        (("audit", "no-such-folder"), "no-such-folder"),
        (("audit", ".", "--week", "2026-40"), "2026-W40"),
        (("audit", ".", "--week", "2026-W40", "--from", "2026-09-01"), "exclude each other"),
        (("check", "conforming-week/runs", "--select", "DH10"), "did you mean DH1"),
        (("check", "conforming-week/runs", "--severity", "DH101=loud"), "CODE=error"),
        (("check", "conforming-week/runs", "--isolated", "--config", "missing.toml", "--formt", "json"), "--format"),
        (("check", "conforming-week/runs", "--config", "missing.toml"), "missing.toml"),
        (("explain", "descent-to-steep"), "did you mean descent-too-steep?"),
        (("show", "progressive-raw", "--output-file", "run.fit"), "looks like a recording"),
        (("audit", "coach", "--athlete", "Bne"), "did you mean Ben?"),
        (("audit", "no-altitude", "--isolated", "--athlete", "Robin"), "none that has a name"),
        (("check", "no-altitude", "--write-baseline"), "--baseline FILE"),
        (
            ("check", "no-altitude", "--baseline", "b.json", "--write-baseline", "--prune-baseline"),
            "exclude each other",
        ),
        (("check", "no-altitude", "--baseline", "missing.json"), "--write-baseline makes it"),
        (("check", "no-altitude", "--baseline", "no-altitude/origin.toml", "--write-baseline"), "is no baseline"),
        (("config", "--init", "no-altitude", "--output-file", "no-altitude/downtempo.toml"), "is there already"),
        (("config", "--init", "--schema"), "exclude each other"),
    ],
)
def test_what_could_not_be_checked_exits_with_2_and_one_line_that_helps(arguments: tuple[str, ...], words: str) -> None:
    done = downtempo(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_file_that_cannot_be_read_is_a_finding_and_the_others_are_still_shown() -> None:
    done = downtempo("show", "broken/empty-file", "progressive-raw", "--format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert [r["code"] for r in answer["rejected"]] == ["DQ101"]
    assert len(answer["sessions"]) == 1


@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_reader_that_goes_away_is_no_error(reader: str) -> None:
    call = f"{sys.executable} -m downtempo rules | {reader}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("full", [">/dev/full", "2>/dev/full", ">/dev/full 2>/dev/full"])
def test_where_nothing_can_be_told_that_is_no_finding(full: str) -> None:
    done = subprocess.run(["bash", "-c", f"{sys.executable} -m downtempo rules --no-such-option {full}"], check=False)
    assert done.returncode == 2


def test_time_zone_locale_and_hash_seed_change_no_byte() -> None:
    week = ("audit", "five-findings/runs", "--week", "2026-W40")
    plain = downtempo(*week, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    other = downtempo(*week, TZ="Pacific/Auckland", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", PYTHONUTF8="1")
    assert plain.stdout == other.stdout


@pytest.mark.parametrize("environment", [{"PYTHONOPTIMIZE": "2"}, {"PYTHONWARNINGS": "error"}])
def test_how_python_is_started_changes_no_byte(environment: dict[str, str]) -> None:
    """Advice and pages are docstrings, which Python may be told to forget."""
    for call in (("audit", "five-findings/runs", "--week", "2026-W40"), ("explain", "DH101")):
        assert downtempo(*call, cwd=FIXTURES, **environment).stdout == downtempo(*call).stdout


def test_the_order_of_the_paths_changes_no_byte() -> None:
    one = downtempo("show", "progressive-raw", "no-altitude", "--isolated", "--format", "json")
    other = downtempo("show", "no-altitude", "progressive-raw", "--isolated", "--format", "json")
    assert one.stdout == other.stdout


def test_a_report_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "week.json"
    downtempo("rules", "--format", "json")
    done = downtempo("show", "progressive-raw", "--format", "json", "--output-file", str(target))
    assert done.stdout == ""
    assert json.loads(target.read_text())["sessions"]
    assert [p.name for p in tmp_path.iterdir()] == ["week.json"]


def test_the_configuration_in_force_is_printed_as_a_file() -> None:
    done = downtempo("config", "--show", "five-findings/runs")
    assert done.returncode == 0
    assert "five-findings/downtempo.toml" in done.stdout
    assert 'history = ["../conforming-week/history"]' in done.stdout


@pytest.mark.parametrize("name", ["data", "run.dat"])
def test_no_report_is_written_over_a_recording_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    recording = (FIXTURES / "one-run-three-formats" / "run.fit.gz").read_bytes()
    (tmp_path / name).write_bytes(recording)
    done = downtempo("check", name, "--output-file", name, cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / name).read_bytes() == recording


def test_a_report_goes_through_a_link_and_into_a_device(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    assert downtempo("config", "--isolated", cwd=tmp_path).returncode == 0
    week = ("check", str(FIXTURES / "progressive-raw"), "--isolated", "--output-file")
    downtempo(*week, "link.txt", cwd=tmp_path)
    assert (tmp_path / "link.txt").is_symlink()
    assert "Checks" in (tmp_path / "real.txt").read_text()
    downtempo(*week, os.devnull, cwd=tmp_path)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("redirection", ["<&-", ">&-", ">/dev/full"])
def test_a_closed_or_full_stream_ends_in_2_without_a_traceback(redirection: str) -> None:
    call = f"{sys.executable} -m downtempo check - {redirection}"
    done = subprocess.run(["bash", "-c", call], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == (1 if redirection == "<&-" else 2)
    assert "Traceback" not in done.stderr


def test_a_closed_standard_error_changes_no_verdict() -> None:
    call = f"{sys.executable} -m downtempo show progressive-raw 2>&-"
    done = subprocess.run(["bash", "-c", call], cwd=FIXTURES, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "5 miles" in done.stdout


def test_letters_that_a_terminal_does_not_have_are_spelled_out() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "downtempo", "audit", "five-findings/runs"],
        cwd=FIXTURES,
        capture_output=True,
        encoding="latin-1",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert done.returncode == 1
    assert "\\u2581" in done.stdout


def test_without_a_command_the_help_is_shown_whole() -> None:
    done = downtempo()
    assert done.returncode == 2
    assert "Commands:\n" in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[athlete]\nmax-heart-rate = nan\n", "max-heart-rate"),
        ('[figures."downhill-dynamo.repeat-grade"]\nvalue = -5\nunit = "%"\nreason = "x"\n', "value"),
        ('[figures."downhill-dynamo.repeat-grade"]\nvalue = 5\nunit = "s"\nreason = "x"\n', "downtempo.toml"),
        ("a = " + "[" * 5000 + "\n", "too deep"),
        ("x = " + "9" * 10_000 + "\n", "configuration"),
        ('history = ["no-such-folder"]\n', "no-such-folder"),
    ],
)
def test_a_hostile_configuration_is_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "downtempo.toml").write_text(text)
    done = downtempo("check", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_configuration_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "downtempo.toml").write_text('\ufeffunits = "mile"\n', encoding="utf-8")
    assert 'units = "mile"' in downtempo("config", cwd=tmp_path).stdout


def test_a_file_from_the_year_one_does_not_stop_the_others(tmp_path: Path) -> None:
    gpx = (
        '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
        + "".join(f'<trkpt lat="1" lon="{i / 1e4}"><time>0001-01-01T00:00:{i:02}Z</time></trkpt>' for i in range(40))
        + "</trkseg></trk></gpx>"
    )
    (tmp_path / "old.gpx").write_text(gpx)
    (tmp_path / "good.fit.gz").write_bytes((FIXTURES / "progressive-raw" / "run.fit.gz").read_bytes())
    done = downtempo("check", ".", "--format", "json", cwd=tmp_path)
    assert done.returncode in (0, 1)
    assert json.loads(done.stdout)["summary"]["runs"] == 1


@pytest.mark.parametrize("command", ["check", "show", "audit", "doctor"])
def test_no_report_is_written_over_what_was_read_even_where_it_is_no_recording(tmp_path: Path, command: str) -> None:
    (tmp_path / "notes.txt").write_text("felt good")
    (tmp_path / "link.txt").symlink_to("notes.txt")
    for name in ("notes.txt", "./notes.txt", "link.txt"):
        done = downtempo(command, "notes.txt", "--output-file", name, cwd=tmp_path)
        assert done.returncode == 2
        assert "is what was read; nothing was written" in done.stderr
    assert (tmp_path / "notes.txt").read_text() == "felt good"


def test_a_report_beside_the_runs_can_be_written_again(tmp_path: Path) -> None:
    (tmp_path / "run.fit.gz").write_bytes((FIXTURES / "no-altitude" / "run.fit.gz").read_bytes())
    for form in ("json", "json", "sarif"):
        done = downtempo("check", ".", "--format", form, "--output-file", "report.json", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "no-altitude", "--csv-raw"), "--format csv"),
        (("what-if", "no-altitude", "--plan", "x.toml", "--csv-raw"), "--format csv"),
        (("audit", "no-altitude", "--statistics", "--format", "sarif"), "take text or json"),
        (("audit", "no-altitude", "--format", "sariff"), "sarif"),
    ],
)
def test_formats_that_make_no_sense_are_refused(arguments: tuple[str, ...], words: str) -> None:
    done = downtempo(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""


def test_folders_deep_in_one_another_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    folder = os.open(tmp_path / "deep", os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("d", dir_fd=folder)
        inner = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    for command in ("show", "audit"):
        done = downtempo(command, "deep", "--format", "json", cwd=tmp_path)
        assert done.returncode == 1, command
        assert "limit-nesting" in done.stdout or "lie too deep" in done.stdout
    subprocess.run(["rm", "-rf", str(tmp_path / "deep")], check=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('units = "km"\nhistory = ["histroy"]\n', ("downtempo.toml:2: history", "did you mean history?")),
        (
            '[figures."downhill-dynamo.repeat-grade"]\nvalue = 6\nunit = "min"\nreason = "why"\n',
            ("downtempo.toml:3: figures.downhill-dynamo.repeat-grade.unit: 'min'", "write the value in '%'"),
        ),
    ],
)
def test_what_is_wrong_in_a_configuration_is_told_with_its_line(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "history").mkdir()
    (tmp_path / "downtempo.toml").write_text(text)
    done = downtempo("check", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert all(word in done.stderr for word in words)


@pytest.mark.parametrize("name", ["downtemp.toml", "Downtempo.toml", "downtempo.toml.txt"])
def test_a_configuration_of_a_wrong_name_is_told_and_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / name).write_text('[athlete]\nname = "Ada"\n')
    told = downtempo("check", ".", cwd=tmp_path).stderr
    assert f"ada/{name}: not read" in told
    assert "did you mean downtempo.toml?" in told
    assert downtempo("check", ".", "--isolated", cwd=tmp_path).stderr == ""


def test_a_folder_of_several_athletes_is_no_one_to_look_ahead_for() -> None:
    done = downtempo("next", "coach")
    assert (done.returncode, done.stdout) == (2, "")
    assert "several athletes" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("config", "nowhere"), "no such file"),
        (("audit", "no-altitude", "--from", "2026-10-02", "--to", "2026-10-01"), "--from lies behind --to"),
        (("check", "no-altitude", "--output-file", "report/"), "no name of a file"),
        (("export", "no-altitude"), "geojson, parquet, csv, gpx, diary"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(arguments: tuple[str, ...], words: str) -> None:
    done = downtempo(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_diary_with_an_open_quote_is_left_alone(tmp_path: Path) -> None:
    call = ("export", str(FIXTURES / "no-altitude"), "--to", "diary", "--output-file", "d.csv")
    assert downtempo(*call, cwd=tmp_path).returncode == 0
    with (tmp_path / "d.csv").open("a") as diary:
        diary.write('2026-01-01,,,,,,,,,,,,"never closed\n')
    kept = (tmp_path / "d.csv").read_bytes()
    done = downtempo(*call, cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot be read" in done.stderr
    assert (tmp_path / "d.csv").read_bytes() == kept
