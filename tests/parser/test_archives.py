from __future__ import annotations

import gzip
import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import fit_bytes
from tests.support.zip_bytes import Member, archive, unpacked, zipped

from downtempo import limits
from downtempo.parser import Source, recording_of, walk
from downtempo.parser.archives import found_in
from downtempo.parser.zips import Extent

RUN, OTHER = fit_bytes.run(10), fit_bytes.run(12)


def found(data: bytes) -> list[Source]:
    inside = found_in(Extent.of(data), "a.zip")
    assert inside is not None
    return list(inside)


def reasons(data: bytes) -> list[str]:
    return [source.rejected.reason for source in found(data) if source.rejected is not None]


def read(data: bytes) -> list[bytes]:
    return [source.data for source in found(data) if source.data is not None]


def test_members_come_sorted_by_name_with_the_archive_before_a_colon() -> None:
    sources = found(zipped({"b/run.fit": RUN, "a.gpx": b"<gpx/>", "c.tcx.gz": gzip.compress(b"<x/>")}))
    assert [source.name for source in sources] == ["a.zip:a.gpx", "a.zip:b/run.fit", "a.zip:c.tcx.gz"]
    assert sources[1].data == RUN
    assert all(source.is_found for source in sources)


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_is_stored_and_what_is_deflated_comes_out_whole(how: int) -> None:
    assert read(zipped({"run.fit": RUN, "other.fit": OTHER}, compression=how)) == [OTHER, RUN]


def test_what_is_packed_in_another_way_is_refused_alone() -> None:
    data = zipped({"run.fit": RUN}, compression=zipfile.ZIP_BZIP2)
    assert reasons(data) == ["zip-method"]


def test_what_is_no_recording_by_its_name_is_counted_and_never_opened() -> None:
    bomb = Member(b"photo.jpg", bytes(10_000_000), size=1 << 31)
    sources = found(archive([bomb, Member(b"notes.txt", b"hello"), Member(b"run.fit", RUN)]))
    assert [(source.name, source.left_out, source.count) for source in sources if source.left_out] == [
        ("a.zip", "no recording, by its name", 2)
    ]
    assert [source.data for source in sources if source.data is not None] == [RUN]


def test_a_configuration_in_an_archive_is_said_not_to_be_used() -> None:
    sources = found(zipped({"ada/downtempo.toml": b"", "ada/downtempo.suppress.toml": b"", "ada/run.fit": RUN}))
    (told,) = [(source.left_out, source.count) for source in sources if source.left_out]
    assert told[0].startswith("a configuration inside an archive is not used")
    assert told[1] == 2


def test_folders_are_nothing_and_hidden_files_are_counted() -> None:
    members = {"runs/": b"", "run.fit/": b"", "__MACOSX/._run.fit": b"x", ".trash/run.fit": RUN, "runs/run.fit": RUN}
    sources = found(zipped(members))
    assert [(source.left_out, source.count) for source in sources if source.data is None] == [
        ("hidden in an archive", 2)
    ]


