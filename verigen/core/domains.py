"""The domains by name, and what they offer."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from verigen.core import registry
from verigen.core.errors import UserError

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
    domain: Domain = registry.make("domain", name, style=style)
    return domain


def offered(name: str, kind: type[T], what: str) -> T:
    """The domain as what it offers; `what` says in words what it is needed for.

    Raises UserError where it does not offer that, with the names of those that do.
    """
    domain = named(name)
    if not isinstance(domain, kind):
        others = ", ".join(other for other, _ in offering(kind)) or "none"
        raise UserError(f"the domain {name} does not offer {what} (verigen.core.offers); {others} does")
    return domain


def offering(kind: type[T]) -> Iterator[tuple[str, T]]:
    """Every domain that offers this, by name."""
    return ((name, domain) for name, domain in every().items() if isinstance(domain, kind))


@cache
def every() -> Mapping[str, Domain]:
    """All domains by name, less those of other packages that don't load: they end no run that does without them."""
    found: dict[str, Domain] = {}
    for name in registry.names("domain"):
        try:
            found[name] = named(name)
        except Exception as error:  # noqa: BLE001 - whatever the import of somebody's package raises
            log.warning(
                "the domain %s is left out, it does not load: %s: %s", name, type(error).__name__, error
            )
    return found
