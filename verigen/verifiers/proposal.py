"""Reads a proposed program with its inputs from a reply. Nothing of it runs."""

from __future__ import annotations

import ast
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core.errors import ReferenceFault
from verigen.core.forms import NotAValue
from verigen.core.literals import plain
from verigen.core.types import NoReference, Verdict
from verigen.core.values import canonical
from verigen.domains.propose.reference import ProposeReference
from verigen.verifiers.extract_code import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.types import Candidate, Outcome, Problem

VERSION = "proposal/1"
MOST_INPUTS, LEAST_INPUTS = 16, 3
LONGEST = 4000  # characters of a program
NAME = "f"
DEFINED = re.compile(rf"^def {NAME}\(", re.MULTILINE)


class Proposed(NamedTuple):
    """The program, and lists of arguments in the JSON forms of verigen.core.forms."""

    code: str
    inputs: list[list[Any]]


class NoProposal(ValueError):  # noqa: N818 - reads as the finding it is
    """Why a text is no proposal, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalForm:
    """The verifier of the form of proposals."""

    name: str = VERSION
    needs_reference = True

    @contextmanager
    def open(self) -> Iterator[ProposalForm]:
        yield self

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault for a problem that asks for no proposal."""
        if not isinstance(problem.reference, ProposeReference):
            raise ReferenceFault(f"{problem.id} asks for no proposal")

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        """Never raises for what a candidate says."""
        if isinstance(problem.reference, NoReference):
            return _verdict("unverified", "no_reference", None, "the problem asks for no proposal")
        try:
            found = proposed(candidate.text)
        except NoProposal as error:
            return _verdict("incorrect", "no_proposal", None, str(error))
        return _verdict("correct", "read", f"{len(found.inputs)} inputs")


def proposed(text: str) -> Proposed:
    """The last Python block that defines `f` and a list `inputs` of argument tuples, or both in blocks of their own.

    Raises NoProposal.
    """
    told = [block.code for block in blocks(text) if block.language in {"python", "py", ""}]
    found = [code for code in told if "inputs" in code]
    if not found:
        raise NoProposal("no program" if not told else "no function f or no inputs")
    whole = found[-1] if DEFINED.search(found[-1]) else "\n".join(told)
    tree = _parsed(whole)
    inputs = next(
        (node.value for node in tree.body if isinstance(node, ast.Assign) and _is_inputs(node)), None
    )
    kept = [node for node in tree.body if not _is_inputs(node)]
    if inputs is None or not any(isinstance(node, ast.FunctionDef) and node.name == NAME for node in kept):
        raise NoProposal("no function f or no inputs")
    return Proposed(ast.unparse(ast.Module(body=kept, type_ignores=[])) + "\n", _inputs(inputs))


def _parsed(code: str) -> ast.Module:
    if len(code) > LONGEST:
        raise NoProposal("too long")
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NoProposal("syntax error") from error


def _is_inputs(node: ast.stmt) -> bool:
    target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
    return isinstance(target, ast.Name) and target.id == "inputs"


def _inputs(node: ast.expr) -> list[list[Any]]:
    """Different lists of arguments; an element that is no tuple is one argument."""
    try:
        given = ast.literal_eval(node)
        rows = [[plain(part) for part in (each if isinstance(each, tuple) else (each,))] for each in given]
        different = {canonical(row): row for row in rows}
    except (ValueError, TypeError, MemoryError, RecursionError, NotAValue) as error:
        raise NoProposal("unreadable inputs") from error
    if len(different) < LEAST_INPUTS:
        raise NoProposal("too few inputs")
    return list(different.values())[:MOST_INPUTS]


def _verdict(outcome: Outcome, reason: str, extracted: str | None, message: str = "") -> Verdict:
    return Verdict(
        outcome=outcome, verifier=VERSION, method="form", reason=reason, extracted=extracted, message=message
    )