@pytest.mark.parametrize(
    "name",
    [
        b"../run.fit", b"a/../../run.fit", b"/run.fit", b"\\run.fit", b"C:/run.fit", b"c:run.fit", b"..\\run.fit",
        b"nul.fit", b"runs/COM1.fit", b"run.fit\0", b"run.fit\0.exe", b"./run.fit", b"aux .fit",
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused_alone(name: bytes) -> None:
    data = archive([Member(name, RUN), Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-unsafe-name"]
    assert read(data) == [OTHER]


@pytest.mark.parametrize("name", [b"..run.fit", b"a..b.fit", b"com.fit", b"nullarbor.fit", b"run: day 1.fit", b"c.fit"])
def test_a_name_that_only_looks_odd_is_no_fault(name: bytes) -> None:
    assert reasons(archive([Member(name, RUN)])) == []


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o060660, 0o010600, 0o140755])
def test_links_and_devices_are_refused_alone(mode: int) -> None:
    data = archive([Member(b"run.fit", RUN, mode=mode), Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-special-entry"]
    assert read(data) == [OTHER]


@pytest.mark.parametrize("flags", [1, 1 << 6, 1 << 13])
def test_encrypted_members_are_refused_alone(flags: int) -> None:
    data = archive([Member(b"run.fit", RUN, flags=flags), Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-encrypted"]
    assert read(data) == [OTHER]


def test_members_that_share_bytes_refuse_the_whole_archive() -> None:
    data = archive([Member(b"a.fit", RUN), Member(b"b.fit", RUN, at=0), Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-overlap"]
    assert read(data) == []


def test_a_member_whose_extra_field_reaches_over_the_next_is_refused() -> None:
    whole = archive([Member(b"a.fit", RUN, method=0, extra=bytes(8)), Member(b"b.fit", OTHER)])
    place = whole.index(b"PK\x03\x04") + 28
    longer = whole[:place] + (60_000).to_bytes(2, "little") + whole[place + 2 :]
    assert reasons(longer) == ["zip-overlap"]
    assert read(longer) == [OTHER]


@pytest.mark.parametrize(
    "member",
    [
        Member(b"run.fit", RUN, local_name=b"sun.fit"),
        Member(b"run.fit", RUN, local_size=7),
    ],
)
def test_a_member_that_disagrees_with_the_directory_is_refused_alone(member: Member) -> None:
    data = archive([member, Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-header-mismatch"]
    assert read(data) == [OTHER]


@pytest.mark.parametrize("size", [len(RUN) - 1, len(RUN) + 1])
def test_a_member_of_another_size_than_told_is_refused_alone(size: int) -> None:
    data = archive([Member(b"run.fit", RUN, size=size), Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-malformed"]
    assert read(data) == [OTHER]


def test_a_wrong_checksum_is_told_and_the_content_is_kept() -> None:
    (source,) = found(archive([Member(b"run.fit", RUN, crc=7)]))
    assert source.data == RUN
    assert [(one.reason, one.severity) for one in source.notes] == [("zip-crc", "warning")]
    assert recording_of(source).tracks[0].notes[0].reason == "zip-crc"
    rejected = recording_of(source, strict=True).rejected
    assert rejected is not None
    assert rejected.reason == "zip-crc"


def test_damaged_deflate_data_give_what_stands_before() -> None:
    text = random.Random(5).randbytes(40_000)
    whole = archive([Member(b"run.fit", text)])
    (source,) = found(whole[:20_000] + bytes(x ^ 0xFF for x in whole[20_000:20_050]) + whole[20_050:])
    assert source.data is not None
    assert source.notes[0].reason in ("zip-crc", "zip-malformed")
    assert source.data[:19_000] == text[:19_000]


def test_what_inflates_far_beyond_its_size_is_refused_before_it_does() -> None:
    bomb = Member(b"bomb.fit", bytes(17 << 20))
    data = archive([bomb, Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["limit-expansion"]
    assert read(data) == [OTHER]


def test_a_bomb_that_lies_about_its_size_is_stopped_at_the_size_it_told() -> None:
    data = archive([Member(b"bomb.fit", bytes(32 << 20), size=1000, local_size=1000), Member(b"ok.fit", OTHER)])
    assert reasons(data) == ["zip-malformed"]
    assert read(data) == [OTHER]


def test_a_recording_larger_than_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", len(RUN))
    data = archive([Member(b"run.fit", RUN), Member(b"some.fit", OTHER)])
    assert reasons(data) == ["limit-bytes"]
    assert read(data) == [RUN]


def test_all_that_inflates_out_of_one_archive_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from downtempo.parser.zips import Budget

    inner = zipped({"run.fit": RUN})
    data = zipped({"inner.zip": inner, "x.fit": OTHER, "y.fit": OTHER})
    sources = found_in(Extent.of(data), "a.zip", budget=Budget(len(inner) + len(RUN) + len(OTHER)))
    assert sources is not None
    told = [(s.name, s.rejected.reason if s.rejected else "") for s in sources]
    assert told == [("a.zip:inner.zip:run.fit", ""), ("a.zip:x.fit", ""), ("a.zip:y.fit", "limit-inflated")]


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 2)
    assert reasons(zipped({"a.fit": RUN, "b.fit": RUN, "c.fit": RUN})) == ["limit-entries"]


def test_archives_in_archives_are_read_to_the_limit_and_no_deeper() -> None:
    data, shown = RUN, "run.fit"
    for _ in range(limits.ZIP_NESTING):
        data, shown = zipped({shown: data}), "inner.zip"
    assert read(data) == [RUN]
    assert reasons(zipped({"inner.zip": data})) == ["limit-nesting"]


def test_what_is_called_an_archive_and_is_none_is_told() -> None:
    assert reasons(zipped({"inner.zip": b"hello"})) == ["unknown-format"]


def test_names_of_any_kind_are_shown_one_by_one() -> None:
    long = b"x" * 5000 + b".fit"
    names = {b"\xff\xfe.fit": "text-encoding", long: "zip-long-name"}
    for name, reason in names.items():
        (source,) = found(archive([Member(name, RUN, flags=1 << 11)]))
        assert [one.reason for one in source.notes] == [reason]
        assert len(source.name) < 1100
    (plain,) = found(archive([Member("läufe/ü.fit".encode(), RUN)]))
    assert plain.name == "a.zip:läufe/ü.fit"
    (old,) = found(archive([Member(b"l\x84ufe.fit", RUN)]))
    assert old.name == "a.zip:läufe.fit"


@pytest.mark.parametrize("is_shifted", [False, True])
def test_bytes_before_an_archive_are_passed_over_and_told_once(is_shifted: bool) -> None:
    data = archive([Member(b"a.fit", RUN), Member(b"b.fit", OTHER)], before=b"MZ" + bytes(50), is_shifted=is_shifted)
    first, second = found(data)
    assert [one.reason for one in first.notes] == ["zip-prefix"]
    assert second.notes == ()
    assert (first.data, second.data) == (RUN, OTHER)


def test_a_comment_and_bytes_behind_do_not_hide_the_directory() -> None:
    data = archive([Member(b"a.fit", RUN)], comment=b"PK\x05\x06 is how it ends")
    assert read(data) == [RUN]
    (source,) = found(archive([Member(b"a.fit", RUN)]) + b"more")
    assert source.data == RUN
    assert [one.reason for one in source.notes] == ["trailing-data"]


def test_sizes_beyond_32_bits_are_understood() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, made.open(zipfile.ZipInfo("run.fit"), "w", force_zip64=True) as member:
        member.write(RUN)
    assert read(out.getvalue()) == [RUN]


def test_sizes_that_follow_the_data_are_understood() -> None:
    class Pipe(io.RawIOBase):
        """A stream without places, which makes a writer tell sizes behind the data."""

        def __init__(self) -> None:
            self.out = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            piece = bytes(memoryview(data))  # type: ignore[arg-type]
            self.out += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("run.fit", RUN)
        made.writestr("other.fit", OTHER)
    assert read(bytes(pipe.out)) == [OTHER, RUN]


def test_an_empty_archive_holds_nothing() -> None:
    assert found(zipped({})) == []


@pytest.mark.parametrize("cut", [1, 21, 22, 60])
def test_an_archive_without_its_end_is_refused(cut: int) -> None:
    assert reasons(zipped({"run.fit": RUN})[:-cut])[0] in ("zip-truncated", "zip-malformed")


def test_a_file_that_begins_as_an_empty_archive_and_is_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "run.fit"
    path.write_bytes(b"PK\x05\x06 and no more")
    assert [source.rejected and source.rejected.reason for source in walk([path])] == ["zip-truncated"]


def test_an_archive_on_disk_is_not_held_in_memory_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "runs.zip"
    path.write_bytes(zipped({"a.fit": RUN, "b.fit": OTHER}))
    before = path.stat()
    sources = list(walk([path]))
    assert [source.name for source in sources] == [f"{path}:a.fit", f"{path}:b.fit"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["runs.zip"]
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_an_archive_that_changes_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "runs.zip"
    path.write_bytes(zipped({"a.fit": RUN}))
    sources = walk([path])
    assert next(sources).data == RUN
    path.write_bytes(zipped({"a.fit": RUN, "b.fit": OTHER}))
    rest = [source.rejected.reason for source in sources if source.rejected]
    assert rest == ["file-changed"]


def test_archives_in_folders_are_read_too(tmp_path: Path) -> None:
    unpacked({"runs/all.zip": zipped({"a.fit": RUN}), "runs/b.fit": OTHER}, tmp_path)
    assert [source.name.rpartition("/")[2] for source in walk([tmp_path])] == ["all.zip:a.fit", "b.fit"]


SMALL = zipped({"a.fit": fit_bytes.run(3), "b/c.gpx": b"<gpx/>", "d.zip": zipped({"e.fit": fit_bytes.run(2)})})


def harmless(data: bytes) -> None:
    """Read an archive to its end: nothing but our own kinds of answers, whatever the bytes."""
    for source in found_in(Extent.of(data), "a.zip") or ():
        recording = None if source.left_out else recording_of(source)
        assert recording is None or recording.tracks or recording.rejected


def test_no_cut_raises_a_foreign_error() -> None:
    for stop in range(len(SMALL)):
        harmless(SMALL[:stop])


def test_no_change_of_one_byte_raises_a_foreign_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for k in range(200):
        at = k * 7919 % len(SMALL)
        harmless(SMALL[:at] + bytes([SMALL[at] ^ (1 + k * 31 % 255)]) + SMALL[at + 1 :])
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.binary(min_size=1, max_size=8)), max_size=5))
def test_no_mutant_raises_a_foreign_error(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SMALL)
    for at, new in changes:
        data[at : at + len(new)] = new
    harmless(bytes(data))
