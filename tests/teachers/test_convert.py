"""Weights that can't be converted for vLLM leave nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from verigen.core.errors import TeacherError
from verigen.teachers.convert import converted

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_no_gguf_is_told_and_leaves_no_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path))
    weights = tmp_path / "model-0.5b.gguf"
    weights.write_bytes(b"no weights")

    with pytest.raises(
        TeacherError, match=r"can't convert .*model-0\.5b\.gguf for vLLM or training: .*--engine llamacpp"
    ):
        converted(weights, "0123456789abcdef")

    assert [path.name for path in (tmp_path / "converted").iterdir()] == ["model-0.5b-0123456789ab.lock"]
