"""Whether a critic's second try beats plain resampling at equal tokens: the same problems, paired, with an interval.

    python -m benchmarks.checks.critic_gain HumanEval.jsonl --domain code --critic interpreter --limit 30 --n 4 --out runs/critic
    python -m benchmarks.checks.critic_gain --out runs/critic                    # measures runs as they stand

Samples each problem twice: with `--critic` in the domain of tries, and plainly in the domain itself with twice as many
candidates. For each problem both get the same budget of drawn tokens: that of the run that spent fewer. A problem counts
as solved if a candidate that ended within the budget is correct, in the order of the candidates' indices. Prints both
shares, and the paired difference with its 95 % interval over families; with --prompts the prompts' tokens count too.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from pathlib import Path

from verigen.benchmarks.paired import difference
from verigen.core.graded import Graded
from verigen.ledger.ledger import Ledger


def sample(given: argparse.Namespace) -> None:
    common = [
        "--bank",
        given.suite,
        "--teacher",
        given.teacher,
        "--max-tokens",
        str(given.max_tokens),
        "--licence",
        "MIT",
    ]
    common += ["--limit", str(given.limit)] + [
        part for each in given.engine_option for part in ("--engine-option", each)
    ]
    runs = {
        "critic": ["--domain", f"{given.domain}-repair", "--critic", given.critic, "--n", str(given.n)],
        "plain": ["--domain", given.domain, "--n", str(2 * given.n)],
    }
    for name, own in runs.items():
        command = [sys.executable, "-m", "verigen", "sample", *own, *common, "--out", str(given.out / name)]
        subprocess.run(command, check=True)


def read(folder: Path) -> dict[str, list[Graded]]:
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        return {group[0].problem.id: group for group in ledger.graded()}


def cost(item: Graded, *, prompts: bool) -> int:
    return item.candidate.tokens + (item.candidate.prompt_tokens if prompts else 0)


def solved(group: list[Graded], budget: int, *, prompts: bool) -> bool:
    for item in group:
        budget -= cost(item, prompts=prompts)
        if budget < 0:
            return False
        if item.verdict.outcome == "correct":
            return True
    return False


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("suite", nargs="?")
    options.add_argument("--domain", choices=["code", "math"], default="code")
    options.add_argument("--critic", default="interpreter")
    options.add_argument("--teacher", default="Qwen2.5-Coder-0.5B-Instruct")
    options.add_argument("--limit", type=int, default=30)
    options.add_argument("--n", type=int, default=4)
    options.add_argument("--max-tokens", type=int, default=400)
    options.add_argument("--engine-option", action="append", default=[])
    options.add_argument("--prompts", action="store_true")
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    if given.suite:
        sample(given)
    critic, plain = read(given.out / "critic"), read(given.out / "plain")
    shared = [id_ for id_ in critic if id_ in plain]
    rows = []
    for id_ in shared:
        spent = [sum(cost(item, prompts=given.prompts) for item in runs[id_]) for runs in (critic, plain)]
        rows.append([solved(runs[id_], min(spent), prompts=given.prompts) for runs in (critic, plain)])
    families = [critic[id_][0].problem.family for id_ in shared]
    repaired = sum(item.candidate.tries > 1 for group in critic.values() for item in group)
    right = sum(
        item.candidate.tries > 1 and item.verdict.outcome == "correct"
        for group in critic.values()
        for item in group
    )
    found = difference([float(one) - float(two) for one, two in rows], families)
    print(f"problems     {len(rows)}; second tries {repaired}, of which {right} right")
    print(
        f"solved       with the critic {sum(one for one, _ in rows)}, plainly {sum(two for _, two in rows)}, at equal tokens"
    )
    print(f"difference   {found.value:+.3f}, 95 % interval {found.low} to {found.high}, p {found.p}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
