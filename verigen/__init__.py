"""verigen makes verified training data for reasoning models: sample, grade, keep what was proved.

What it offers in Python stands in verigen.api, imported when it is first used: `verigen --help` loads click alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verigen.api import *  # noqa: F403 - what __getattr__ finds

__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    if not name.startswith("_") and name != "api":
        api = import_module("verigen.api")
        if name in api.__all__:
            return getattr(api, name)
    raise AttributeError(f"module 'verigen' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *import_module("verigen.api").__all__})
