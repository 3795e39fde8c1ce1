"""The words of verigen: the values that pass between its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from verigen.core.turns import Turn

UNKNOWN_LICENCE = "NOASSERTION"
Outcome = Literal["correct", "incorrect", "unverified"]
Finish = Literal["stop", "length", "repetition", "error"]
Policy = Literal["train", "heldout_only"]
Style = Literal["thinking", "direct"]
Mode = Literal["function", "stdio"]
Fault = Literal[
    "runtime_error",
    "timeout",
    "memory",
    "output_limit",
    "no_result",
    "syntax_error",
    "sandbox_violation",
    "unsupported",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a problem comes from; `depth` counts the synthetic generations behind it (0: authored).

    `version`, `seed` and `parameters` are the mutator's: with the parent they make the problem again. `joins` are
    the families that it descends from beside its own.
    """

    bank: str
    licence: str
    parent: str | None = None
    mutator: str | None = None
    depth: int = 0
    policy: Policy = "train"
    version: str | None = None
    seed: int | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    joins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MathReference:
    """A final answer in LaTeX or plain maths.

    `tolerance` is a relative error, for problems that ask for an approximate answer; `options` are the
    texts behind the letters of a multiple choice; `solution` is a worked one, as its source writes it.
    """

    answer: str
    tolerance: float | None = None
    options: dict[str, str] | None = None
    solution: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """How an output is held against the expected one; `rel` and `abs` for the float kinds."""

    kind: Literal["exact", "float", "tokens", "lines", "float_tokens", "checker"] = "exact"
    rel: float = 1e-6
    abs: float = 1e-9
    checker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One call (`args`, `kwargs`) or one run (`stdin`) and what must come out.

    JSON has no tuples or sets: {"__tuple__": [...]}, {"__set__": [...]}, {"__dict__": [[k, v], ...]} stand
    for them in `args`, `kwargs` and `expected`.
    """

    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)
    stdin: str | None = None
    expected: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Which inputs a program must handle.

    `inputs` holds one spec an argument (one in all for stdio, its text), in the grammar of
    verigen.problems.harden.specs; `requires` is the source of a lambda over the arguments, for what binds them.
    """

    inputs: list[Any]
    requires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReference:
    """Tests of a program, and a solution that passes them."""

    mode: Mode
    tests: list[Test]
    entry_point: str | None = None
    compare: Compare = field(default_factory=Compare)
    solution: str | None = None
    time_limit_s: float = 2.0
    memory_mb: int = 512
    contract: Contract | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoReference:
    """Nobody says what is right: candidates can be voted on or judged, never proved. In JSON: {}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A question with a checkable reference; `family` is all that descends from one seed problem.

    `reference` is of the type that the domain of this name decodes to (parts.Domain.reference), or NoReference.
    """

    id: str
    domain: str
    prompt: str
    reference: object
    family: str
    source: Source
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rederivation:
    """What a second derivation of a new answer starts from, where it is more than the worked solution.

    `expression`: what the question asks the value of. `stated`: the result that the question itself gives.
    `alternatives`: two values of a number that the question leaves out; each must lead to another answer.
    `partner`: the id of the problem that was joined in.
    """

    expression: str | None = None
    stated: str | None = None
    alternatives: tuple[str, str] | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a mutator makes of a problem.

    `parameters` say what it chose, `joins` which other families came in, `again` how to derive the answer a second
    time.
    """

    prompt: str
    reference: object
    parameters: dict[str, str] = field(default_factory=dict)
    joins: tuple[str, ...] = ()
    again: Rederivation = field(default_factory=Rederivation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    role: Literal["system", "user", "assistant", "tool"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How a teacher draws; `max_tokens` bounds one completion, thinking included.

    `stop`: texts that end a completion and are no part of it. `thinking`: on or off for models that can do both,
    None leaves it to the model's template; `thinking_tokens` bounds the thinking alone. `logprobs` asks for a
    completion's mean log-probability. `repetition`: end a completion that goes round in circles. An engine that
    can't do one of these says so when it is asked for it (TeacherError); `repetition` it may leave out.
    """

    temperature: float = 0.7
    top_p: float = 0.95
    max_tokens: int = 1024
    stop: tuple[str, ...] = ()
    thinking: bool | None = None
    thinking_tokens: int | None = None
    logprobs: bool = False
    repetition: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What an engine returns for one request; token counts as the engine's tokenizer counts them.

    `logprob` is the mean natural log-probability of the tokens drawn, where it was asked for. `stop` is the stop
    text that ended it; None where it ended otherwise, or the engine does not say.
    """

    text: str
    finish: Finish
    prompt_tokens: int
    tokens: int
    logprob: float | None = None
    stop: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One completion, verbatim, with everything needed to draw it again. `seconds` is engine time."""

    id: str
    problem: str
    index: int
    text: str
    finish: Finish
    prompt_tokens: int
    tokens: int
    teacher: str
    revision: str
    sampling: Sampling
    seed: int
    seconds: float
    logprob: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A verifier's finding; `method` decided it, `reason` is a short word, `message` a sentence."""

    outcome: Outcome
    verifier: str
    method: str
    reason: str
    extracted: str | None = None
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A candidate with its problem and verdict; `turns` where its conversation had more than one."""

    problem: Problem
    candidate: Candidate
    verdict: Verdict
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One input of a program: what a Test holds, less what is expected."""

    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)
    stdin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a program may use: CPU seconds a call and in all, MiB of memory, bytes of output and files."""

    call_s: float = 2.0
    job_s: float = 20.0
    memory_mb: int = 512
    output_bytes: int = 1 << 20
    file_bytes: int = 16 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A program and its inputs. Expected outputs stay on the host.

    `args_after` asks for the arguments as the calls left them, for programs that work in place.
    """

    code: str
    mode: Mode
    calls: list[Call]
    entry_point: str | None = None
    limits: Limits = field(default_factory=Limits)
    args_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What one call gave: a plain value (in the JSON forms of verigen.core.values) or a fault.

    `stdout` is what a stdio program printed; `exception` is the type name of what the program raised, `bases`
    the names of that type's bases; `args_after` are its arguments afterwards, where the job asks for them.
    """

    value: Any = None
    stdout: str = ""
    exception: str | None = None
    bases: tuple[str, ...] = ()
    args_after: list[Any] | None = None
    fault: Fault | None = None
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """What a job gave, an Output a call in order; `fault` where the program failed before its first call.

    There are fewer outputs than calls where one of them ended the program: the last output holds the fault.
    `idle`: it ran out of time and had hardly run at all; it slept, or the machine did.
    """

    outputs: list[Output]
    fault: Fault | None = None
    message: str = ""
    seconds: float = 0.0
    idle: bool = False
