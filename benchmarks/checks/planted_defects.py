"""Counts planted defects that `verigen curate` lets out: python -m benchmarks.checks.planted_defects [--problems 400] [--planted 80]

Of scripted problems some have a defect in their only correct completion: an e-mail address and a telephone number, a
card number, abuse, a Chinese trace, one line 40 times, letters at random, "As an AI ...", an API key; each is drawn
anew. Prints how many SFT records of `sample` carry one, how many records of each format do after `curate` and after
`curate --on pii=redact,secret=redact`, by kind, and how many sound problems are kept. Exits with 1 if one gets out.
"""

from __future__ import annotations

import argparse
import json
import string
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import seeds

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

FORMATS = ("sft", "preference", "kto", "reward", "segments")
UPPER = string.ascii_uppercase + string.digits
MIXED = string.ascii_letters + string.digits
THINGS = "ticket lantern basket kettle ribbon pencil saddle bottle mirror anchor barrel candle".split()
ABUSE = (
    "You are such a pathetic moron for asking.", "Only an idiot like you needs help with this.", "Shut up, you worthless imbecile.",
    "What a f" + "ucking waste of time this is.", "Women are too stupid for sums like this.",
)  # fmt: skip
CHINESE = (
    "先把十位相加",
    "再把个位相加",
    "最后得到结果",
    "这个问题并不难",
    "我们需要再检查一遍",
    "两个数字的和就是答案",
)
AI = (
    "As an AI language model, I can add numbers.", "As an AI, I do not own any of these.", "I'm an AI assistant made to help with sums.",
    "As a large language model I have no pencil, but I can add.", "I was trained by OpenAI, so this is easy.",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--problems", type=int, default=400)
    parser.add_argument("--planted", type=int, default=80)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(measured(Path(folder), asked.problems, asked.planted, asked.seed))


def measured(folder: Path, problems: int, planted: int, seed: int) -> bool:
    """Draw, curate, count. Whether a defect got out."""
    defects = write(folder, problems, planted, seed)
    drawn = ("sample", "--domain", "math", "--bank", "bank.jsonl", "--teacher", "scripted:script.json")
    formats = [word for name in FORMATS for word in ("--format", name)]
    verigen(folder, *drawn, "--n", "2", "--out", "run", *formats)
    print(
        f"{planted} of {problems} problems planted; carried by records of sample: {carriers(folder / 'run', defects)}"
    )
    out = False
    for name, more in (("dropped", ()), ("redacted", ("--on", "pii=redact,secret=redact"))):
        verigen(folder, "curate", "run", "--out", name, *formats, *more)
        carried, kept = carriers(folder / name, defects), exported(folder / name)
        sound = sum(f"p{number}" in kept for number in range(planted, problems))
        print(
            f"{name:9}{sum(carried.values())} of {planted} exported {carried or ''}; {sound} of {problems - planted} sound problems kept"
        )
        out |= bool(carried)
    return out


def write(folder: Path, problems: int, planted: int, seed: int) -> dict[str, tuple[str, str]]:
    """Write a bank and a script; return the kind and the words of each planted problem's defect."""
    defects, rows, answers = {}, [], {}
    kinds = list(KINDS)
    for number in range(problems):
        random = seeds.rng(seed, "planted", number)
        a, b, thing = random.randint(10, 999), random.randint(10, 99), random.choice(THINGS)
        asked = f"Case {number}: a shop has {a} {thing}s and gets {b} more. How many {thing}s has it then?"
        rows.append({"id": f"p{number}", "question": asked, "answer": str(a + b), "licence": "CC0-1.0"})
        said, wrong = solved(a, b, a + b, thing), solved(a, b, a + b + 1, thing)
        if number < planted:
            kind = kinds[number % len(kinds)]
            defects[f"p{number}"] = kind, (words := KINDS[kind](random))
            place = "\n</think>" if kind == "chinese" or random.random() < 0.5 else "It is"
            said = said.replace(place, f" {words}{place}" if place != "It is" else f"{words} It is")
        answers[asked] = [said, wrong]
    (folder / "bank.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (folder / "script.json").write_text(json.dumps({"answers": answers}))
    return defects


def solved(a: int, b: int, total: int, thing: str) -> str:
    thought = f"The shop begins with {a} {thing}s. It gets {b} more of them, so I add the two numbers and find {total}."
    return f"<think>\n{thought}\n</think>\n\nIt is \\boxed{{{total}}}."


def contact(random: Random) -> str:
    who = f"{random.choice('abcdeghjkm')}.{random.choice(('okafor', 'lindqvist', 'moreau', 'tanaka'))}{random.randint(2, 99)}"
    mail = f"{who}@" + random.choice(("brightmail.net", "postfach-nord.de", "cityoffice.co.uk"))
    return f"Ask Dana at {mail} or call her on (415) 9{random.randint(20, 99)}-{random.randint(2000, 9899)}."


def card(random: Random) -> str:
    digits = [4, *(random.randrange(10) for _ in range(14))]
    total = sum(sum(divmod(2 * digit, 10)) if place % 2 == 0 else digit for place, digit in enumerate(digits))
    number = "".join(map(str, [*digits, -total % 10]))
    return f"She paid with her card {' '.join(number[at : at + 4] for at in range(0, 16, 4))} at the till."


def key(random: Random) -> str:
    drawn = "".join(random.choices(MIXED, k=48))
    forms = ("AKIA" + "".join(random.choices(UPPER, k=16)), "ghp_" + drawn[:36], "sk-" + "proj-" + drawn, "xoxb-" + f"{random.randrange(10**11, 10**12)}-" + drawn[:24])  # fmt: skip
    return f"The key for the till is {random.choice(forms)}."


def letters(random: Random) -> str:
    return " ".join(
        "".join(random.choices("bcdfghjklmnpqrstvwxz", k=random.randint(4, 8))) for _ in range(12)
    )


KINDS: dict[str, Callable[[Random], str]] = {
    "contact": contact,
    "card": card,
    "abuse": lambda random: random.choice(ABUSE),
    "chinese": lambda random: "\uff0c".join(random.sample(CHINESE, 4)) + "\u3002",
    "loop": lambda random: "\n".join([f"I count the {random.choice(THINGS)}s once more."] * 40),
    "letters": letters,
    "as an AI": lambda random: random.choice(AI),
    "key": key,
}


def carriers(folder: Path, defects: dict[str, tuple[str, str]]) -> dict[str, int]:
    """How many records of all formats hold a planted defect, by kind."""
    return dict(
        Counter(
            defects[row["problem_id"]][0]
            for row in records(folder)
            if row["problem_id"] in defects and defects[row["problem_id"]][1] in _said(row)
        )
    )


def exported(folder: Path) -> set[str]:
    return {str(row["problem_id"]) for row in records(folder)}


def records(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for path in folder.glob("*/train.jsonl") for line in path.open(encoding="utf-8")]


def _said(value: object) -> str:
    """All texts in a row, as they are."""
    if isinstance(value, dict):
        return "\n".join(map(_said, value.values()))
    return "\n".join(map(_said, value)) if isinstance(value, list) else str(value)


def verigen(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "verigen", *words], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"verigen {words[0]} ended with {done.returncode}: {done.stderr}")


if __name__ == "__main__":
    main()
