"""Changes coefficients in a symbolic problem that SymPy solves correctly, and solves it with SymPy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, isqrt
from typing import TYPE_CHECKING, Any, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import matrix_tasks, trig_draws
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse
from verigen.problems.mutate.mutators.story import literal
from verigen.problems.mutate.mutators.symbolic_tasks import TASKS, put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.symbolic_tasks import SymbolicTask

# exponents, indices and the degrees of roots stay: they determine the kind of problem
COEFFICIENT = re.compile(
    r"(?<![\d(,\[])\d{1,3}(?:,\d{3})+(?![\d,)\]])|[\^_]\{[^{}]*\}|[\^_]\d|\[\d+\]|\d+(?:\.\d+)?(?!\d|\.\d)"
)
MATH = re.compile(r"(?:\$+|\\\[)(.*?)(?:\$+|\\\])", re.DOTALL)
ROOT = re.compile(r"\\sqrt\{?(\d+)\}?")
FRACTION = re.compile(r"\\[dtc]?frac\{(\d+)\}\{(\d+)\}")
UNIT = re.compile(r"\^\{?\\circ\}?$|\\?%$|_\{?\d+\}?$")
UNSOLVED = (
    TypeError, ValueError, ZeroDivisionError, NotImplementedError, AttributeError, RecursionError, KeyError, OverflowError,
    IndexError,
)  # fmt: skip
NEAR = 1e-9
LARGEST = 10**30
TRIVIAL = (0, 1)  # a common divisor of 1 or a remainder of 0 makes another exercise
SMALL = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    domain = "math"

    @property
    def version(self) -> str:
        return "2"

    @property
    def effect(self) -> Literal["changes"]:
        return "changes"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        reference = problem.reference
        if not isinstance(reference, MathReference):
            raise Refused("not a math problem")
        core, unit = _core(reference.answer)
        task, match, answer = recognise(problem.prompt, core)
        random = rng(seed, "coefficients", problem.id)
        seen, look = {problem.prompt}, _look(problem.prompt)
        failed = 0
        while failed < task.tries:
            near: dict[str, str] = {}
            given = {name: text for name, text in match.groupdict().items() if text is not None}
            parts = _parts(task, given, near, random)
            prompt = _with(problem.prompt, match, parts)
            fits = prompt not in seen and _look(prompt) == look
            found = _answered(task, parts, answer, decimal="." in core) if fits else None
            failed = failed + 1 if found is None else 0
            if found is not None:
                seen.add(prompt)
                expression = _expression(task, parts, _with(match[0], match, parts, match.start()))
                named = {} if expression is None else {"expression": expression}
                yield Change(
                    prompt=prompt,
                    reference=MathReference(answer=found + unit),
                    parameters={"task": task.name, **named},
                    again=Rederivation(expression=expression and expression + unit),
                )
        if len(seen) == 1:
            raise Refused(
                "no other numbers fit",
                f"none of {task.tries} draws of coefficients keeps the kind of the answer",
            )


def recognise(prompt: str, reference: str) -> tuple[SymbolicTask, re.Match[str], Any]:
    """The task, its place in the prompt, and its answer.

    Raises Refused if SymPy's answer is not the reference.
    """
    for task in TASKS:
        match = task.pattern.search(prompt)
        if match is None:
            continue
        try:
            answer = _solve(task, match.groupdict())
        except Refused:
            continue
        if _same(answer, reference) and _confirmed(task, match.groupdict(), answer):
            return task, match, answer
    raise Refused("no symbolic task", "no known task is found whose answer by SymPy is the problem's own")


def _solve(task: SymbolicTask, parts: dict[str, str]) -> Any:
    try:
        return task.solve(_present(parts))
    except UNSOLVED as error:
        raise Refused("LaTeX that is not understood", str(error)) from None


def _present(parts: dict[str, str]) -> dict[str, str]:
    """The groups that took part in the match."""
    return {name: text for name, text in parts.items() if text is not None}


def _matrix(answer: Any, reference: str) -> bool:
    import sympy

    written = matrix_tasks.MATRIX.fullmatch(reference.strip())
    return written is not None and sympy.Matrix(matrix_tasks.rows(written["rows"])) == sympy.Matrix(answer)


def _pair(answer: Any, reference: str) -> bool:
    """Whether a point is the reference's, in brackets."""
    import sympy

    inside = re.fullmatch(r"\s*\$?\s*(?:\\left)?\((.*?)(?:\\right)?\)\s*\$?\s*", reference)
    if inside is None or inside[1].count(",") != len(answer) - 1:
        return False
    try:
        pieces = [parse(piece) for piece in inside[1].split(",")]
    except Refused:
        return False
    return all(sympy.simplify(one - other) == 0 for one, other in zip(pieces, answer, strict=True))


