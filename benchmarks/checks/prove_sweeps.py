"""Sweeps of `verigen prove` with the tiny student: a table and a figure per question.

    python benchmarks/checks/prove_sweeps.py --out sweeps [--only errors,real,...] [--seeds 3] [-- OPTIONS]

errors: verifiers that accept 0 to 20 % of the wrong and reject 0 to 20 % of the right candidates. real: a share of real
rows from 0 to 100 %. samples: all correct candidates of 1, 4 or 16 per problem, against all candidates. traces: 1, 2 or
all correct ones of 16 per problem. curated: with and without the filters of `verigen curate`. teacher: one that has seen a quarter of the base's
real solutions, the base itself, one that has seen twice as many. rounds: four rounds of self-training on the last
round's candidates, and on those of all rounds. problems: three rounds with 500, 1,000 and 2,000 problems.
repeats: the primary comparison five times, with other seeds.

What follows `--` goes to `verigen prove`. Every sweep continues where it was stopped, and writes its tables to OUT/NAME.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from verigen.benchmarks import plot
from verigen.prove.figures import interval, p_value

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTROLS = "wrong,shuffled"
PLAIN = ("--arms", f"verified,unverified,{CONTROLS}")
AGAIN = ("--arms", "unfiltered,verified,mix30,noisy:4,10", "--tokens", "100000")


def option(name: str, value: object) -> tuple[str, str]:
    return "--student-option", f"{name}={value}"


SWEEPS: dict[str, dict[str, tuple[str, ...]]] = {
    "errors": {
        "": (
            "--arms",
            f"verified,unverified,noisy:0,10,noisy:1,10,noisy:4,10,noisy:10,10,noisy:20,20,{CONTROLS}",
        )
    },
    "real": {"": ("--arms", f"unverified,verified,mix:10,mix30,mix:50,mix:70,real,{CONTROLS}")},
    "samples": {str(n): ("--arms", "verified-all,unfiltered", *option("samples", n)) for n in (1, 4, 16)},
    "traces": {
        "": ("--arms", f"unverified,verified:1,verified:2,verified,{CONTROLS}", *option("samples", 16))
    },
    "curated": {"": ("--arms", f"unverified,verified,curated,{CONTROLS}")},
    "teacher": {str(real): (*PLAIN, *option("teacher_real", real)) for real in (50, 0, 400)},
    "rounds": {
        "replace": (*AGAIN, "--rounds", "4", *option("problems", 1000)),
        "accumulate": (*AGAIN, "--rounds", "4", "--accumulate", *option("problems", 1000)),
    },
    "problems": {str(n): (*AGAIN, "--rounds", "3", *option("problems", n)) for n in (500, 1000, 2000)},
    "repeats": {
        str(seed): ("--arms", f"verified,unverified,{CONTROLS}", "--seed", str(seed)) for seed in range(1, 6)
    },
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, required=True)
    words.add_argument("--only", default=",".join(SWEEPS))
    words.add_argument("--seeds", default="3")
    words.add_argument("more", nargs="*")
    asked = words.parse_args()
    for name in asked.only.split(","):
        found = {}
        for variant, options in SWEEPS[name].items():
            out = asked.out / f"{name}-{variant}".rstrip("-")
            made = run(out, ["--seeds", asked.seeds, *options, *asked.more])
            if made is not None:
                found[variant] = made
        told = "\n".join(lines(name, found))
        print(told)
        (asked.out / f"{name}.md").write_text(told + "\n", encoding="utf-8")
        if name == "errors" and found:
            draw_errors(found[""], asked.out / "errors.svg")


def run(out: Path, options: list[str]) -> dict[str, Any] | None:
    """The proof of one variant; None if it ended with an error."""
    command = [sys.executable, "-m", "verigen", "prove", *options, "--out", str(out)]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if ended.returncode:
        print(f"{out.name}: ended with {ended.returncode}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads((out / "proof.json").read_text())
    return found


def lines(name: str, found: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The tables of a sweep as Markdown: arms, rounds, and differences with their intervals over seeds."""
    yield f"## {name}\n"
    yield "| variant | arm | each seed, % correct | mean | 95 % over seeds | wrong rows |\n|---|---|---|---|---|---|"
    for variant, proof in found.items():
        for arm, figures in proof["arms"].items():
            wrong = "-" if arm == "base" else f"{100 * fmean(figures['wrong']):.0f} %"
            rates = " ".join(f"{100 * each:.1f}" for each in figures["rates"])
            ends = f"{100 * figures['low']:.1f} to {100 * figures['high']:.1f}"
            yield f"| {variant or '-'} | {arm} | {rates} | {100 * figures['mean']:.1f} | {ends} | {wrong} |"
    yield from round_lines(found)
    yield "\n| difference, points | each seed | mean | 95 % over seeds | p |\n|---|---|---|---|---|"
    for variant, proof in found.items():
        for each in proof["differences"]:
            yield difference(f"{variant} {each['of']} - {each['from']}".strip(), each["seeds"])
    yield from pooled(found) if name == "repeats" else across(found)


