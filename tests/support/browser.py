"""Chromium without a window and without a network, where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
SCHEMES = ("light", "dark")
WIDTHS = {"phone": 390, "desktop": 1280}


@dataclass
class Watched:
    """A page that was opened, and everything that it did which a report should not do."""

    page: Page
    requests: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    """Requests that the policy of the page itself stopped; they are among the requests too."""

    def failed(self, request: Request) -> None:
        """Keep a request that the policy stopped."""
        if request.failure == "csp":
            self.blocked.append(request.url)

    def asked(self, dialog: Dialog) -> None:
        """Keep what a dialog asks, and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @property
    def is_quiet(self) -> bool:
        """Whether it asked for nothing but its own file, said nothing in the console, and asked nobody anything."""
        return not (self.requests[1:] or self.told or self.dialogs)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; skip the test where it, or what drives it, is not installed."""
    pytest.importorskip("playwright", reason="playwright is not installed (extra ci)")
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, *, width: int = 1280, scheme: str = "light", **more: Any) -> Iterator[Watched]:
    """Open a file in a context that has no network."""
    options: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "offline": True}
    context = browser.new_context(**(options | more))
    page = context.new_page()
    watched = Watched(page)
    page.on("request", lambda request: watched.requests.append(request.url))
    page.on("requestfailed", watched.failed)
    page.on("console", lambda message: watched.told.append(message.text))
    page.on("pageerror", lambda error: watched.told.append(str(error)))
    page.on("dialog", watched.asked)
    page.goto(file.as_uri())
    yield watched
    context.close()