def _confirmed(task: SymbolicTask, parts: dict[str, str], answer: Any) -> bool:
    """Whether the task's second way, if it has one, comes to the same answer."""
    if task.again is None:
        return True
    try:
        return _close(answer, task.again(_present(parts)))
    except (*UNSOLVED, Refused):
        return False


def _close(answer: Any, other: Any) -> bool:
    import sympy

    if isinstance(answer, sympy.Tuple | sympy.FiniteSet):
        return len(answer) == len(other) and all(
            _close(one, two)
            for one, two in zip(
                sorted(answer, key=float) if isinstance(answer, sympy.FiniteSet) else answer,
                sorted(other, key=float) if isinstance(answer, sympy.FiniteSet) else other,
                strict=True,
            )
        )
    if answer.is_Matrix:
        return bool(answer == sympy.ImmutableMatrix(other))
    if isinstance(other, float | complex):
        near = complex(answer.evalf(20))
        return abs(near - other) <= NEAR * max(1.0, abs(near))
    return bool(sympy.simplify(answer - other) == 0)


def _core(answer: str) -> tuple[str, str]:
    """An answer without the sign of degrees, percent or the base behind it, and that sign."""
    match = UNIT.search(answer)
    core, unit = (answer[: match.start()], match[0]) if match else (answer, "")
    return core.replace(",\\!", "").strip(), unit


def _same(answer: Any, reference: str) -> bool:
    import sympy

    if isinstance(answer, sympy.Tuple):
        return _pair(answer, reference)
    if answer.is_Matrix:
        return _matrix(answer, reference)
    if isinstance(answer, sympy.FiniteSet):
        listed = reference.replace("\\{", "").replace("\\}", "").strip("$ ")
        try:
            return bool(
                sympy.FiniteSet(*(sympy.simplify(parse(piece)) for piece in listed.split(","))) == answer
            )
        except Refused:
            return False
    try:
        return bool(sympy.simplify(parse(reference) - answer) == 0)
    except Refused:
        return False


def _parts(task: SymbolicTask, given: dict[str, str], near: dict[str, str], random: Random) -> dict[str, str]:
    """Other texts for the groups of a task."""
    if task.draw is not None:
        return task.draw(given, random)
    return {name: _drawn(name, text, near, random) for name, text in given.items()}


def _drawn(name: str, text: str, near: dict[str, str], random: Random) -> str:
    """Draw each coefficient near the old one, equal ones alike: 0 and 1 stay, and none becomes 0 or 1."""
    if name in {"v", "n", "n2", "v2", "v3"}:
        return text
    if (other := trig_draws.arc(text, random)) is not None:
        return other
    if "\\circ" in text:
        return trig_draws.ANGLE.sub(lambda match: _tied(match[0], near, random, trig_draws.angle), text)
    return _coefficients(text, near, random)


def _coefficients(text: str, near: dict[str, str], random: Random) -> str:
    return COEFFICIENT.sub(lambda match: _tied(match[0], near, random), text)


def _tied(
    old: str, near: dict[str, str], random: Random, draw: Callable[[str, Random], str] | None = None
) -> str:
    if not old[0].isdigit():
        return old
    if old not in near:
        near[old] = (draw or _near)(old, random)
    return near[old]


def _look(text: str) -> tuple[bool, bool]:
    """Whether a text has a fraction that can be reduced, and the root of a square: what an exercise has for a reason."""
    reducible = any(gcd(int(top), int(bottom)) > 1 for top, bottom in FRACTION.findall(text))
    return reducible, any(isqrt(int(each)) ** 2 == int(each) for each in ROOT.findall(text))


