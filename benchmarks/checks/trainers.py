"""Runs verigen's rewards and students in TRL itself, on a model of a few thousand weights made here.

    python benchmarks/checks/trainers.py

Two steps of GRPO and RLOO each with `verigen.rewards.trl.reward`, where one completion in four is undecided; then
`verigen prove` with a run, that model as --student, and a command as --train. Nothing is downloaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

CHAT = "{% for m in messages %}<{{ m.role }}>{{ m.content }}\n{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}"
TRAIN = "import sys, shutil; open(sys.argv[1]).read(); shutil.copytree(sys.argv[3], sys.argv[2] + '/model')"


def model(folder: Path) -> Path:
    """A GPT-2 of one layer with a tokenizer of bytes."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    words = {
        each: at for at, each in enumerate(["<pad>", "<eos>", *sorted(pre_tokenizers.ByteLevel.alphabet())])
    }
    bytes_ = Tokenizer(models.BPE(vocab=words, merges=[]))
    bytes_.pre_tokenizer, bytes_.decoder = (
        pre_tokenizers.ByteLevel(add_prefix_space=False),
        decoders.ByteLevel(),
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bytes_, pad_token="<pad>", eos_token="<eos>")
    tokenizer.chat_template = CHAT
    size = GPT2Config(
        vocab_size=len(words), n_embd=32, n_layer=1, n_head=2, n_positions=512, eos_token_id=1, bos_token_id=1
    )
    GPT2LMHeadModel(size).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def reinforce(name: str, folder: Path, out: Path) -> None:
    """Two steps; the reward replaces what the policy said by answers whose verdicts are known."""
    import trl
    from datasets import Dataset

    from verigen.rewards.trl import reward

    grade, logged = reward("math"), dict[str, float]()
    answers = [r"\boxed{4}", r"\boxed{5}", r"\boxed{f(g(h(3)))}", r"\boxed{4}"]

    def checked(prompts: list[Any], completions: list[Any], **columns: Any) -> list[float | None]:
        found = grade(prompts, [answers[at % 4] for at in range(len(completions))], **columns)
        logged.update({str(each): found.count(each) for each in (1.0, 0.0, None)})
        return found

    config, trainer = getattr(trl, f"{name}Config"), getattr(trl, f"{name}Trainer")
    settings = config(
        output_dir=str(out),
        max_steps=2,
        num_generations=4,
        per_device_train_batch_size=4,
        max_completion_length=8,
        report_to="none",
        save_strategy="no",
        use_cpu=True,
        bf16=False,
    )
    rows = Dataset.from_list([{"prompt": "What is 2 + 2?", "answer": "4"}] * 8)
    made = trainer(model=str(folder), reward_funcs=checked, args=settings, train_dataset=rows).train()
    assert logged == {"1.0": 2, "0.0": 1, "None": 1}, logged
    print(f"{name}: 2 steps, loss {made.training_loss:.4f}, one of four masked")


def students(folder: Path, out: Path) -> None:
    rows = [
        {"question": f"What is {n} + {n}?", "answer": str(2 * n), "licence": "MIT", "id": f"q{n}"}
        for n in range(30)
    ]
    bank, script = out / "bank.jsonl", out / "script.json"
    bank.write_text("".join(json.dumps(row) + "\n" for row in rows))
    script.write_text(
        json.dumps(
            {
                "default": [r"\boxed{4}", r"\boxed{2}"],
                "answers": {
                    f"What is {n} + {n}?": [rf"\boxed{{{2 * n}}}", r"\boxed{999}"] for n in range(30)
                },
            }
        )
    )
    verigen = [sys.executable, "-m", "verigen"]
    sample = [
        "sample",
        "--domain",
        "math",
        "--bank",
        str(bank),
        "--teacher",
        f"scripted:{script}",
        "--n",
        "4",
    ]
    subprocess.run([*verigen, *sample, "--out", str(out / "run")], check=True, stdout=subprocess.DEVNULL)
    shared = [
        "--student",
        str(folder),
        "--arms",
        "verified,unverified",
        "--seeds",
        "1",
        "--tokens",
        "400",
        "--jobs",
        "1",
    ]
    few = ["--student-option", "max_tokens=8"]
    for name, more in {
        "trl": [],
        "command": ["--train", f'{sys.executable} -c "{TRAIN}" {{records}} {{out}} {{base}}'],
    }.items():
        subprocess.run(
            [*verigen, "prove", str(out / "run"), *shared, *few, *more, "--out", str(out / name)], check=True
        )
        found = json.loads((out / name / "proof.json").read_text())
        print(f"prove with {name}: {sorted(found['arms'])}, {found['verdict']}")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        folder = model(out / "model")
        for name in ("GRPO", "RLOO"):
            reinforce(name, folder, out / name)
        students(folder, out)


if __name__ == "__main__":
    main()
