"""Maps names to parts: one row of text per part, imported on first use.

Packages outside verigen add parts through entry points of the group `verigen.<kind>`. An error in such a
package is reported in one line, and only if one of its parts is requested.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import fields, is_dataclass
from functools import cache, reduce
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from verigen.core.deadline import within
from verigen.core.errors import (
    PartError,
    PartFailed,
    UnknownOption,
    UnknownPart,
    UserError,
    VerigenError,
    first_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.metadata import EntryPoint

T = TypeVar("T")
LOAD_S = 300.0  # to import a part of another package, which may import a large library
MAKE_S = 60.0  # to create it or to read a property: it is only options until it is opened
PROTOCOLS = "verigen.core.parts"
PROTOCOL = {
    "domain": "Domain",
    "verifier": "Verifier",
    "engine": "Teacher",
    "executor": "Executor",
    "reader": "Bank",
    "mutator": "Mutator",
    "rewriter": "Rewriter",
    "filter": "Filter",
    "format": "Format",
    "student": "Student",
    "measure": "Measure",
    "layout": "TrainerLayout",
    "arm": "Arm",
}

BY_URL = {"executor": "remote"}
PLAIN = {"str": str, "bool": bool, "int": int, "type": type}

PARTS: dict[str, dict[str, str]] = {
    "domain": {
        "math": "verigen.domains.math.part:Math",
        "math-tool": "verigen.domains.math.tool:MathTool",
        "math-repair": "verigen.domains.math.repair:MathInTries",
        "code": "verigen.domains.code.part:Code",
        "code-repair": "verigen.domains.code.repair:CodeInTries",
        "predict": "verigen.domains.predict.part:Predict",
        "propose": "verigen.domains.propose.part:Propose",
        "logic": "verigen.domains.logic.part:LogicDomain",
        "instruct": "verigen.domains.instruct.part:Instruct",
        "extract": "verigen.domains.extract.part:Extract",
        "retrieve": "verigen.domains.retrieve.part:Retrieve",
    },
    "verifier": {
        "symbolic": "verigen.verifiers.symbolic.part:Symbolic",
        "unit_tests": "verigen.verifiers.unit_tests:UnitTests",
        "literal": "verigen.verifiers.literal:Literal",
        "proposal": "verigen.verifiers.proposal:ProposalForm",
        "logic": "verigen.verifiers.logic.part:LogicVerifier",
        "instructions": "verigen.verifiers.instruct.part:InstructionVerifier",
        "majority": "verigen.verifiers.majority:Majority",
        "fields": "verigen.verifiers.fields.part:Fields",
        "retrieval": "verigen.verifiers.retrieval.part:Retrieval",
    },
    "engine": {
        "vllm": "verigen.teachers.vllm.teacher:Vllm",
        "llamacpp": "verigen.teachers.llamacpp:LlamaCpp",
        "endpoint": "verigen.teachers.endpoint.teacher:Endpoint",
        "scripted": "verigen.teachers.scripted:Scripted",
    },
    "executor": {
        "docker": "verigen.executors.docker:Docker",
        "local": "verigen.executors.local:Local",
        "remote": "verigen.executors.remote:RemoteSandbox",
        "unsafe-subprocess": "verigen.executors.unsafe_subprocess:UnsafeSubprocess",
    },
    "reader": {
        "own": "verigen.problems.banks.own:Own",
        "rows": "verigen.problems.banks.rows:Rows",
        "hub": "verigen.problems.banks.hub:Hub",
        "gym": "verigen.problems.banks.gym:Gym",
        "live": "verigen.problems.banks.live.bank:Live",
        "fields": "verigen.problems.banks.drawn.reader:DrawnFields",
        "passages": "verigen.problems.banks.passages.reader:CorpusPassages",
        "math_folder": "verigen.problems.banks.math_folder:MathFolder",
    },
    "mutator": {
        "renumber": "verigen.problems.mutate.mutators.renumber:Renumber",
        "rename": "verigen.problems.mutate.mutators.rename:Rename",
        "rescale": "verigen.problems.mutate.mutators.rescale:Rescale",
        "distract": "verigen.problems.mutate.mutators.distract:Distract",
        "backward": "verigen.problems.mutate.mutators.backward:Backward",
        "compose": "verigen.problems.mutate.mutators.compose:Compose",
        "chain": "verigen.problems.mutate.mutators.letter_chain:LetterChain",
        "unknown": "verigen.problems.mutate.mutators.unknown:Unknown",
        "extend": "verigen.problems.mutate.mutators.extend:Extend",
        "coefficients": "verigen.problems.mutate.mutators.coefficients:Coefficients",
        "code_rename": "verigen.problems.mutate.mutators.code_rename:CodeRename",
        "code_stdio": "verigen.problems.mutate.mutators.code_stdio:CodeStdio",
        "code_compose": "verigen.problems.mutate.mutators.code_compose:CodeCompose",
        "code_constants": "verigen.problems.mutate.mutators.code_constants:CodeConstants",
        "code_repair": "verigen.problems.mutate.mutators.code_repair:CodeRepair",
        "logic_rename": "verigen.problems.mutate.mutators.logic_rename:LogicRename",
        "underdetermine": "verigen.problems.mutate.mutators.underdetermine:Underdetermine",
    },
    "rewriter": {
        "rephrase": "verigen.problems.rewrite.rewriters.rephrase:Rephrase",
        "persona": "verigen.problems.rewrite.rewriters.persona:Persona",
        "translate": "verigen.problems.rewrite.rewriters.translate:Translate",
        "evolve": "verigen.problems.rewrite.rewriters.evolve:Evolve",
        "self_instruct": "verigen.problems.rewrite.rewriters.self_instruct:SelfInstruct",
        "adversarial": "verigen.problems.rewrite.rewriters.adversarial:Adversarial",
    },
    "filter": {
        "pii": "verigen.dataset.filters.pii:Pii",
        "secret": "verigen.dataset.filters.secret:Secret",
        "toxic": "verigen.dataset.filters.toxic:Toxic",
        "identity": "verigen.dataset.filters.identity:Identity",
        "language": "verigen.dataset.filters.language:Language",
        "loop": "verigen.dataset.filters.loop:LoopFilter",
        "gibberish": "verigen.dataset.filters.gibberish:Gibberish",
        "structure": "verigen.dataset.filters.structure:Structure",
        "leak": "verigen.dataset.filters.leak:LeakFilter",
        "empty_reasoning": "verigen.dataset.filters.empty_reasoning:EmptyReasoning",
        "format": "verigen.dataset.filters.form:AskedForm",
        "steps": "verigen.dataset.filters.steps:Steps",
        "reward": "verigen.dataset.filters.reward:RewardFilter",
        "likelihood": "verigen.dataset.filters.likelihood:Likelihood",
        "subject": "verigen.dataset.filters.subject:SubjectFilter",
        "judge": "verigen.dataset.filters.judge:JudgeFilter",
        "persona": "verigen.dataset.filters.persona:PersonaFilter",
    },
    "format": {
        "sft": "verigen.dataset.formats.sft:Sft",
        "preference": "verigen.dataset.formats.preference:Preference",
        "kto": "verigen.dataset.formats.kto:Kto",
        "rlvr": "verigen.dataset.formats.rlvr:Rlvr",
        "reward": "verigen.dataset.formats.reward:RewardPairs",
        "steps": "verigen.dataset.formats.steps:StepRecords",
        "segments": "verigen.dataset.formats.segments:Segments",
        "repair": "verigen.dataset.formats.repair:RepairPairs",
        "problems": "verigen.dataset.formats.problems:ProblemRecords",
        "triplets": "verigen.dataset.formats.triplets:Triplets",
    },
    "student": {
        "template": "verigen.dataset.students.template:Template",
    },
    "layout": {
        "trl": "verigen.dataset.layouts.trl:TrlLayout",
        "axolotl": "verigen.dataset.layouts.axolotl:Axolotl",
        "llamafactory": "verigen.dataset.layouts.llamafactory:LlamaFactory",
        "verl": "verigen.dataset.layouts.verl:Verl",
        "openrlhf": "verigen.dataset.layouts.openrlhf:OpenRlhf",
        "nemo-rl": "verigen.dataset.layouts.nemo_rl:NemoRl",
        "prime-rl": "verigen.dataset.layouts.prime_rl:PrimeRl",
    },
    "measure": {
        "distinct": "verigen.dataset.measures.variety:Distinct",
        "unique": "verigen.dataset.measures.variety:Unique",
        "rare": "verigen.dataset.measures.variety:Rare",
        "vendi": "verigen.dataset.measures.variety:Vendi",
        "spread": "verigen.dataset.measures.variety:Spread",
        "classifier": "verigen.dataset.measures.classifier:Classifier",
        "mmd": "verigen.dataset.measures.likeness:Mmd",
        "topics": "verigen.dataset.measures.likeness:Topics",
        "lengths": "verigen.dataset.measures.likeness:WordLengths",
        "numbers": "verigen.dataset.measures.likeness:Numbers",
    },
    "arm": {
        "verified": "verigen.prove.arms.chosen:Verified",
        "verified-all": "verigen.prove.arms.chosen:VerifiedAll",
        "unverified": "verigen.prove.arms.chosen:Unverified",
        "unfiltered": "verigen.prove.arms.chosen:Unfiltered",
        "wrong": "verigen.prove.arms.chosen:Wrong",
        "shuffled": "verigen.prove.arms.chosen:Shuffled",
        "noisy": "verigen.prove.arms.chosen:Noisy",
        "curated": "verigen.prove.arms.curated:CuratedArm",
        "real": "verigen.prove.arms.real:Real",
        "mix": "verigen.prove.arms.real:Mix",
        "mix30": "verigen.prove.arms.real:Mix",
        "gold": "verigen.prove.arms.real:Gold",
    },
}


class PartRow(NamedTuple):
    """The target of a name; `package` is empty for verigen's own parts."""

    kind: str
    name: str
    target: str
    package: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name!r}" + (f" of package {self.package}" if self.package else "")


