"""Parts of other packages by entry point, whatever is wrong with such a package."""

from __future__ import annotations

import pytest

from installed import install
from verigen.core import registry
from verigen.core.errors import PartError, UnknownOption, UnknownPart, UserError

GOOD = """
from dataclasses import dataclass

@dataclass(frozen=True, kw_only=True)
class Yes:
    needs_reference = False
    strict: bool = False
    jobs: int | None = None

    def open(self):
        raise NotImplementedError

class Plain:
    needs_reference = False
    def open(self): ...

@dataclass(frozen=True, kw_only=True)
class Empty:
    size: int = 0

@dataclass(frozen=True, kw_only=True)
class Numb(Yes):
    needs_reference: str = "yes"

@dataclass(frozen=True, kw_only=True)
class Torn:
    @property
    def needs_reference(self):
        raise ZeroDivisionError
    def open(self): ...

@dataclass(frozen=True, kw_only=True)
class Picky(Yes):
    def __post_init__(self):
        raise KeyError("no\\nsuch thing")
"""


@pytest.fixture
def outside(tmp_path, monkeypatch):
    points = {
        "verifier.yes": "good_parts:Yes",
        "verifier.plain": "good_parts:Plain",
        "verifier.empty": "good_parts:Empty",
        "verifier.picky": "good_parts:Picky",
        "verifier.gone": "good_parts:Gone",
        "verifier.numb": "good_parts:Numb",
        "verifier.torn": "good_parts:Torn",
    }
    monkeypatch.syspath_prepend(install(tmp_path / "a", "good-parts", GOOD, points))
    return tmp_path


def test_a_part_of_another_package_is_made_by_its_name(outside) -> None:
    part = registry.make("verifier", "yes", {"jobs": 2, "executor": "local"}, strict=True)

    assert (part.jobs, part.strict) == (2, True)
    assert "yes" in registry.names("verifier")
    assert registry.find("verifier", "yes").package == "good-parts 1.0"


def test_an_option_that_a_part_lacks_comes_with_the_nearest_and_names_the_part(outside) -> None:
    with pytest.raises(
        UnknownOption, match=r"verifier 'yes' of package good-parts 1.0 .* 'strickt'; did you mean strict\?"
    ):
        registry.make("verifier", "yes", strickt=True)
    with pytest.raises(UnknownOption, match="the format 'sft' has no option 'pik'; did you mean pick"):
        registry.make("format", "sft", pik="all")


@pytest.mark.parametrize("name", ["plain", "empty", "picky", "gone", "numb", "torn"])
def test_a_part_that_is_none_of_its_kind_is_told_in_one_line(outside, name) -> None:
    with pytest.raises(PartError, match=f"the verifier '{name}' of package good-parts 1.0 ") as told:
        registry.make("verifier", name)

    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "source",
    ["import nowhere_at_all", "raise RuntimeError('two\\nlines')", "import sys; sys.exit(3)", "def ("],
)
def test_a_package_that_breaks_on_import_disables_nothing_else(outside, monkeypatch, source) -> None:
    folder = install(outside / "b", "bad-parts", source, {"verifier.bad": "bad_parts:Bad"})
    monkeypatch.syspath_prepend(folder)

    with pytest.raises(
        PartError, match=r"the verifier 'bad' of package bad-parts 1.0 does not load: \w+"
    ) as told:
        registry.make("verifier", "bad")

    assert "\n" not in str(told.value)
    assert registry.make("verifier", "yes")
    assert registry.make("verifier", "symbolic")


def test_two_packages_with_one_name_are_both_named(outside, monkeypatch) -> None:
    monkeypatch.syspath_prepend(install(outside / "b", "twin", GOOD, {"verifier.yes": "twin:Yes"}, "2.1"))

    with pytest.raises(UserError, match=r"good-parts 1\.0 and twin 2\.1"):
        registry.make("verifier", "yes")


def test_a_name_of_verigens_own_stays_its_own(outside, monkeypatch, caplog) -> None:
    monkeypatch.syspath_prepend(install(outside / "b", "usurper", GOOD, {"verifier.symbolic": "usurper:Yes"}))

    part = registry.make("verifier", "symbolic")

    assert type(part).__module__.startswith("verigen.")
    assert "the verifier 'symbolic' of package usurper 1.0 is not used" in caplog.text


def test_parts_shows_every_part_and_why_one_can_not_be_used(run, outside) -> None:
    ended = run("parts")

    assert ended.code == 0
    lines = {line.split()[1]: line for line in ended.out.splitlines() if line.startswith("verifier")}
    assert "good_parts:Yes   good-parts 1.0" in lines["yes"]
    assert lines["yes"].endswith("good-parts 1.0")
    assert "does not load: AttributeError" in lines["gone"]
    assert "symbolic" in lines


def test_an_unknown_name_still_comes_with_what_there_is(outside) -> None:
    with pytest.raises(UnknownPart, match="did you mean yes"):
        registry.make("verifier", "yess")
