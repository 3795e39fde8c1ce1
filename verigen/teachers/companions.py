"""Packages of another build than torch, which pip may leave beside it and which break vLLM, transformers and peft."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

CPU = "cpu"
COMPANIONS = ("torchvision", "torchaudio", "torchcodec")  # each of them alone keeps vLLM from loading a model


def clash() -> str | None:
    """One line that says what to remove; None where all are of torch's build, or missing.

    With torch of the CPU build and torchvision of the CUDA build, importing either user of torchvision fails with
    "operator torchvision::nms does not exist"; torchaudio and torchcodec fail with a library that does not load.
    """
    torch = _build("torch")
    if torch is None:
        return None
    builds = {name: found for name in COMPANIONS if (found := _build(name)) is not None}
    odd = {name: found for name, found in builds.items() if (found == CPU) != (torch == CPU)}
    if not odd:
        return None
    named = ", ".join(f"{name} ({found or 'CUDA'} build)" for name, found in odd.items())
    return (
        f"{named} beside torch ({torch or 'CUDA'} build) break{'s' * (len(odd) == 1)} vLLM, transformers and peft: "
        f"pip uninstall {' '.join(odd)}"
    )


def _build(package: str) -> str | None:
    """The build that a version names, as cpu in 2.13.0+cpu; None if the package is not installed."""
    try:
        return version(package).partition("+")[2]
    except PackageNotFoundError:
        return None
