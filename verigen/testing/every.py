"""Laws of parts of every kind: frozen options, equality, a stable repr and pickling."""

from __future__ import annotations

import pickle
import re
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from verigen.core import registry
from verigen.testing.law import LawBroken, hold

if TYPE_CHECKING:
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def of_its_kind(kind: str) -> Law:
    """The law that a part has all members that verigen.core.parts requires of its kind."""

    def it_has_what_its_kind_needs(part: Any, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
        lacking = sorted(registry.wanted(kind) - set(dir(part)))
        hold(not lacking, f"{type(part).__name__} has no {', '.join(lacking)}")

    return it_has_what_its_kind_needs


def its_options_are_the_fields_of_a_frozen_dataclass(part: Any, sample: Sample) -> None:  # noqa: ARG001
    hold(is_dataclass(part), f"{type(part).__name__} is no dataclass")
    for field in fields(part)[:1]:
        try:
            setattr(part, field.name, getattr(part, field.name))
        except FrozenInstanceError:
            return
        raise LawBroken(f"{type(part).__name__}.{field.name} can be set: make it frozen")


def two_that_are_made_alike_are_equal(part: Any, sample: Sample) -> None:  # noqa: ARG001
    hold(replace(part) == part, f"a copy of {part!r} is not equal to it")


def what_it_says_of_itself_is_the_same_in_every_run(part: Any, sample: Sample) -> None:  # noqa: ARG001
    """The manifest of a run contains the part's repr."""
    hold(not ADDRESS.search(repr(part)), f"{part!r} holds an address of memory")


def it_can_be_sent_to_another_process(part: Any, sample: Sample) -> None:  # noqa: ARG001
    hold(pickle.loads(pickle.dumps(part)) == part, f"{part!r} is another one after pickling")  # noqa: S301 - our own bytes


LAWS: tuple[Law, ...] = (
    its_options_are_the_fields_of_a_frozen_dataclass,
    two_that_are_made_alike_are_equal,
    what_it_says_of_itself_is_the_same_in_every_run,
    it_can_be_sent_to_another_process,
)
