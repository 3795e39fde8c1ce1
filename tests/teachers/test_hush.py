"""An engine's output goes to its log, and its log tells why it failed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from verigen.core.errors import TeacherError
from verigen.teachers.hush import hushed

if TYPE_CHECKING:
    from pathlib import Path

OUT_OF_MEMORY = """\
(EngineCore pid=71) ERROR 11-21 05:17:30 [core.py:1012] EngineCore failed to start.
(EngineCore pid=71) ERROR 11-21 05:17:30 [core.py:1012] Traceback (most recent call last):
(EngineCore pid=71) ERROR 11-21 05:17:30 [core.py:1012] torch.OutOfMemoryError: CUDA out of memory. Tried 9 GiB.
Process EngineCore:
RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {'EngineCore': 1}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path))
    return tmp_path


def test_what_engine_and_children_print_goes_to_the_log(
    capfd: pytest.CaptureFixture[str], cache: Path
) -> None:
    with hushed("engine", "m"):
        os.write(2, b"noise\n")
        subprocess.run([sys.executable, "-c", "print('a child')"], check=True)
    os.write(1, b"heard\n")

    assert capfd.readouterr() == ("heard\n", "")
    assert (cache / "logs/engine.log").read_text() == "noise\na child\n"


def test_a_failure_is_told_by_its_root_cause_with_advice() -> None:
    with pytest.raises(TeacherError) as failed, hushed("engine", "m", memory_hint="buy a larger one"):
        os.write(2, OUT_OF_MEMORY.encode())
        raise RuntimeError("Engine core initialization failed. See root cause above.")

    message = str(failed.value)
    assert "torch.OutOfMemoryError: CUDA out of memory. Tried 9 GiB. (buy a larger one)" in message
    assert "engine.log" in message


def test_an_earlier_opening_is_not_blamed() -> None:
    with hushed("engine", "m"):
        os.write(2, OUT_OF_MEMORY.encode())
    with hushed("engine", "m") as log:
        os.write(2, b"all is well\n")

    assert log.cause() is None


def test_what_was_logged_while_loading_does_not_explain_a_later_death() -> None:
    with hushed("engine", "m") as log:
        os.write(2, b"ImportError: no such accelerator, going on without\n")
        loaded = log.from_now()
        os.write(2, b"RuntimeError: the device fell off the bus\n")

    assert log.cause() == loaded.cause() == "RuntimeError: the device fell off the bus"
    assert loaded.from_now().cause() is None


def test_a_validation_error_is_told_without_its_link() -> None:
    told = (
        "1 validation error for ModelConfig\n  Value error, no such quantization [type=value_error, input_value=1]"
        "\n    For further information visit https://errors.pydantic.dev/2/v/value_error"
    )

    with (
        pytest.raises(TeacherError, match=r"model m: Value error, no such quantization; its log is"),
        hushed("engine", "m"),
    ):
        raise ValueError(told)


def test_an_error_of_several_lines_is_told_in_one() -> None:
    told = "We couldn't connect to the hub.\nCheck your connection."

    with (
        pytest.raises(TeacherError, match=r"connect to the hub\. Check your connection\.; its log"),
        hushed("engine", "m"),
    ):
        raise OSError(told)


def test_any_kind_of_failure_names_the_log() -> None:
    with (
        pytest.raises(TeacherError, match=r"engine can't load the model m: KeyError; its log is"),
        hushed("engine", "m"),
    ):
        raise KeyError
