"""The held-out suites that come with verigen, and files of the user's in their place."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from verigen.core import domains, paths
from verigen.core.errors import UnknownPart, UserError
from verigen.problems.banks.find import FILES
from verigen.problems.banks.live.bank import ShippedBank, catalogue


class Suite(NamedTuple):
    """`bank` is what a reader is asked for: a file, a folder or a hub id."""

    name: str
    bank: str
    domain: str


def entries() -> dict[str, ShippedBank]:
    return catalogue("benchmarks/suites")


def find(name: str | None, domain: str | None) -> Suite:
    """A suite of ours by name, fresh draws of its families (math-bench:seed=9), or ours for the domain; else a file,
    folder or hub id, whose domain must be said.

    Raises UserError or UnknownPart that says what there is.
    """
    if name is None:
        name = _ours(domain)
    if entry := entries().get(name.partition(":")[0]):
        if domain not in {None, entry.domain}:
            raise UserError(f"suite {name} is of the domain {entry.domain}, not {domain}; leave --domain out")
        file = str(paths.data("benchmarks/suites") / entry.file)
        return Suite(name, f"live:{name}" if ":" in name else file, entry.domain)
    if not (Path(name).suffix.lower() in FILES or Path(name).is_dir() or name.count("/") == 1):
        raise UnknownPart("suite", name, entries())
    if domain is None:
        raise UserError(f"say what {name} holds: --domain with one of {', '.join(domains.every())}")
    return Suite(Path(name.partition(":")[0]).stem, name, domain)


def _ours(domain: str | None) -> str:
    found = domains.named(domain).default_suite if domain else ""
    if not found:
        raise UserError(f"say what to run: --suite with one of {', '.join(entries())} or a file, or --domain")
    return found
