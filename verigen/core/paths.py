"""Paths of verigen's cache and of its shipped data."""

from __future__ import annotations

import os
from pathlib import Path

import verigen


def cache() -> Path:
    """The user's cache folder: $VERIGEN_CACHE, else $XDG_CACHE_HOME/verigen, else ~/.cache/verigen."""
    if own := os.environ.get("VERIGEN_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "verigen"


def data(name: str) -> Path:
    """The path of a folder or file that ships with verigen, both in an installed wheel and in a checkout."""
    package = Path(verigen.__file__).parent
    shipped = package / "_data" / name
    return shipped if shipped.exists() else package.parent / name
