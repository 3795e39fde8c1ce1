from hypothesis import given
from hypothesis import strategies as st

from verigen.core import seeds

paths = st.lists(st.text(alphabet="abc/#0123456789", max_size=4) | st.integers(0, 99), max_size=4)


@given(st.integers(0, 2**40), paths)
def test_a_path_has_one_seed(seed: int, path: list[str | int]) -> None:
    first = seeds.derive(seed, *path)

    assert first == seeds.derive(seed, *path)
    assert 0 <= first < 2**63


def test_neighbouring_seeds_share_no_draw() -> None:
    drawn = {seeds.derive(seed, "sample", "p", index) for seed in (42, 43) for index in range(500)}

    assert len(drawn) == 1000


def test_a_seed_is_the_same_on_every_machine() -> None:
    assert seeds.derive(0, "sample", "p", 0) == 6790373889454657310
    assert seeds.rng(0, "x").randrange(10**6) == seeds.rng(0, "x").randrange(10**6)