def round_lines(found: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Each round of self-training: right answers, and how varied the draws are."""
    if not any(proof["rounds"] for proof in found.values()):
        return
    yield "\n| variant | arm | right after each round | distinct 4-grams | words once |\n|---|---|---|---|---|"
    for variant, proof in found.items():
        for arm, rounds in proof["rounds"].items():
            shown = [path_of([one["mean"] for one in rounds])]
            shown += [
                path_of([fmean(each[word] for each in one["drawn"]) for one in rounds])
                for word in ("distinct", "rare")
            ]
            yield f"| {variant or '-'} | {arm} | {' | '.join(shown)} |"


def pooled(found: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The differences over the seeds of all repetitions together."""
    seeds: dict[str, list[float]] = {}
    for proof in found.values():
        for each in proof["differences"]:
            seeds.setdefault(f"all {each['of']} - {each['from']}", []).extend(each["seeds"])
    yield from (difference(named, values) for named, values in seeds.items())


def across(found: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Each variant minus the first, for the arms that both have: their seeds are the same."""
    first, *others = found
    for variant in others:
        for arm, figures in found[variant]["arms"].items():
            if arm in found[first]["arms"]:
                pairs = zip(figures["rates"], found[first]["arms"][arm]["rates"], strict=True)
                yield difference(f"{arm}: {variant} - {first}", [one - two for one, two in pairs])


def difference(named: str, seeds: list[float]) -> str:
    low, high = interval(seeds)
    p = p_value(seeds)
    ends = "-" if low is None or high is None else f"{100 * low:+.1f} to {100 * high:+.1f}"
    null = " (null)" if low is not None and high is not None and low <= 0 <= high else ""
    each = " ".join(f"{100 * value:+.1f}" for value in seeds)
    shown = "-" if p is None else "< 0.001" if p < 0.0005 else f"{p:.3f}"
    return f"| {named} | {each} | {100 * fmean(seeds):+.1f}{null} | {ends} | {shown} |"


def path_of(values: list[float]) -> str:
    return " -> ".join(f"{value:.3f}" for value in values)


def draw_errors(found: dict[str, Any], path: Path) -> None:
    """Correct answers, and wrong rows, by the share of wrong candidates that a verifier accepts; 10 % of the right are rejected."""
    arms = {name: each for name, each in found["arms"].items() if name.endswith(",10")}
    places = {name: float(name.partition(":")[2].partition(",")[0]) for name in arms}
    points = sorted((places[name], each["mean"], each["low"], each["high"]) for name, each in arms.items())
    wrong = sorted((places[name], fmean(each["wrong"]), None, None) for name, each in arms.items())
    edges = [min(places.values()), max(places.values())]
    flat = {
        name: [(edge, found["arms"][name]["mean"], None, None) for edge in edges]
        for name in ("verified", "unverified")
    }
    plot.lines(
        {"noisy: correct answers": points, "noisy: wrong among its rows": wrong, **flat},
        path,
        title="A verifier that errs, 95 % interval over seeds",
        across="% of wrong candidates that it accepts (10 % of the right ones are rejected)",
    )


if __name__ == "__main__":
    main()
