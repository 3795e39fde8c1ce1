"""The graders of several domains, each opened at its first use."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from verigen.core import boundary, domains, registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.core.parts import Grader, Verifier


class Graders:
    """A context manager that opens graders on demand and closes them at its end; `options` are the verifiers'."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._options = options or {}
        self._stack = ExitStack()
        self._open: dict[str, Grader] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def names(self) -> list[str]:
        return [grader.name for grader in self._open.values()]

    def of(self, domain: str) -> Grader:
        """The grader of the domain's default verifier."""
        if domain not in self._open:
            verifier: Verifier = registry.make(
                "verifier", domains.named(domain).default_verifier, self._options
            )
            self._open[domain] = self._stack.enter_context(boundary.opened(verifier, "verifier"))
        return self._open[domain]
