"""The families of the bank logic-core: one maker of puzzles a module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from .family import FAMILIES, Family

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["FAMILIES", "Family"]