def make(kind: str, name: str, given: Mapping[str, Any] | None = None, /, **options: Any) -> Any:
    """Create the part with this name.

    `given` holds values for any part of the kind: a part takes those that it has a field for (see the kind's
    Protocol in verigen.core.parts). `options` are for this part: UnknownOption with the nearest names is
    raised for one that it lacks. Raises as `load` does, and PartError if the part can't be created or is not
    of its kind.
    """
    part, row = load(kind, name), find(kind, name)
    given = {**(given or {}), "url": name} if row.name != name else given
    known = {field.name for field in fields(part) if field.init}
    for option in sorted(set(options) - known):
        raise UnknownOption(str(row), option, known)
    taken = {key: value for key, value in (given or {}).items() if key in known}
    try:
        made = _soon(row, lambda: part(**{**taken, **options}), MAKE_S)
    except VerigenError:
        raise
    except (Exception, SystemExit) as error:
        if not row.package and not isinstance(error, TypeError):
            raise
        raise PartError(f"the {row} can't be made: {first_line(error)}") from error
    return _of_its_kind(made, row)


def load(kind: str, name: str) -> Any:
    """The class with this name.

    Raises UnknownPart with the nearest names, UserError if two packages define the name, PartError if the
    package does not load.
    """
    row = find(kind, name)
    module, _, attribute = row.target.partition(":")
    try:
        part = _soon(row, lambda: reduce(getattr, attribute.split("."), import_module(module)), LOAD_S)
    except PartFailed as error:
        raise PartError(f"the {row} does not load: its import took over {LOAD_S:g} s") from error
    except (Exception, SystemExit) as error:
        if not row.package:
            raise
        raise PartError(f"the {row} does not load: {first_line(error)}") from error
    if not (isinstance(part, type) and is_dataclass(part)):
        raise PartError(f"the {row} is no dataclass: the fields of a part are its options")
    return part


