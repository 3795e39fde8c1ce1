"""Grades a file of candidates into a file of verdicts in the same order; continues an interrupted call."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import shutil
import sys
import tempfile
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from verigen.core import boundary, domains, files, jsonl, problems, registry
from verigen.core.errors import ReferenceFault, UserError
from verigen.core.offers import FinalAnswers
from verigen.core.types import Outcome, Problem, Source
from verigen.executors import environment
from verigen.grading.judge import second
from verigen.problems import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from verigen.core.parts import Grader, Verifier
    from verigen.core.types import Verdict

log = logging.getLogger(__name__)
STDOUT = ("-", "/dev/stdout")
WINDOW = 64  # candidates in flight per job
SOURCE = Source(bank="verify", licence="NOASSERTION")


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateRow:
    """A row of a candidate file; it names a problem, or has its own reference."""

    id: str
    text: str
    problem: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """A row of a verdict file."""

    id: str
    problem: str
    outcome: Outcome
    verifier: str
    method: str
    reason: str
    message: str
    extracted: str | None
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOrder:
    """Files and how to grade them; without `problems`, each candidate has its own reference of the `domain`.

    `verifier`: None means the domain's default. `fallback`: the judge model behind the verifier.
    """

    problems: Path | None
    candidates: Path
    output: Path
    executor: str
    jobs: int
    domain: str = "math"
    verifier: str | None = None
    fallback: str | None = None


def verify(order: VerifyOrder, told: Callable[[Verdict], None]) -> int:
    """Grade every candidate and return their number; `told` is called with each verdict.

    Verdicts are collected in a hidden file beside the output and renamed when complete; the same call
    continues an interrupted one. Raises UserError with file:line for bad input, before anything is written.
    """
    known = read_problems(order.problems) if order.problems else {}
    kinds = {p.domain for p in known.values()} or {order.domain}
    with contextlib.ExitStack() as stack:
        graders = {domain: stack.enter_context(_open(domain, order)) for domain in sorted(kinds)}
        _check_references(order, known, graders)
        count = _check_candidates(order, known, graders)
        _grade_all(order, known, graders, told)
    return count


def read_problems(path: Path) -> dict[str, Problem]:
    """The file's problems by id. Raises UserError with file:line for an invalid row or a repeated id."""
    found: dict[str, Problem] = {}
    for number, line in jsonl.lines(path):
        try:
            problem = problems.decode(line, id_=f"{path.stem}/{number}", source=SOURCE)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise UserError(f"{path}:{number}: {error}") from error
        if problem.id in found:
            raise UserError(f"{path}:{number}: problem {problem.id!r} comes twice")
        found[problem.id] = problem
    return found


def _open(domain: str, order: VerifyOrder) -> contextlib.AbstractContextManager[Grader]:
    name = domains.named(domain).default_verifier
    verifier: Verifier = registry.make("verifier", name, {"executor": order.executor, "jobs": order.jobs})
    return boundary.opened(second.behind(verifier, order.fallback), "verifier")


def _check_references(order: VerifyOrder, known: dict[str, Problem], graders: dict[str, Grader]) -> None:
    """Check every reference; the file's non-blank lines are the known problems in order."""
    if order.problems:
        for (number, _), problem in zip(jsonl.lines(order.problems), known.values(), strict=True):
            _check_reference(problem, f"{order.problems}:{number}", graders)


def _check_reference(problem: Problem, where: str, graders: dict[str, Grader]) -> None:
    try:
        graders[problem.domain].check(problem)
    except ReferenceFault as error:
        raise ReferenceFault(f"{where}: {error}") from error


def _check_candidates(order: VerifyOrder, known: dict[str, Problem], graders: dict[str, Grader]) -> int:
    count, seen = 0, set[str]()
    for number, row in jsonl.read(order.candidates, CandidateRow):
        where = f"{order.candidates}:{number}"
        if order.problems and row.problem not in known:
            raise UserError(
                f"{where}: candidate {row.id!r} is of problem {row.problem!r}, which {order.problems} lacks"
            )
        if not order.problems and row.reference is None:
            raise UserError(f"{where}: candidate {row.id!r} has no `reference`, and there is no --problems")
        if row.reference is not None and not order.problems and row.reference not in seen:
            seen.add(row.reference)
            _check_reference(problem_of(row, known, order.domain), where, graders)
        count += 1
    return count


