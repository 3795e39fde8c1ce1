"""Looks up domains by name and by the optional protocols that they offer."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from verigen.core import registry
from verigen.core.errors import UserError, VerigenError
from verigen.core.offers import Adopts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verigen.core.parts import Domain
    from verigen.core.types import Problem, Style

T = TypeVar("T")
log = logging.getLogger(__name__)


@cache
def named(name: str) -> Domain:
    """The domain with its default options, created once. Raises UnknownPart with the nearest names."""
    return made(name)


def made(name: str, *, style: Style = "thinking", critic: str | None = None) -> Domain:
    """A new domain object with this prompt style and this critic. Raises UserError for a critic that it lacks."""
    given: dict[str, str] = {"style": style}
    if critic is not None:
        known = getattr(registry.load("domain", name), "critics", ())
        if critic not in known:
            which = (
                f"its critics: {', '.join(known)}"
                if known
                else "it has no tries; see code-repair and math-repair"
            )
            raise UserError(f"the domain {name} has no critic {critic}; {which}")
        given["critic"] = critic
    domain: Domain = registry.make("domain", name, given)
    return domain


def offered(name: str, kind: type[T], what: str) -> T:
    """The domain, typed as the optional protocol `kind`.

    `what` describes the need in words, for the error message. Raises UserError that names the domains with
    this protocol if this one lacks it.
    """
    domain = named(name)
    if not isinstance(domain, kind):
        others = ", ".join(other for other, _ in offering(kind)) or "none"
        raise UserError(
            f"the domain {name} does not offer {what} (see verigen.core.offers); these do: {others}"
        )
    return domain


def takes(name: str, other: str) -> bool:
    """Whether the domain `name` takes problems of the domain `other`."""
    domain = named(name)
    return other == name or (isinstance(domain, Adopts) and domain.adopts == other)


def adopted(problem: Problem, name: str) -> Problem:
    """The problem as one of the domain `name`, if that domain takes it; else unchanged."""
    if problem.domain == name or not takes(name, problem.domain):
        return problem
    return replace(problem, domain=name)


def offering(kind: type[T]) -> Iterator[tuple[str, T]]:
    """Name and object of every domain that has this optional protocol."""
    return ((name, domain) for name, domain in every().items() if isinstance(domain, kind))


def every() -> Mapping[str, Domain]:
    """All domains by name.

    Domains of other packages that do not load are left out with a warning: a run that does not use them goes
    on.
    """
    return _every(tuple(sys.path))


@cache
def _every(path: tuple[str, ...]) -> Mapping[str, Domain]:  # noqa: ARG001 - cache key: decides what is installed
    found: dict[str, Domain] = {}
    for name in registry.names("domain"):
        try:
            found[name] = named(name)
        except VerigenError as error:
            log.warning("%s; it is left out", error)
    return found
