"""Students that begin as a model: a Llama of random weights, trained by TRL itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from verigen.core.errors import PartError, UserError
from verigen.core.types import Verdict
from verigen.prove import beforehand, material
from verigen.prove.models import folder, generate
from verigen.prove.models.command import Command
from verigen.prove.models.memory import smaller
from verigen.prove.models.trl import Trl
from verigen.prove.order import ProveOrder
from verigen.prove.preference import PreferredPair
from verigen.prove.source import GivenCandidates
from verigen.prove.tiny import sums

for name in ("torch", "trl", "peft"):
    pytest.importorskip(name, reason=f"{name} is not installed (pip install 'verigen-engine[prove]')")
pytestmark = pytest.mark.filterwarnings("ignore")  # of the trainers' own libraries

TEMPLATE = (
    "{% for m in messages %}<|{{m.role}}|>{{m.content}}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SPECIAL = ["<|end|>", "<|user|>", "<|assistant|>", "<pad>"]
WRONG = Verdict(outcome="incorrect", verifier="source", method="none", reason="made wrong")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 60,000 random weights and a tokenizer of bytes."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    out = tmp_path_factory.mktemp("model")
    words = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *SPECIAL]
    made = Tokenizer(models.BPE(vocab={word: at for at, word in enumerate(words)}, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens(SPECIAL)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<|end|>", pad_token="<pad>")
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(out)
    torch.manual_seed(0)
    shape = LlamaConfig(
        vocab_size=len(words),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=256,
        eos_token_id=len(words) - 4,
        bos_token_id=None,
        pad_token_id=len(words) - 1,
    )
    LlamaForCausalLM(shape).save_pretrained(out)
    return out


ROWS = [material.graded(each, 0, each.reference.solution, "gold") for each in sums.draw(1, 24, 1, set())]
PAIRS = [
    PreferredPair(chosen=row, rejected=material.graded(row.problem, 1, "no idea", "bad", WRONG))
    for row in ROWS
]


def weights(out: Path) -> dict[str, Any]:
    from safetensors.torch import load_file

    return dict(load_file(out / "model" / "model.safetensors"))


def base(model: Path, place: Path) -> Path:
    place.mkdir()
    folder.point(place, str(model))
    return place


def student(model: Path, **options: Any) -> Trl:
    return Trl(model=str(model), batch=8, precision="float32", rate=1e-3, **options)


def trained(by: Trl, tmp_path: Path, name: str, rows: Any = ROWS, tokens: int = 500) -> tuple[Path, Any]:
    start = tmp_path / "base"
    start = start if start.exists() else base(Path(by.model), start)
    out = tmp_path / name
    out.mkdir()
    work = by.prefer if isinstance(rows[0], PreferredPair) else by.train
    return out, work(rows, start, out, seed=1, tokens=tokens)


def apart(one: Path, two: Path) -> float:
    a, b = weights(one), weights(two)
    return max(float((a[name] - b[name]).abs().max()) for name in a)


def test_where_memory_is_short_smaller_batches_make_the_same_student(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from verigen.prove.models import fit

    sizes = []

    class ShortOfMemory(fit.SFTTrainer):  # type: ignore[name-defined]
        """A stand-in for a machine with memory for two rows at a time."""

        def train(self, *args: Any, **options: Any) -> Any:
            import torch

            sizes.append(self.args.per_device_train_batch_size)
            if sizes[-1] > 2:
                torch.empty(1 << 60)
            return super().train(*args, **options)

    whole, told = trained(student(model), tmp_path, "whole")
    monkeypatch.setattr(fit, "SFTTrainer", ShortOfMemory)
    parts, again = trained(student(model), tmp_path, "parts")

    assert sizes == [8, 4, 2]
    assert again.loss == pytest.approx(told.loss, abs=1e-4)
    assert (again.rows, again.tokens) == (told.rows, told.tokens)
    assert apart(whole, parts) < 1e-4  # a step is 1e-3
    assert apart(whole, base_weights(model, tmp_path)) > 1e-3


def base_weights(model: Path, tmp_path: Path) -> Path:
    place = tmp_path / "untrained"
    place.mkdir()
    (place / "model").symlink_to(model)
    return place


def test_the_same_seed_makes_the_same_bytes_on_any_number_of_cores(model: Path, tmp_path: Path) -> None:
    import torch

    one, _ = trained(student(model), tmp_path, "one")
    torch.set_num_threads(2)
    two, _ = trained(student(model), tmp_path, "two")

    assert torch.get_num_threads() == 1  # so small a model never uses two, a real one would
    files = [each / "model" / "model.safetensors" for each in (one, two)]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("rows", [ROWS, PAIRS], ids=["sft", "dpo"])
def test_adapters_are_merged_into_a_model_that_loads_alone(rows: Any, model: Path, tmp_path: Path) -> None:
    by = student(model, lora=True)

    out, told = trained(by, tmp_path, "out", rows)

    assert told.tokens >= 500
    assert weights(out).keys() == weights(base_weights(model, tmp_path)).keys()
    assert len(by.answer(out, [row.problem for row in ROWS[:3]], temperature=0.0, seed=1)) == 3


@pytest.mark.parametrize("template", [True, False], ids=["template", "plain"])
def test_a_student_is_asked_as_its_records_begin(template: bool, model: Path) -> None:  # noqa: FBT001
    tokenizer = generate.tokenizer(str(model))
    tokenizer.chat_template = TEMPLATE if template else None
    (record,) = folder.conversations(ROWS[:1])

    asked = generate.prompt(tokenizer, ROWS[0].problem)

    whole = "".join(folder.plain(record).values())
    if template:
        whole = tokenizer.apply_chat_template(record["prompt"] + record["completion"], tokenize=False)
    assert whole.startswith(asked)
    assert ROWS[0].problem.prompt in asked
    assert ROWS[0].candidate.text not in asked


OWN_TRAINER = """
import json, shutil, sys
records, out, base = sys.argv[1:4]
rows = [json.loads(line) for line in open(records)]
if len(sys.argv) > 4:
    sys.exit("no rows for " + sys.argv[4])
