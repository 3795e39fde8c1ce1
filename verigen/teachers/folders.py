"""Finds the folder of a model that transformers opens: a name of `verigen teachers` stands for its weights."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core.errors import UnknownPart
from verigen.teachers import catalogue, convert, weights

if TYPE_CHECKING:
    from verigen.teachers.catalogue import CatalogueTeacher
    from verigen.teachers.weights import Watcher

LIKE = 0.7  # similarity from which on a word without a slash is a mistyped name


def place(model: str, watcher: Watcher) -> str:
    """The folder of a name of the catalogue, fetched and converted once; another folder or hub id as it is.

    The weights are those of the catalogue's file, which are quantised to about 4 bits each. Raises TeacherError where
    they can't be fetched or converted, UnknownPart for a mistyped name.
    """
    entry = named(model)
    if entry is None:
        return model
    return str(convert.converted(weights.fetch(entry, watcher), entry.sha256))


def named(model: str) -> CatalogueTeacher | None:
    """The entry that a name means, in any case and with or without -Instruct; None for a folder or hub id.

    Raises UnknownPart for a word that is nearly a name.
    """
    if "/" in model or Path(model).is_dir():
        return None
    by_name = {_short(entry.name): entry for entry in catalogue.entries().values()}
    if (found := by_name.get(_short(model))) is None and get_close_matches(
        _short(model), by_name, cutoff=LIKE
    ):
        raise UnknownPart("model", model, catalogue.entries())
    return found


def _short(name: str) -> str:
    return name.lower().removesuffix("-instruct")
