"""Converts a GGUF file into a Hugging Face folder once, because vLLM and trainers read no GGUF.

Runs as `python -m verigen.teachers.convert GGUF FOLDER`, in a process of its own, because torch and transformers
must not be loaded before vLLM starts its engine process.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

from verigen.core import paths
from verigen.core.errors import TeacherError


def converted(weights: Path, revision: str) -> Path:
    """The converted folder of these weights, created if it is missing. Raises TeacherError with the converter's last line."""
    folder = paths.cache() / "converted" / f"{weights.stem}-{revision[:12]}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _convert_apart(weights, folder)
    return folder


def _convert_apart(weights: Path, folder: Path) -> None:
    staging = folder.with_name(f"{folder.name}.staging")
    shutil.rmtree(staging, ignore_errors=True)
    command = [sys.executable, "-m", "verigen.teachers.convert", str(weights), str(staging)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        shutil.rmtree(staging, ignore_errors=True)
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise TeacherError(
            f"can't convert {weights} for vLLM or training: {last}; --engine llamacpp reads it as it is"
        )
    staging.rename(folder)


def convert(weights: Path, folder: Path) -> None:
    """Dequantise to bfloat16 and save weights, tokenizer and chat template."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    source, name = str(weights.parent), weights.name
    model = AutoModelForCausalLM.from_pretrained(source, gguf_file=name, dtype=torch.bfloat16)
    model.hf_quantizer = None  # otherwise save_pretrained looks for a quantised layout
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(source, gguf_file=name).save_pretrained(folder)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
