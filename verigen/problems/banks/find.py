"""Finds the reader for the bank that a user names."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import boundary, domains, files, paths, problems, registry
from verigen.core.deadline import Apart
from verigen.core.errors import PartFailed, UnknownPart, UserError
from verigen.core.offers import OwnFolders, RefusedRow
from verigen.core.parts import Tolerant
from verigen.core.types import UNKNOWN_LICENCE, Policy, Problem
from verigen.core.unread import UnreadRow, strict
from verigen.problems.banks.live.bank import Live, ShippedBank, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeAlias

    from verigen.core.parts import Bank
    from verigen.core.unread import UnreadRows

    Reading: TypeAlias = Callable[[], Iterable[Problem | UnreadRow]]

FILES = (".jsonl", ".json", ".csv", ".tsv", ".parquet")


def entries() -> dict[str, ShippedBank]:
    return catalogue("problem_banks")


def entry(name: str) -> ShippedBank | None:
    """The shipped bank that a name means, with or without options (math-core:seed=7); None if there is none."""
    return entries().get(name.partition(":")[0])


def find(
    name: str,
    domain: str,
    *,
    licence: str | None,
    split: str,
    unanswered: bool = False,
    policy: Policy | None = None,
    columns: Mapping[str, str] | None = None,
) -> Bank:
    """Return the reader of the bank `name`.

    `name` is a shipped bank, fresh draws of one (math-core:variants=100,seed=7), a file, a folder
    in a layout that the domain knows (MATH's), a folder for `datasets`, a hub id, reasoning-gym:TASK, or READER:PATH for a registered reader with any PATH.

    A file may be compressed (.gz, .zst) or a pipe ("-" is stdin, read as JSON Lines). `columns` maps
    verigen's column names to those of a user's bank. `unanswered`: rows of a user's bank may lack an answer.
    `policy` replaces the policy of a well-known set. Raises UnknownPart with the nearest names, UserError if
    there is no such file.
    """
    if name in entries():
        return _shipped(entries()[name])
    if entry(name):
        return Live(path=name)
    path = Path(name)
    made = {
        "domain": domain,
        "licence": licence or UNKNOWN_LICENCE,
        "split": split,
        "unanswered": unanswered,
        "policy": policy,
        "columns": columns or {},
    }
    reader, _, place = name.partition(":")
    bank: Bank
    if name.startswith("reasoning-gym"):
        bank = registry.make("reader", "gym", {"path": name, **made})
    elif place and reader in registry.names("reader"):
        bank = registry.make("reader", reader, {"path": place, "name": Path(place).stem, **made})
    elif files.kind(path) in FILES:
        bank = registry.make("reader", "rows", {"path": _file(path), "name": files.stem(path), **made})
    elif layout := _layout(domain, path):
        bank = registry.make("reader", layout, {"path": path, "name": path.resolve().name, **made})
    elif path.is_dir() or name.count("/") == 1:
        place, _, config = name.partition(":")
        given = {"path": place, "name": Path(place).name, "config": config or None, **made}
        bank = registry.make("reader", "hub", given)
    else:
        raise UnknownPart("bank", name, entries())
    return bank


def _shipped(entry: ShippedBank) -> Bank:
    path = paths.data("problem_banks") / entry.file
    given = {"path": path, "name": entry.name, "domain": entry.domain, "licence": entry.licence}
    bank: Bank = registry.make("reader", entry.reader, given)
    return bank


def _file(path: Path) -> Path:
    if not (path.is_file() or files.piped(path)):
        raise UserError(
            f"no file {path}; a bank is a file, a hub id or one of: {', '.join(sorted(entries()))}"
        )
    return path


def _layout(domain: str, path: Path) -> str | None:
    """The reader of a folder whose layout the domain knows; None for any other place."""
    part = domains.named(domain)
    return part.folder_reader(path) if isinstance(part, OwnFolders) and path.is_dir() else None


def read(bank: Bank, name: str, unread: UnreadRows | None = None) -> Iterator[Problem]:
    """Yield a bank's problems.

    `unread` collects the rows that the reader can't read; without it the first one ends the reading. Raises
    PartFailed with the reader's name if the reader fails, does not give the next problem within its deadline,
    or yields something other than problems that can be stored. A UserError of the reader is passed on.
    """
    who = f"{boundary.label('reader', type(bank).__name__, bank)}, of {name},"
    source: Reading = bank.problems
    if unread is not None and isinstance(bank, Tolerant):
        source = partial(_told, bank, name)
    found = (_contained if boundary.outside(bank) else _called)(bank, who, source)
    return strict(found) if unread is None else unread.kept(found)


def _told(bank: Tolerant, name: str) -> Iterator[Problem | UnreadRow]:
    """What a reader gives, with the rows that a domain can't convert as unread ones."""
    for each in bank.all():
        if isinstance(each, RefusedRow):
            yield UnreadRow(place=f"{name}, {each.id}", reason=each.reason)
        else:
            yield each


def _called(_: Bank, who: str, source: Reading) -> Iterator[Problem | UnreadRow]:
    found = boundary.attempt(who, lambda: iter(source()))
    while (problem := boundary.attempt(who, lambda: next(found, None))) is not None:
        yield problem


def _contained(bank: Bank, who: str, source: Reading) -> Iterator[Problem | UnreadRow]:
    """What another package's reader gives: checked, and each within the reader's deadline.

    The reader runs in a thread of its own.
    """
    thread = Apart()
    ask = partial(
        boundary.attempt,
        who,
        seconds=boundary.deadline_of(bank, default=boundary.OPEN_S),
        thread=thread,
    )
    try:
        found = ask(lambda: iter(source()))
        while (each := ask(lambda: next(found, None))) is not None:
            try:
                yield each if isinstance(each, UnreadRow) else _sound(who, each)
            except GeneratorExit:  # nobody needs the rest
                ask(getattr(found, "close", lambda: None))
                raise
    finally:
        thread.close()


def _sound(who: str, problem: object) -> Problem:
    """The problem, if it is one that can be stored. Raises PartFailed."""
    found = boundary.typed(who, problem, Problem)
    kept = boundary.attempt(f"{who} gave a problem that can't be kept: it", partial(_kept, found))
    if kept != found:
        raise PartFailed(f"{who} gave a problem that reads otherwise once it is written", "wrong type")
    return found


def _kept(problem: Problem) -> Problem:
    return problems.decode(problems.encode(problem))


def unique(bank: Bank, name: str, unread: UnreadRows | None = None) -> Iterator[Problem]:
    """Yield the problems.

    Raises UserError for a bank without rows and, without `unread`, for a row that can't be read or an id that
    occurs twice.
    """
    places: dict[str, int] = {}
    for place, problem in enumerate(read(bank, name, unread), 1):
        if problem.id not in places:
            places[problem.id] = place
            yield problem
            continue
        again = f"id {problem.id!r} comes twice, as problem {places[problem.id]} and {place}; ids must differ"
        if unread is None:
            raise UserError(f"{name}: {again}")
        unread.add(UnreadRow(place=name, reason=again))
    if not places:
        raise UserError(f"{name} holds no problems")
