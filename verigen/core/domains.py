"""The domains by name, and what they offer."""

from __future__ import annotations

import logging
import sys
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from verigen.core import registry
from verigen.core.errors import UserError, VerigenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verigen.core.parts import Domain
    from verigen.core.types import Style

T = TypeVar("T")
log = logging.getLogger(__name__)


@cache
def named(name: str) -> Domain:
    """A domain with its defaults, made once. Raises UnknownPart with the nearest names."""
    return made(name)


def made(name: str, *, style: Style = "thinking") -> Domain:
    """A domain that asks in this style."""
    domain: Domain = registry.make("domain", name, {"style": style})
    return domain


def offered(name: str, kind: type[T], what: str) -> T:
    """The domain as what it offers; `what` says in words what it is needed for.

    Raises UserError where it does not offer that, with the names of those that do.
    """
    domain = named(name)
    if not isinstance(domain, kind):
        others = ", ".join(other for other, _ in offering(kind)) or "none"
        raise UserError(
            f"the domain {name} does not offer {what} (see verigen.core.offers); these do: {others}"
        )
    return domain


def offering(kind: type[T]) -> Iterator[tuple[str, T]]:
    """Every domain that offers this, by name."""
    return ((name, domain) for name, domain in every().items() if isinstance(domain, kind))


def every() -> Mapping[str, Domain]:
    """All domains by name, less those of other packages that don't load: they end no run that does without them."""
    return _every(tuple(sys.path))


@cache
def _every(path: tuple[str, ...]) -> Mapping[str, Domain]:  # noqa: ARG001 - what is installed hangs on it
    found: dict[str, Domain] = {}
    for name in registry.names("domain"):
        try:
            found[name] = named(name)
        except VerigenError as error:
            log.warning("%s; it is left out", error)
    return found
