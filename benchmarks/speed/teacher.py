"""Measures what a goal saves, and what the loop costs beside vLLM's own offline generation, with a real model.

    python benchmarks/speed/teacher.py goals  --bank train.jsonl --limit 40     tokens for a pair: goal against n
    python benchmarks/speed/teacher.py engine --bank train.jsonl --limit 10     tokens/s: the loop against LLM.generate

Both need vLLM (a GPU, or its CPU build). `goals` samples the same problems twice, with a fixed n and with the goal,
and counts every token drawn, those of aborted requests too. `engine` lets both generate the same prompts with the
same seeds and limits, in processes of their own, in turns; the medians of the rounds count. Where vLLM tells the
device's peak (--peak-tflops), the model's FLOPs utilisation is 2 x parameters x tokens/s over it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic

from verigen.core import domains, seeds
from verigen.core.types import Sampling
from verigen.domains.opening import first_ask
from verigen.ledger.ledger import Ledger
from verigen.ledger.tables import SessionRow
from verigen.problems.banks import find
from verigen.sampling.display import RichWatch
from verigen.teachers.choose import PROMPT_TOKENS, choose
from verigen.teachers.vllm import api as vllm_api


def sample(given: argparse.Namespace, out: Path, *more: str) -> SessionRow:
    """One run in a process of its own; its session's figures."""
    command = [
        *(sys.executable, "-m", "verigen", "sample", "--domain", "math", "--engine", "vllm"),
        *(
            "--bank",
            str(given.bank),
            "--limit",
            str(given.limit),
            "--n",
            str(given.n),
            "--licence",
            given.licence,
        ),
        *("--max-tokens", str(given.max_tokens), "--out", str(out), *more),
        *(("--teacher", given.teacher) if given.teacher else ()),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.strip().splitlines()[-1])
    with contextlib.closing(Ledger(out / "ledger.db")) as ledger:
        (session,) = ledger.sessions()
    return session


def goals(given: argparse.Namespace, folder: Path) -> None:
    print(
        f"{'goal':28}{'tokens':>9}{'of aborted':>12}{'pairs':>7}{'tokens/pair':>13}{'tokens/s':>10}{'idle %':>8}"
    )
    for goal in ("n", given.goal):
        session = sample(given, folder / goal, "--goal", goal)
        pairs = sum(1 for _ in (folder / goal / "preference/train.jsonl").open())
        tokens = session.tokens + session.wasted
        print(
            f"{goal:28}{tokens:9,}{session.wasted:12,}{pairs:7}{tokens / max(pairs, 1):13,.0f}"
            f"{session.tokens / session.wall_s:10,.0f}{100 * session.idle_s / session.wall_s:8.2f}"
        )


def offline(given: argparse.Namespace) -> None:
    """The loop's requests through LLM.generate; prints tokens and seconds."""
    from vllm import LLM

    choice = choose(given.teacher, "vllm", RichWatch(), context=given.max_tokens + PROMPT_TOKENS)
    teacher = choice.teacher
    vllm_api.prepare()
    model, requests = teacher._folder(), teacher._requests(cpu=vllm_api.on_cpu())
    arguments = vllm_api.engine_arguments(teacher, model, requests=requests, on_cpu=vllm_api.on_cpu())
    arguments.pop("enable_log_requests")
    tokenizer = vllm_api.tokenizer(model, trust_remote_code=False)
    prompts, parameters = [], []
    bank = find.find(str(given.bank), "math", licence=None, split="train").problems()
    domain = domains.named("math")
    for problem, _ in zip(bank, range(given.limit), strict=False):
        chat = [
            {"role": m.role, "content": m.content} for m in first_ask(domain, problem, reasoner=True).messages
        ]
        text = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
        for index in range(given.n):
            seed = seeds.derive(0, "sample", problem.id, index)
            prompts.append({"prompt_token_ids": tokenizer.encode(text, add_special_tokens=False)})
            parameters.append(
                vllm_api.sampling_params(Sampling(max_tokens=given.max_tokens), seed, special=False)
            )
    llm = LLM(**arguments)
    started = monotonic()
    outputs = llm.generate(prompts, parameters, use_tqdm=False)
    tokens = sum(len(output.outputs[0].token_ids) for output in outputs)
    print(json.dumps({"tokens": tokens, "seconds": monotonic() - started}))


def engine(given: argparse.Namespace, folder: Path) -> None:
    rates: dict[str, list[float]] = {"loop": [], "LLM.generate": []}
    idle: list[float] = []
    for turn in range(given.rounds):
        session = sample(given, folder / f"loop-{turn}", "--engine-option", "reasoner=true")
        rates["loop"].append(session.tokens / session.wall_s)
        idle.append(session.idle_s / session.wall_s)
        again = [sys.executable, __file__, "offline", *sys.argv[2:]]
        peer = json.loads(
            subprocess.run(again, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
        )
        rates["LLM.generate"].append(peer["tokens"] / peer["seconds"])
    for name, values in rates.items():
        print(f"{name:14}{median(values):8,.0f} tokens/s   " + " ".join(f"{value:,.0f}" for value in values))
    loop, peer_rate = median(rates["loop"]), median(rates["LLM.generate"])
    print(f"loop / LLM.generate {100 * loop / peer_rate:.1f} %, engine idle {100 * median(idle):.2f} %")
    if given.peak_tflops:
        print(f"MFU {100 * 2 * given.parameters * loop / (given.peak_tflops * 1e12):.2f} %")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("what", choices=["goals", "engine", "offline"])
    options.add_argument(
        "--bank", type=Path, required=True, help="problems with answers, as GSM8K's train.jsonl"
    )
    options.add_argument("--licence", default="MIT", help="of rows that name none; GSM8K's is MIT")
    options.add_argument("--limit", type=int, default=40)
    options.add_argument("--n", type=int, default=16)
    options.add_argument("--goal", default="pair")
    options.add_argument("--max-tokens", type=int, default=384)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--teacher")
    options.add_argument("--parameters", type=float, default=0.5e9)
    options.add_argument("--peak-tflops", type=float)
    given = options.parse_args()
    if given.what == "offline":
        offline(given)
        return
    folder = Path(tempfile.mkdtemp(prefix="verigen-teacher-"))
    try:
        {"goals": goals, "engine": engine}[given.what](given, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
