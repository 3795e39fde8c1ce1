"""Reads the longest context that a model was trained for from its files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

HEAD_BYTES = 1 << 20  # GGUF keeps the architecture's numbers before the vocabulary
# a key, its type (4: 32 bits, 10: 64 bits, both unsigned) and its value, little-endian
CONTEXT = re.compile(rb"\.context_length(?:\x04\x00\x00\x00(.{4})|\x0a\x00\x00\x00(.{8}))", re.DOTALL)


def longest(model: str) -> int | None:
    """The tokens of the longest context of a GGUF file or model folder.

    None for a hub id, for files that do not say it, and where a scaling of positions may extend it.
    """
    path = Path(model)
    if path.is_file():
        return _of_gguf(path)
    return _of_config(path / "config.json") if path.is_dir() else None


def _of_gguf(path: Path) -> int | None:
    with path.open("rb") as file:
        found = CONTEXT.search(file.read(HEAD_BYTES))
    return int.from_bytes(found[1] or found[2], "little") or None if found else None


def _of_config(path: Path) -> int | None:
    try:
        config: Any = json.loads(path.read_bytes())
        config = config.get("text_config") or config
        scaled, found = config.get("rope_scaling"), config.get("max_position_embeddings")
    except (OSError, ValueError, AttributeError):
        return None
    return found if isinstance(found, int) and found > 0 and not scaled else None