def _soon(row: PartRow, call: Callable[[], T], seconds: float) -> T:
    """The result of a call; of another package within so many seconds. Raises PartFailed that names the row."""
    return within(f"the {row}", call, seconds) if row.package else call()


def find(kind: str, name: str) -> PartRow:
    """The row of this name. Raises UnknownPart with the nearest names, UserError if two packages have it.

    A URL stands for the part that takes it as its field `url`.
    """
    name = BY_URL.get(kind, name) if name.startswith(("http://", "https://")) else name
    own = PARTS[kind].get(name)
    outside = [row for row in _outside(kind, tuple(sys.path)) if row.name == name]
    if own is not None:
        for row in outside:
            _warn_once(f"the {row} is not used: verigen has one of that name, and its own comes first")
        return PartRow(kind, name, own)
    if not outside:
        raise UnknownPart(kind, name, names(kind))
    if len({row.package for row in outside}) > 1:
        packages = " and ".join(sorted(row.package for row in outside))
        raise UserError(
            f"{kind} {name!r} stands for two parts, of packages {packages}; uninstall one of them"
        )
    return outside[0]


def target(kind: str, name: str) -> str:
    """The target of a name, as module:attribute. Raises as `find` does."""
    return find(kind, name).target


def names(kind: str) -> list[str]:
    return sorted({row.name for row in rows(kind)})