assert rows[0].keys() == {"prompt", "completion"} and len(rows) > 20
shutil.copytree(base, out + "/mine")
"""


def test_a_trainer_of_the_users_own_gets_records_and_leaves_a_model(model: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.py"
    own.write_text(OWN_TRAINER)
    line = f"{sys.executable} {own} {{records}} {{out}} {{base}}"

    out, told = trained(Command(model=str(model), command=line, max_tokens=8), tmp_path, "out", tokens=120)  # type: ignore[arg-type]
    found = Command(model=str(model), command=line, max_tokens=8).answer(
        out, [ROWS[0].problem], temperature=0.0, seed=1
    )

    assert told.tokens >= 120
    assert folder.model_in(out) == str(out / "mine")
    assert len(found) == 1
    with pytest.raises(PartError, match="the training command ended with 1: no rows for me"):
        trained(Command(model=str(model), command=f"{line} me"), tmp_path, "other")  # type: ignore[arg-type]


def test_a_preference_lowers_its_loss(model: Path, tmp_path: Path) -> None:
    _, told = trained(student(model), tmp_path, "out", PAIRS, tokens=3000)

    assert told.loss < 0.6  # 0.693 where nothing was learned


def test_a_loss_that_is_no_number_leaves_nothing(model: Path, tmp_path: Path) -> None:
    with pytest.raises(PartError, match="the loss is not a number"):
        trained(replace(student(model), rate=1e30), tmp_path, "out")
    assert not (tmp_path / "out" / "model").exists()


def test_rows_that_are_too_long_are_left_out_and_told_if_none_is_left(model: Path, tmp_path: Path) -> None:
    long = material.graded(ROWS[0].problem, 1, "1 " * 300, "gold")

    _, told = trained(student(model, longest=100), tmp_path, "some", [long, ROWS[0]])

    assert told.tokens < 600  # the short row, again and again
    with pytest.raises(UserError, match="none of 1 rows is within 100 tokens"):
        trained(student(model, longest=100), tmp_path, "none", [long])


@pytest.mark.parametrize("said", ["could not create a primitive", "std::bad_alloc", "CUDA out of memory."])
def test_what_torch_says_without_memory_leads_to_a_smaller_batch(said: str) -> None:
    def attempt(rows: int) -> int:
        if rows > 2:
            raise RuntimeError(said)
        return rows

    assert smaller(8, attempt) == 2


def test_one_row_too_much_for_the_memory_is_told() -> None:
    tried = []

    def attempt(rows: int) -> None:
        tried.append(rows)
        raise MemoryError

    with pytest.raises(PartError, match="out of memory with one row at a time"):
        smaller(6, attempt)
    assert tried == [6, 3, 2, 1]


def test_a_template_that_destroys_the_records_is_refused(model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in model.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    kept = "{% for m in messages %}{% if m.role == 'user' %}{{m.content}}{% endif %}{% endfor %}"
    (broken / "chat_template.jinja").write_text(kept)
    mine = GivenCandidates(groups=[ROWS])

    beforehand.readable(ProveOrder(out=tmp_path, run=tmp_path, student=str(model)), mine)
    with pytest.raises(UserError, match="refuses 24 of 24 records: the template deletes the reply"):
        beforehand.readable(ProveOrder(out=tmp_path, run=tmp_path, student=str(broken)), mine)
