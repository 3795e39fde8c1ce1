"""Finds the weights of a student: a teacher's name stands for its weights, as a folder that transformers opens."""

from __future__ import annotations

from pathlib import Path

from verigen.sampling.watch import SilentWatch
from verigen.teachers import catalogue, convert, weights


def place(student: str) -> str:
    """The folder of a name of `verigen teachers`, fetched and converted once; another folder or hub id as it is.

    The weights are those of the catalogue's file, which are quantised to about 4 bits each. Raises TeacherError where
    they can't be fetched or converted.
    """
    if Path(student).is_dir() or student not in catalogue.entries():
        return student
    entry = catalogue.entries()[student]
    return str(convert.converted(weights.fetch(entry, SilentWatch()), entry.sha256))