def rows(kind: str) -> list[PartRow]:
    """All rows of a kind, sorted by name: verigen's own and those of other packages. Nothing is imported."""
    own = [PartRow(kind, name, place) for name, place in PARTS[kind].items()]
    return sorted([*own, *_outside(kind, tuple(sys.path))])


def fault(row: PartRow) -> str | None:
    """Why a row can't be used; None if it loads."""
    try:
        if find(row.kind, row.name) != row:
            return "not used: verigen has one of that name"
        load(row.kind, row.name)
    except VerigenError as error:
        return str(error)
    return None


@cache
def _outside(kind: str, path: tuple[str, ...]) -> tuple[PartRow, ...]:  # noqa: ARG001 - cache key: decides what is installed
    """Rows of other packages."""
    points = entry_points(group=f"verigen.{kind}")
    return tuple(dict.fromkeys(PartRow(kind, each.name, each.value, _package(each)) for each in points))


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.module


def _of_its_kind(made: Any, row: PartRow) -> Any:
    """Return the part if it has the methods of its kind and properties of the right types.

    Raises PartError otherwise.
    """
    if not row.package:
        return made
    protocol = _protocol(row.kind)
    if lacking := sorted(wanted(row.kind) - set(dir(made))):
        raise PartError(f"the {row} has no {', no '.join(lacking)}; see {protocol.__name__} in {PROTOCOLS}")
    for name in sorted(wanted(row.kind)):
        try:
            value = _soon(row, lambda name=name: getattr(made, name), MAKE_S)  # type: ignore[misc]
        except Exception as error:
            raise PartError(f"the {row} can't tell its {name}: {first_line(error)}") from error
        member = vars(protocol)[name]
        fits = _fits(value, member) if isinstance(member, property) else callable(value)
        if not fits:
            raise PartError(f"the {row} has {value!r} as its {name}; see {protocol.__name__} in {PROTOCOLS}")
    return made


def _fits(value: Any, member: property) -> bool:
    """Whether a property's value has the plain type of the Protocol; other types are not checked."""
    said = getattr(member.fget, "__annotations__", {}).get("return", "")
    return said not in PLAIN or isinstance(value, PLAIN[said])


def wanted(kind: str) -> set[str]:
    """The names of the members that every part of a kind has."""
    return {name for name in vars(_protocol(kind)) if not name.startswith("_")}


def _protocol(kind: str) -> Any:
    return getattr(import_module(PROTOCOLS), PROTOCOL[kind])


@cache
def _warn_once(line: str) -> None:
    logging.getLogger(__name__).warning(line)
