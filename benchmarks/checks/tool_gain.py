"""Whether a tool helps a teacher: the same problems with and without it, paired, with an interval.

    python -m benchmarks.checks.tool_gain gsm8k/test.jsonl --limit 30 --teacher Qwen2.5-Coder-1.5B-Instruct --out runs/gain

Runs `verigen bench` twice on the first problems of the file, as the domains math and math-tool, with the same
sampling; then `bench --compare`, which prints the paired difference with its 95 % interval. Each bench continues
where an earlier call stopped.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("suite")
    options.add_argument("--limit", type=int, default=30)
    options.add_argument("--n", type=int, default=1)
    options.add_argument("--max-tokens", type=int, default=400)
    options.add_argument("--teacher", default="Qwen2.5-Coder-1.5B-Instruct")
    options.add_argument("--engine-option", action="append", default=[])
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    verigen = [sys.executable, "-m", "verigen", "bench"]
    for domain in ("math", "math-tool"):
        command = [*verigen, "--suite", given.suite, "--domain", domain, "--teacher", given.teacher]
        command += ["--limit", str(given.limit), "--n", str(given.n), "--max-tokens", str(given.max_tokens)]
        command += [part for each in given.engine_option for part in ("--engine-option", each)]
        subprocess.run([*command, "--out", str(given.out / domain)], check=True)
    compared = ["--compare", str(given.out / "math"), str(given.out / "math-tool")]
    return subprocess.run([*verigen, *compared], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