def problem_of(row: CandidateRow, known: dict[str, Problem], domain: str = "math") -> Problem:
    """The problem that a candidate answers: a known one, or one made from the candidate's own reference.

    Raises UserError for a domain whose references are more than an answer.
    """
    if row.problem in known:
        return known[row.problem]
    return Problem(
        id=row.problem or row.id,
        domain=domain,
        prompt="",
        reference=domains.offered(domain, FinalAnswers, "references that are an answer").answered(
            row.reference or ""
        ),
        family=row.problem or row.id,
        source=SOURCE,
    )


def _grade_all(
    order: VerifyOrder,
    known: dict[str, Problem],
    graders: dict[str, Grader],
    told: Callable[[Verdict], None],
) -> None:
    passing = str(order.output) in STDOUT or files.piped(order.output)
    place = Path(tempfile.mkdtemp(prefix="verigen-")) / "verdicts" if passing else order.output
    partial = place.with_name(f".{place.name}.{_fingerprint(order, graders)}.partial")
    rows = (row for _, row in jsonl.read(order.candidates, CandidateRow))
    with jsonl.storage(partial):
        place.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("a+b") as file:
            for _ in range(_kept(file)):
                next(rows)
            for graded in _in_order(rows, known, graders, order):
                file.write(jsonl.encode(graded[0]))
                told(graded[1])
        if passing:
            _pass_on(partial, order.output)
            shutil.rmtree(place.parent)
        else:
            partial.replace(place)


def _pass_on(made: Path, output: Path) -> None:
    """Copy the verdicts into a pipe, a device, or stdout ("-")."""
    with made.open("rb") as file:
        if str(output) in STDOUT:
            sys.stdout.flush()
            shutil.copyfileobj(file, sys.stdout.buffer)
        else:
            with output.open("wb") as target:
                shutil.copyfileobj(file, target)


def _kept(file: BinaryIO) -> int:
    """The number of complete lines from an interrupted call; removes a torn last line."""
    file.seek(0)
    count = end = 0
    for line in file:
        if line.endswith(b"\n"):
            count, end = count + 1, end + len(line)
    file.truncate(end)
    return count


def _in_order(
    rows: Iterator[CandidateRow], known: dict[str, Problem], graders: dict[str, Grader], order: VerifyOrder
) -> Iterator[tuple[VerdictRow, Verdict]]:
    """Grade in `order.jobs` threads and yield in file order; a bounded number of rows is graded ahead of a slow one."""
    waiting: deque[tuple[CandidateRow, Problem, Future[Verdict]]] = deque()
    with ThreadPoolExecutor(order.jobs, thread_name_prefix="verify") as threads:
        for row in rows:
            problem = problem_of(row, known, order.domain)
            job = threads.submit(
                boundary.grade, graders[problem.domain], problem, validate.bare(row.id, problem, row.text)
            )
            waiting.append((row, problem, job))
            if len(waiting) >= WINDOW * order.jobs:
                yield _graded(*waiting.popleft())
        while waiting:
            yield _graded(*waiting.popleft())


def _graded(row: CandidateRow, problem: Problem, job: Future[Verdict]) -> tuple[VerdictRow, Verdict]:
    verdict = job.result()
    return VerdictRow(id=row.id, problem=problem.id, **asdict(verdict)), verdict


def _fingerprint(order: VerifyOrder, graders: dict[str, Grader]) -> str:
    """A hash of the inputs and the verifiers; a call continues an earlier one with the same hash."""
    settings = [(domain, grader.name, order.executor) for domain, grader in graders.items()]
    digest = hashlib.sha256(repr((settings, environment.chosen())).encode())
    for path in (order.problems, order.candidates):
        if path is not None:
            with files.opened(path) as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
