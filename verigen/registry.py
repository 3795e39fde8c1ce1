"""Names to parts: one row of text each, imported when asked for.

Packages outside verigen add parts through entry points of the group `verigen.<kind>`.
"""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from verigen.errors import UnknownPart

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
        "vllm": "verigen.teachers.vllm:Vllm",
        "llamacpp": "verigen.teachers.llamacpp:LlamaCpp",
        "endpoint": "verigen.teachers.endpoint:Endpoint",
        "scripted": "verigen.teachers.scripted:Scripted",
    },
    "executor": {
        "docker": "verigen.executors.docker:Docker",
        "local": "verigen.executors.local:Local",
        "unsafe-subprocess": "verigen.executors.unsafe_subprocess:UnsafeSubprocess",
    },
    "reader": {
        "own": "verigen.banks.own:Own",
        "rows": "verigen.banks.rows:Rows",
        "hub": "verigen.banks.hub:Hub",
        "programs": "verigen.banks.programs:Programs",
        "gym": "verigen.banks.gym:Gym",
        "math_folder": "verigen.banks.math_folder:MathFolder",
    },
    "mutator": {
        "renumber": "verigen.mutators.renumber:Renumber",
        "rename": "verigen.mutators.rename:Rename",
        "rescale": "verigen.mutators.rescale:Rescale",
        "distract": "verigen.mutators.distract:Distract",
        "backward": "verigen.mutators.backward:Backward",
        "compose": "verigen.mutators.compose:Compose",
        "coefficients": "verigen.mutators.coefficients:Coefficients",
        "code_rename": "verigen.mutators.code_rename:CodeRename",
        "code_stdio": "verigen.mutators.code_stdio:CodeStdio",
        "code_compose": "verigen.mutators.code_compose:CodeCompose",
        "code_constants": "verigen.mutators.code_constants:CodeConstants",
        "code_repair": "verigen.mutators.code_repair:CodeRepair",
        "underdetermine": "verigen.mutators.underdetermine:Underdetermine",
    },
    "rewriter": {
        "rephrase": "verigen.rewriters.rephrase:Rephrase",
        "persona": "verigen.rewriters.persona:Persona",
        "translate": "verigen.rewriters.translate:Translate",
        "evolve": "verigen.rewriters.evolve:Evolve",
        "self_instruct": "verigen.rewriters.self_instruct:SelfInstruct",
        "adversarial": "verigen.rewriters.adversarial:Adversarial",
    },
    "format": {
        "sft": "verigen.formats.sft:Sft",
        "preference": "verigen.formats.preference:Preference",
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
