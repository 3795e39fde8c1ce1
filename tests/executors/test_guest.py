"""The guest starts in a sandbox only."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SANDBOXES = Path(__file__).parents[2] / "sandboxes"


@pytest.mark.parametrize("cells", ["private", "shared", "auto"])
def test_the_guest_refuses_to_start_outside_a_sandbox(cells: str) -> None:
    done = subprocess.run(
        [sys.executable, "-s", "-P", str(SANDBOXES), cells],
        input=b"",
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 3
    assert b"verigen guest: " in done.stderr
    assert done.stdout == b""


def test_the_guest_never_imports_verigen() -> None:
    sources = [path.read_text(encoding="utf-8") for path in SANDBOXES.rglob("*.py")]

    assert sources
    assert not [text for text in sources if "import verigen" in text or "from verigen" in text]
