"""A student trained by the user's own command."""

from __future__ import annotations

import shlex
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import jsonl
from verigen.core.errors import PartError, UserError
from verigen.prove.material import Trained
from verigen.prove.models import folder
from verigen.prove.models.pretrained import PretrainedStudent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded

RECORDS, LOG = "records.jsonl", "train.log"
NEEDED = ("{records}", "{out}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(PretrainedStudent):
    """`command` is run once per student, with {records} (JSON Lines of prompt and completion), {out} (the folder that
    it has to leave a model in), {base} (the model to start from) and {seed}.

    `model` is the base.
    """

    command: str = ""

    def __post_init__(self) -> None:
        missing = [each for each in NEEDED if each not in self.command]
        if missing:
            raise UserError(f"--train needs {' and '.join(missing)} in its command")
        if not self.model:
            raise UserError("--train needs the base: --student FOLDER or a hub id")

    def train(
        self, rows: Sequence[Graded], base: Path | None, out: Path, *, seed: int, tokens: int | None
    ) -> Trained:
        """Run the command. Raises PartError with its last line if it fails."""
        began = time.perf_counter()
        if base is None or tokens is None:
            folder.point(out, folder.absolute(self.model))
            return Trained(rows=0, tokens=0, loss=None, seconds=0.0)
        kept, _ = folder.equal(rows, tokens, seed, lambda text: len(text.split()))
        jsonl.write(out / RECORDS, folder.conversations(kept))
        words = {"records": out / RECORDS, "out": out, "base": folder.model_in(base), "seed": seed % 2**31}
        line = self.command
        for name, value in words.items():
            line = line.replace("{" + name + "}", shlex.quote(str(value)))
        with (out / LOG).open("w", encoding="utf-8") as log:
            ended = subprocess.run(shlex.split(line), stdout=log, stderr=subprocess.STDOUT, check=False)  # noqa: S603 - the user's own
        if ended.returncode:
            said = (out / LOG).read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise PartError(f"the training command ended with {ended.returncode}: {' '.join(said)[:300]}")
        return Trained(rows=len(kept), tokens=tokens, loss=None, seconds=time.perf_counter() - began)
