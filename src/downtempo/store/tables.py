"""The tables, the same for SQLite and PostgreSQL.

`sources` are the files, `files` the recordings in them, `contents` what their content gave, `athletes` and `weeks` what
was found for each athlete and week. The other tables spell out the same for people who ask with SQL.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

#: Another layout gets another number; a store that holds another number is refused.
VERSION = "2"

metadata = MetaData()

store = Table("store", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

contents = Table(
    "contents",
    metadata,
    Column("key", String(64), primary_key=True),  # SHA-256 of content, detector and settings
    Column("value", LargeBinary, nullable=False),
    Column("crc", BigInteger, nullable=False),
    CheckConstraint("length(key) = 64", name="key_is_a_digest"),
)

sources = Table(
    "sources",
    metadata,
    Column("source", String, primary_key=True),  # its name, of a very long one the beginning and a digest
    Column("name", Text),  # the whole of a very long name
    Column("marks", String, nullable=False),  # what a listing tells of its state, and how it was read; empty: read it
    Column("athlete", String, nullable=False, index=True),
)

files = Table(
    "files",
    metadata,
    Column("source", String, ForeignKey("sources.source", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),  # of the recording in its archive
    Column("file", String, nullable=False),
    Column("key", String(64), ForeignKey("contents.key"), nullable=False, index=True),
)

athletes = Table(
    "athletes",
    metadata,
    Column("athlete", String, primary_key=True),
    Column("digest", String, nullable=False),  # of all that decides what is found; while it is the same, it stands
    Column("summary", Text, nullable=False),
)

weeks = Table(
    "weeks",
    metadata,
    Column("athlete", String, primary_key=True),
    Column("week", String, primary_key=True),  # such as 2026-W40
    Column("start", Date, nullable=False),
    Column("runs", Integer, nullable=False),
    Column("distance_m", Double),
    Column("duration_s", Double),
    Column("drop_m", Double),
    Column("hard_days", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("notices", Integer, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", String(64), ForeignKey("contents.key", ondelete="CASCADE"), primary_key=True),
    Column("run", Integer, primary_key=True),
    Column("start_utc", String),
    Column("local_date", Date, index=True),
    Column("sport", String, nullable=False),
    Column("kind", String),
    Column("signature", String),
    Column("device", String),
    Column("points", Integer),
    Column("duration_s", Double),
    Column("moving_s", Double),
    Column("distance_m", Double),
    Column("gain_m", Double),
    Column("drop_m", Double),
    Column("elevation_source", String),
)


def _part(name: str, *columns: Column[object]) -> Table:
    """Return a table of what belongs to a run, many to one."""
    return Table(
        name,
        metadata,
        Column("key", String(64), primary_key=True),
        Column("run", Integer, primary_key=True),
        Column("number", Integer, primary_key=True),
        *columns,
        ForeignKeyConstraint(["key", "run"], ["sessions.key", "sessions.run"], ondelete="CASCADE"),
    )


segments = _part(
    "segments",
    Column("kind", String, nullable=False),
    Column("start_s", Double, nullable=False),
    Column("stop_s", Double, nullable=False),
    Column("start_m", Double),
    Column("stop_m", Double),
    Column("edge_error_s", Double),
    Column("set_number", Integer),
    Column("rep", Integer),
    Column("terrain", String),
    Column("grade_ratio", Double),
    Column("grade_error_ratio", Double),
    Column("drop_m", Double),
    Column("speed_mps", Double),
    Column("gap_speed_mps", Double),
    Column("heart_rate_bpm", Double),
    Column("cadence_spm", Double),
    Column("source", String),
)

notes = _part(
    "notes",
    Column("code", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("message", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("athlete", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("code", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("file", String, nullable=False),
    Column("day", String, nullable=False),
    Column("week", String, nullable=False),
    Column("start_s", Double),
    Column("start_m", Double),
    Column("observed", Double),
    Column("bound", Double),  # `limit` is a word of SQL
    Column("uncertainty", Double),
    Column("unit", String, nullable=False),
    Column("figure", String, nullable=False),
    Column("message", Text, nullable=False),
    Index("findings_of_a_code", "code", "athlete"),
)
