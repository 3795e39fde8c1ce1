"""Looks at drawn completions with the default filters: python -m benchmarks.checks.hygiene [--share 0] [--show 5] [--kind loop]

The cases are written and drawn apart from the filters' code. Share 0 and share 1 hold different texts and other draws:
one is for work on the filters, the other for a measurement afterwards. Prints the recall per kind and per form, the
share of cases of each kind that also have a finding of another kind, and the sound completions that have a finding.
`--catalogues FOLDER`: sentences of message catalogues (*.mo) below it are further foreign sentences.
`--docstrings FOLDER`: paragraphs of docstrings below it are further sound texts.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.checks.hygiene import alike, elsewhere, forms, leaks, loops, noise, persons, tongues, voices
from benchmarks.checks.hygiene.drawing import NAMES, THINGS, HygieneCase, completed, task
from verigen.core import registry, seeds
from verigen.dataset.curate.order import CHAIN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random

    from verigen.core.graded import Graded
    from verigen.core.parts import Filter

PLACED = {
    "loop": loops.PLANTED, "gibberish": noise.PLANTED, "language": tongues.PLANTED, "leak": leaks.PLANTED, "identity": {"written": voices.IDENTITY}, "toxic": {"written": voices.ABUSE},
    "pii": {"drawn": persons.PERSONAL}, "secret": {"drawn": persons.KEYS}, "false_step": {"drawn": forms.FALSE},
}  # fmt: skip
SOUND = {
    "leak": leaks.SOUND,
    "identity": voices.ALIKE,
    "toxic": voices.MILD,
    "person": persons.ALIKE,
    "step": forms.TRUE,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--share", type=int, choices=(0, 1), default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=3, help="cases of each form to show that came out wrong")
    parser.add_argument("--kind", help="the only kind to look at, or sound")
    parser.add_argument("--catalogues", type=Path)
    parser.add_argument("--docstrings", type=Path)
    parser.add_argument("--texts", type=int, default=300, help="texts to take from elsewhere")
    asked = parser.parse_args()
    cases = list(drawn(asked.seed, asked.share))
    for kind, form, rows in (
        ("language", "catalogues", asked.catalogues and elsewhere.translated),
        ("", "docstrings", asked.docstrings and elsewhere.documented),
    ):
        if rows:
            random = seeds.rng(asked.seed, "hygiene", form, asked.share)
            cases += [
                placed(random, kind, f"{form} {of}", words)
                for of, words in rows(asked.catalogues if kind else asked.docstrings, random, asked.texts)
            ]
    report([case for case in cases if asked.kind in (None, case.kind or "sound")], asked.show)


def drawn(seed: int, share: int) -> Iterator[HygieneCase]:
    for kind, of_kind in PLACED.items():
        for form, draw in of_kind.items():
            random = seeds.rng(seed, "hygiene", kind, form, share)
            yield from (placed(random, kind, form, words) for words in draw(random, share))
    for form, draw in SOUND.items():
        random = seeds.rng(seed, "hygiene", "sound", form, share)
        yield from (placed(random, "", form, words) for words in draw(random, share))
    yield from _whole(seeds.rng(seed, "hygiene", "whole", share), share)


def placed(random: Random, kind: str, form: str, words: str) -> HygieneCase:
    for name, some in (
        ("{n}", random.choice(NAMES)),
        ("{t}", random.choice(THINGS)),
        ("{a}", str(random.randint(3, 90))),
    ):
        words = words.replace(name, some)
    given, text = completed(random, words)
    return HygieneCase(kind, form, given.prompt, given.answer, text)


def _whole(random: Random, share: int) -> Iterator[HygieneCase]:
    """Cases that are made of a whole completion."""
    for kind, prompt, answer, box in forms.ASKED:
        if kind or share:  # the pairs of one question are in one share
            yield HygieneCase(
                kind,
                "asked",
                prompt,
                answer,
                f"<think>\nThe steps are short, so I do them in my head: the first part, then the second.\n</think>\n\nThe answer is $\\boxed{{{box}}}$.",
            )
    for words in forms.POINTING(random, share):
        given = task(random)
        yield HygieneCase(
            "format",
            "pointing",
            given.prompt,
            given.answer,
            f"<think>\n{' '.join(given.steps)}\n</think>\n\n{_shown(given.answer, given.code)}\n\n{words}",
        )
    for words in forms.PLACEHOLDERS(random, share):
        given = task(random)
        yield HygieneCase(
            "format",
            "placeholder",
            "Work out 3 + 4.",
            "7",
            f"<think>\n3 + 4 = 7.\n</think>\n\nThe answer is $\\boxed{{{words}}}$.",
        )
    for kind, texts in (("empty_reasoning", forms.EMPTY), ("", forms.FULL)):
        for words in texts(random, share):
            given = task(random)
            yield HygieneCase(
                kind,
                "trace",
                given.prompt,
                given.answer,
                f"<think>\n{words}\n</think>\n\n{_shown(given.answer, given.code)}",
            )
    for words in forms.BROKEN(random, share):
        given = task(random)
        while given.code:
            given = task(random)
        yield HygieneCase(
            "structure",
            "written",
            given.prompt,
            given.answer,
            words.format(s=" ".join(given.steps), a=given.answer),
        )
    yield from (HygieneCase("", f"alike: {form}", *row) for form, *row in alike.ROWS[share::2])


def _shown(answer: str, code: str) -> str:
    return f"```python\n{code}\n```" if code else f"\\boxed{{{answer}}}"


def report(cases: Sequence[HygieneCase], show: int) -> None:
    filters = {name: registry.make("filter", name) for name in CHAIN}
    found = [reasons(filters, case) for case in cases]
    tally: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    wrong: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case, reason in zip(cases, found, strict=True):
        right = case.kind in reason if case.kind else not reason
        for key in ((case.kind, ""), (case.kind, _form(case.form))):
            tally[key].update(all=1, right=int(right), also=int(bool(set(reason) - {case.kind})))
        if not right:
            wrong[case.kind, _form(case.form)].append(f"{sorted(reason.items())} {case.form}: {case.text!r}")
    for (kind, form), counts in sorted(tally.items()):
        name = f"   {form}" if form else f"{kind or 'sound'}"
        print(
            f"{name:30}{counts['right']:5} of {counts['all']:<5}{counts['right'] / counts['all']:6.2f}{counts['also']:6} also another"
        )
        for line in wrong[kind, form][:show] if form else ():
            print("        ", line[:600])


def _form(form: str) -> str:
    return (
        form.split(" ", maxsplit=1)[0].rstrip(":")
        if form.startswith(("alike:", "catalogues", "docstrings"))
        else form
    )


def reasons(filters: Mapping[str, Filter], case: HygieneCase) -> dict[str, str]:
    item = graded(case)
    return {one.reason: one.shown for part in filters.values() for one in part.find(item)}


def graded(case: HygieneCase) -> Graded:
    from dataclasses import replace

    from tests.samples import make_graded
    from verigen.domains.math.reference import MathReference

    made = make_graded(0, "correct", text=case.text)
    return replace(
        made, problem=replace(made.problem, prompt=case.prompt, reference=MathReference(answer=case.answer))
    )


if __name__ == "__main__":
    main()
