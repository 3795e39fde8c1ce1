"""The data types that pass between parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

UNKNOWN_LICENCE = "NOASSERTION"
Outcome = Literal["correct", "incorrect", "unverified"]
# "context": the conversation outgrew the teacher's context, which is nobody's mistake
Finish = Literal["stop", "length", "repetition", "context", "error"]
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

    `version`, `seed` and `parameters` are the mutator's: together with the parent they reproduce the problem.
    `joins` are further families that the problem descends from.
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
class NoReference:
    """No reference is known: candidates can be voted on or judged, never proved. In JSON: {}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A question with a checkable reference; `family` names the seed problem that it descends from.

    `reference` has the type that the domain named `domain` decodes to (parts.Domain.reference), or
    NoReference.
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
    """Inputs for a second derivation of a new answer, beyond the worked solution.

    `expression`: the expression whose value the question asks for. `stated`: the result that the question
    itself gives. `alternatives`: two values of a number that the question leaves out; each must lead to
    another answer. `partner`: the id of the problem that was joined in.
    """

    expression: str | None = None
    stated: str | None = None
    alternatives: tuple[str, str] | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The result of a mutator.

    `parameters`: the mutator's choices. `joins`: other families that came in. `again`: how to derive the
    answer a second time.
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
    """Sampling options of a teacher; `max_tokens` limits one completion, including its thinking.

    `stop`: texts that end a completion and are not part of it. `thinking`: on or off for models that can do
    both; None leaves it to the model's template. `thinking_tokens` limits the thinking alone. `logprobs`
    requests a completion's mean log-probability. `repetition`: end a completion that repeats itself. An
    engine that does not support an option raises TeacherError if it is requested; it may ignore `repetition`.
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
    """The result of one request; token counts are those of the engine's tokenizer.

    `logprob` is the mean natural log-probability of the drawn tokens, if it was requested. `stop` is the stop
    text that ended the completion; None if it ended otherwise or the engine does not report it.
    """

    text: str
    finish: Finish
    prompt_tokens: int
    tokens: int
    logprob: float | None = None
    stop: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One completion, verbatim, with everything needed to draw it again. `seconds` is engine time.

    `tries`: how many tries the conversation took, this one included.
    """

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
    tries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A verifier's finding.

    `method` names how it was decided, `reason` is a short word, `message` a sentence.
    """

    outcome: Outcome
    verifier: str
    method: str
    reason: str
    extracted: str | None = None
    message: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One input of a program: a Test without the expected result."""

    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)
    stdin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Resource limits of a program.

    CPU seconds per call and in total, MiB of memory, bytes of output and of files.
    """

    call_s: float = 2.0
    job_s: float = 20.0
    memory_mb: int = 512
    output_bytes: int = 1 << 20
    file_bytes: int = 16 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A program and its inputs. Expected outputs stay on the host.

    `args_after` requests the arguments as they are after each call, for programs that modify them in place.
    `profile` names the packages that the program may import (verigen.executors.profiles); "" is the user's choice.
    """

    code: str
    mode: Mode
    calls: list[Call]
    entry_point: str | None = None
    limits: Limits = field(default_factory=Limits)
    args_after: bool = False
    profile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The result of one call: a plain value (in the JSON forms of verigen.core.values) or a fault.

    `stdout` is what a stdio program printed. `exception` is the type name of the exception that the program
    raised, `bases` the names of that type's base classes. `args_after` are the arguments after the call, if
    the job requests them.
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
    """The result of a job: one Output per call, in order.

    `fault` is set if the program failed before its first call. There are fewer outputs than calls if a call
    ended the program: the last output then holds the fault. `idle`: the job ran out of time but used hardly
    any CPU, because it slept or the machine was stalled.
    """

    outputs: list[Output]
    fault: Fault | None = None
    message: str = ""
    seconds: float = 0.0
    idle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A conversation as a student reads it.

    `trained`: the character spans that a template marks as written by the assistant; None if it marks none.
    """

    text: str
    trained: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyText:
    """A text with the family of its problem, for measures that must keep families together."""

    text: str
    family: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure's result.

    `grain`: the smallest change that one more text can make; a difference below three grains says nothing.
    `tells`: words that give the first set away, the strongest first.
    """

    value: float
    grain: float = 0.0
    tells: tuple[str, ...] = ()
