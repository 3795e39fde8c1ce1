"""Compares the checks of instructions with IFEval's: python -m benchmarks.checks.instructions FOLDER [TEXTS ...].

FOLDER holds IFEval's `instructions.py` and `instructions_util.py` (of google-research, or of lm_eval/tasks/ifeval). The
texts are files of replies in markdown or plain text; each is cut into pieces, which both sides judge by drawn
instructions. Agreement is counted by kind; what we leave undecided is counted apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from verigen.core import seeds
from verigen.domains.instruct.compose import composed
from verigen.domains.instruct.reference import InstructCheck
from verigen.problems.banks.live.draws import package
from verigen.verifiers.instruct.part import passes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RELATION = {"at least": "at least", "at most": "less than"}
# our kind: IFEval's class, its arguments from our check
CLASSES: dict[str, tuple[str, Callable[[InstructCheck], dict[str, Any]]]] = {
    "keywords": ("KeywordChecker", lambda c: {"keywords": list(c.words)}),
    "keyword_count": ("KeywordFrequencyChecker", lambda c: {"keyword": c.text, "frequency": _bound(c), "relation": RELATION[c.relation]}),
    "forbidden": ("ForbiddenWords", lambda c: {"forbidden_words": list(c.words)}),
    "letter_count": ("LetterFrequencyChecker", lambda c: {"letter": c.text, "let_frequency": _bound(c), "let_relation": RELATION[c.relation]}),
    "words": ("NumberOfWords", lambda c: {"num_words": _bound(c), "relation": RELATION[c.relation]}),
    "sentences": ("NumberOfSentences", lambda c: {"num_sentences": _bound(c), "relation": RELATION[c.relation]}),
    "divided": ("ParagraphChecker", lambda c: {"num_paragraphs": c.count}),
    "first_word": ("ParagraphFirstWordCheck", lambda c: {"num_paragraphs": c.count, "nth_paragraph": c.place, "first_word": c.text}),
    "placeholders": ("PlaceholderChecker", lambda c: {"num_placeholders": c.count}),
    "postscript": ("PostscriptChecker", lambda c: {"postscript_marker": c.text}),
    "bullets": ("BulletListChecker", lambda c: {"num_bullets": c.count}),
    "highlights": ("HighlightSectionChecker", lambda c: {"num_highlights": c.count}),
    "sections": ("SectionChecker", lambda c: {"section_spliter": c.text, "num_sections": c.count}),
    "json": ("JsonFormat", lambda _: {}),
    "title": ("TitleChecker", lambda _: {}),
    "two": ("TwoResponsesChecker", lambda _: {}),
    "ends": ("EndChecker", lambda c: {"end_phrase": c.text}),
    "quoted": ("QuotationChecker", lambda _: {}),
    "capitals": ("CapitalWordFrequencyChecker", lambda c: {"capital_frequency": _bound(c), "capital_relation": RELATION[c.relation]}),
    "upper": ("CapitalLettersEnglishChecker", lambda _: {}),
    "lower": ("LowercaseLettersEnglishChecker", lambda _: {}),
    "no_comma": ("CommaChecker", lambda _: {}),
}  # fmt: skip
# IFEval has one relation for these
ONLY = {
    "bullets": "exactly",
    "divided": "exactly",
    "placeholders": "at least",
    "highlights": "at least",
    "sections": "at least",
}
COUNTED = ("words", "sentences", "letter_count", "capitals", "keyword_count")


def _bound(check: InstructCheck) -> int:
    """IFEval says "less than", we say "at most"."""
    return check.count + (check.relation == "at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    theirs = _load(asked.folder)
    pieces = [*_replies(), *_pieces(asked.texts)]
    tally: Counter[tuple[str, str]] = Counter()
    for at, text in enumerate(pieces):
        for check in _checks(at, text):
            ours, other = passes(check, text), _followed(theirs, check, text)
            verdict = "undecided" if ours is None else "agree" if ours == other else "differ"
            tally[check.kind, verdict] += 1
            if verdict == "differ" and tally[check.kind, verdict] <= asked.show:
                print(
                    f"{check.kind} {check.relation} {check.count} {check.text} {check.words}: ours {ours}, IFEval {other}: {text[:160]!r}"
                )
    for kind in CLASSES:
        print(
            f"{kind} | "
            + " | ".join(f"{name} {tally[kind, name]}" for name in ("agree", "differ", "undecided"))
        )
    print(
        "in all | "
        + " | ".join(
            f"{name} {sum(n for (_, v), n in tally.items() if v == name)}"
            for name in ("agree", "differ", "undecided")
        )
    )


def _load(folder: Path) -> Any:
    """IFEval's module; its sentences are split by its own rules and its words by nltk's, without the data that nltk downloads."""
    sys.path.insert(0, str(folder))
    util = import_module("instructions_util")
    util.nltk.word_tokenize = util.nltk.NLTKWordTokenizer().tokenize  # type: ignore[attr-defined]
    util.count_sentences = lambda text: len(util.split_into_sentences(text))  # type: ignore[attr-defined]
    for name in ("lm_eval", "lm_eval.tasks", "lm_eval.tasks.ifeval", "instruction_following_eval"):
        sys.modules[name] = ModuleType(name)
    for name in ("lm_eval.tasks.ifeval", "instruction_following_eval"):
        sys.modules[name].instructions_util = util  # type: ignore[attr-defined]
    return import_module("instructions")


def _followed(theirs: Any, check: InstructCheck, text: str) -> bool:
    name, arguments = CLASSES[check.kind]
    made = getattr(theirs, name)(check.kind)
    made.build_description(**arguments(check))
    return bool(made.check_following(text))


def _checks(at: int, text: str) -> Iterator[InstructCheck]:
    """An instruction of each kind that the text nearly follows, or nearly does not."""
    rng = seeds.rng(0, "instructions", at)
    words = re.findall(r"[A-Za-z]{4,}", text) or ["word"]
    size = {
        "words": len(text.split()),
        "sentences": len(re.findall(r"[.!?](?:\s|$)", text)),
        "capitals": len(re.findall(r"\b[A-Z]{2,}\b", text)),
    }
    for kind in CLASSES:
        near = max(1, size.get(kind, rng.randint(1, 4)) + rng.randint(-3, 3))
        relation = ONLY.get(kind) or (rng.choice(["at least", "at most"]) if kind in COUNTED else "")
        some = tuple(rng.choice([rng.choice(words).lower(), "bridge"]) for _ in range(2))
        text_of = {
            "letter_count": rng.choice("etaqz"),
            "divided": "***",
            "postscript": "P.S.",
            "sections": "SECTION",
            "ends": " ".join(text.splitlines()[-1].split(" ")[-3:]),
        }
        yield InstructCheck(
            kind=kind, relation=relation, count=near, words=some, text=text_of.get(kind, some[0]), place=1
        )  # type: ignore[arg-type]


def _replies() -> Iterator[str]:
    """Replies that are composed for drawn requests."""
    for name in ("problem_banks.instruct_core", "benchmarks.suites.instruct_bench"):
        for family in package(name).FAMILIES.values():
            for level in family.levels:
                yield from (
                    composed(family.at(level).draw(seeds.rng(7, name, level, k)).reference) for k in range(6)
                )


def _pieces(files: list[Path]) -> Iterator[str]:
    """Parts of files of 300 to 1,500 characters."""
    for file in files:
        text = file.read_text(errors="replace").strip()
        yield from (part.strip() for part in re.findall(r".{300,1500}?(?:\n\n|\Z)", text, re.DOTALL)[:8])


if __name__ == "__main__":
    main()
