"""Debian's chromium through playwright, for pages that a person looks at."""

from __future__ import annotations

import contextlib
import shutil
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = shutil.which("chromium")
MISSING = "chromium or playwright is missing: apt-get install chromium; pip install playwright"


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """An open browser; skips the test where there is none."""
    if CHROMIUM is None or find_spec("playwright") is None:
        pytest.skip(MISSING)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()