def _expression(task: SymbolicTask, parts: dict[str, str], text: str) -> str | None:
    """An expression equal to the answer, for a second derivation; None if there is no such expression."""
    if task.name in {"value", "value of a function"}:
        return put(parts["e"], parts["v"], parts["a"])
    if task.name in {"expression", "integral", "limit"}:
        found = MATH.search(text)
        return found[1].strip().rstrip(".?,") if found else None
    return None


def _near(old: str, random: Random) -> str:
    if "," in old:  # 12,000
        return f"{int(_near(old.replace(',', ''), random)):,}"
    if "." in old:
        places = len(old.partition(".")[2])
        scaled = int(old.replace(".", ""))
        new = random.randint(max(1, scaled // 2), 2 * scaled)
        return f"{new // 10**places}.{new % 10**places:0{places}d}" if new % 10 else old
    value = int(old)
    if value < 2 or value > LARGEST:
        return old
    return str(random.randint(2, SMALL) if value <= SMALL else random.randint(max(2, value // 2), 2 * value))


def _with(prompt: str, match: re.Match[str], parts: dict[str, str], start: int = 0) -> str:
    """The text with its parts replaced; the text begins at offset `start` of the match."""
    pieces, at = [], 0
    for name in sorted((each for each in parts if parts[each] != match[each]), key=match.start):
        pieces += [prompt[at : match.start(name) - start], parts[name]]
        at = match.end(name) - start
    return "".join([*pieces, prompt[at:]])


def _answered(task: SymbolicTask, parts: dict[str, str], original: Any, *, decimal: bool) -> str | None:
    """The new answer in LaTeX.

    None unless it is of the original's kind, different from it, and not much longer.
    """
    try:
        found = _solve(task, parts)
    except Refused:
        return None
    if found == original or _kind(found) != _kind(original) or (found in TRIVIAL and original not in TRIVIAL):
        return None
    if _too_large(found) or not _confirmed(task, parts, found):
        return None
    text = literal(Fraction(int(found.p), int(found.q))) if decimal and found.is_Rational else tex(found)
    if decimal and ("/" in text or "." not in text):
        return None
    return text if len(text) <= 2 * len(tex(original)) + 4 else None


def _too_large(value: Any) -> bool:
    import sympy

    return any(
        abs(each.p) > LARGEST or each.q > LARGEST for each in sympy.sympify(value).atoms(sympy.Rational)
    )


def _kind(value: Any) -> tuple[object, ...]:
    import sympy

    if isinstance(value, sympy.Tuple):
        return ("point", *map(_kind, value))
    if value.is_Matrix:
        return ("matrix", value.shape, all(each.is_integer for each in value))

    if isinstance(value, sympy.FiniteSet):
        return ("set", len(value), *sorted(_kind(each) for each in value))
    if value.free_symbols:
        return (
            "expression",
            sympy.degree(value) if value.is_polynomial() and len(value.free_symbols) == 1 else -1,
        )
    return (
        bool(value.atoms(sympy.Function)),
        value.has(sympy.pi),
        tuple(sorted({each.exp.q for each in value.atoms(sympy.Pow) if each.exp.is_Rational})),
        bool(value.is_integer),
        bool(value.is_rational),
        bool(value.is_real),
        len(sympy.Add.make_args(value)),
    )


def tex(value: Any) -> str:
    import sympy

    if value.is_Matrix:
        lines = " \\\\ ".join(" & ".join(tex(each) for each in value.row(at)) for at in range(value.rows))
        return f"\\begin{{pmatrix}} {lines} \\end{{pmatrix}}"
    if isinstance(value, sympy.Tuple):
        return f"({', '.join(map(tex, value))})"
    if isinstance(value, sympy.FiniteSet):
        items = ", ".join(tex(each) for each in sorted(value, key=float))
        return items if len(value) == 1 else f"\\{{{items}\\}}"
    return re.sub(r"(?<=\d) (?=[a-z(])", "", str(sympy.latex(value)))
