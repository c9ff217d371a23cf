"""What servers and the libraries that reach them may answer; nothing of it leaves the parser but our own errors."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from downtempo.errors import EnvironmentFault, UsageError
from downtempo.parser import remote

fsspec = pytest.importorskip("fsspec", reason="files on servers are reached by the extra s3")


def test_a_url_that_holds_a_password_is_refused_without_it() -> None:
    """It would stand in every result, as the name of the file."""
    with pytest.raises(UsageError, match="holds a password") as caught:
        list(remote.listed("s3://me:secret@bucket/runs"))
    assert "secret" not in str(caught.value)


def test_what_the_library_of_a_server_raises_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as that no credentials are found, which is no fault of the system for Python."""

    class NoCredentialsError(Exception):
        pass

    def no_credentials(*_arguments: object, **_options: object) -> None:
        raise NoCredentialsError("Unable to locate credentials")

    module = ModuleType("botocore.exceptions")
    module.BotoCoreError = module.ClientError = NoCredentialsError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "botocore.exceptions", module)
    monkeypatch.setattr(type(fsspec.filesystem("memory")), "find", no_credentials)
    with pytest.raises(EnvironmentFault, match="Unable to locate credentials"):
        list(remote.listed("memory://runs"))
