"""The families of the suite logic-bench: one maker a module; none of them is in problem_banks."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .family import FAMILIES, Family

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["FAMILIES", "Family"]
