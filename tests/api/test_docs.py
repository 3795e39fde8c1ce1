"""The pages on the Python API: the one that runs, and the reference that is built from the docstrings."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import verigen
from verigen.api import __all__ as names

PAGE = Path(__file__).parents[2] / "docs" / "python.py"


def test_the_page_runs_as_a_script(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, PAGE], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert "candidates are correct" in done.stdout
    assert "['done', 'done']" in done.stdout


def test_the_page_runs_in_a_notebook_whose_loop_is_running(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)

    async def notebook() -> list[str]:
        cells: dict[str, Any] = {"__name__": "notebook"}
        exec(compile(PAGE.read_text(), PAGE, "exec"), cells)
        return await cells["two"]()

    assert asyncio.run(notebook()) == ["done", "done"]
    assert "candidates are correct" in capsys.readouterr().out


def test_the_reference_has_every_name_with_its_text(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pdoc", "verigen.api", "--docformat", "markdown", "--output-directory", tmp_path],
        check=True, capture_output=True,
    )  # fmt: skip
    page = (tmp_path / "verigen" / "api.html").read_text()

    assert [name for name in names if f'id="{name}"' not in page] == []
    for name in ("sample", "verify", "open_run"):
        first = re.split(r"[:.]", verigen.__dict__.get(name, getattr(verigen, name)).__doc__)[0]
        assert first in page
