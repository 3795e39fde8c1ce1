"""Names to parts: one row of text each, imported when asked for.

Packages outside verigen add parts through entry points of the group `verigen.<kind>`.
"""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from verigen.core.errors import UnknownPart

PARTS: dict[str, dict[str, str]] = {
    "domain": {
        "math": "verigen.domains.math:Math",
        "code": "verigen.domains.code:Code",
    },
    "verifier": {
        "symbolic": "verigen.verifiers.symbolic.part:Symbolic",
        "unit_tests": "verigen.verifiers.unit_tests:UnitTests",
        "majority": "verigen.verifiers.majority:Majority",
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
        "unsafe-subprocess": "verigen.executors.unsafe_subprocess:UnsafeSubprocess",
    },
    "reader": {
        "own": "verigen.problems.banks.own:Own",
        "rows": "verigen.problems.banks.rows:Rows",
        "hub": "verigen.problems.banks.hub:Hub",
        "programs": "verigen.problems.banks.programs:Programs",
        "gym": "verigen.problems.banks.gym:Gym",
        "math_folder": "verigen.problems.banks.math_folder:MathFolder",
    },
    "mutator": {
        "renumber": "verigen.problems.mutate.mutators.renumber:Renumber",
        "rename": "verigen.problems.mutate.mutators.rename:Rename",
        "rescale": "verigen.problems.mutate.mutators.rescale:Rescale",
        "distract": "verigen.problems.mutate.mutators.distract:Distract",
        "backward": "verigen.problems.mutate.mutators.backward:Backward",
        "compose": "verigen.problems.mutate.mutators.compose:Compose",
        "coefficients": "verigen.problems.mutate.mutators.coefficients:Coefficients",
        "code_rename": "verigen.problems.mutate.mutators.code_rename:CodeRename",
        "code_stdio": "verigen.problems.mutate.mutators.code_stdio:CodeStdio",
        "code_compose": "verigen.problems.mutate.mutators.code_compose:CodeCompose",
        "code_constants": "verigen.problems.mutate.mutators.code_constants:CodeConstants",
        "code_repair": "verigen.problems.mutate.mutators.code_repair:CodeRepair",
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
    "format": {
        "sft": "verigen.dataset.formats.sft:Sft",
        "preference": "verigen.dataset.formats.preference:Preference",
    },
}


def load(kind: str, name: str) -> Any:
    """The class behind a name. Raises UnknownPart with the nearest names."""
    module, _, attribute = target(kind, name).partition(":")
    return getattr(import_module(module), attribute)


def make(kind: str, name: str, /, **options: Any) -> Any:
    """The part behind a name, with those of the options that it has."""
    part = load(kind, name)
    return part(**{field.name: options[field.name] for field in fields(part) if field.name in options})


def target(kind: str, name: str) -> str:
    """The row behind a name, as module:attribute. Raises UnknownPart with the nearest names."""
    found = PARTS[kind].get(name) or _from_outside(kind).get(name)
    if found is None:
        raise UnknownPart(kind, name, names(kind))
    return found


def names(kind: str) -> list[str]:
    return sorted({*PARTS[kind], *_from_outside(kind)})


def _from_outside(kind: str) -> dict[str, str]:
    return {point.name: point.value for point in entry_points(group=f"verigen.{kind}")}
