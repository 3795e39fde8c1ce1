"""One rule for every trainer: right is 1, wrong is 0, undecided is masked, babble is wrong."""

from __future__ import annotations

import ast
import json
import pickle
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.errors import UnknownPart, UserError
from verigen.rewards import environment, nemo_gym, openrlhf
from verigen.rewards.score import Scorer, shares
from verigen.rewards.shaping import Shaping, repeated
from verigen.rewards.trl import reward, text_of
from verigen.rewards.truth import problem_of
from verigen.rewards.verifiers import judge
from verigen.rewards.verl import compute_score

if TYPE_CHECKING:
    from collections.abc import Callable

RIGHT, WRONG, OPEN = r"It is \boxed{4}.", r"It is \boxed{5}.", r"\boxed{f(g(h(3)))}"
BABBLE = ["I do not know at all", "hello there my friend", "", "<think>never ends", "about five or so maybe"]
ADD = {
    "mode": "function",
    "entry_point": "add",
    "tests": [{"args": [2, 3], "expected": 5}, {"args": [0, 0], "expected": 0}],
    "solution": "def add(a, b):\n    return a + b\n",
}
ADDS = "```python\ndef add(a, b):\n    return a + b\n```"
HALF = "```python\ndef add(a, b):\n    return 0\n```"


def test_right_is_one_wrong_is_nothing_and_the_undecided_is_masked() -> None:
    texts = [RIGHT, WRONG, OPEN]

    assert reward("math")(texts, texts, answer=["4"] * 3) == [1.0, 0.0, None]


@pytest.mark.parametrize("text", BABBLE)
def test_babble_without_a_box_is_wrong_not_masked(text: str) -> None:
    (found,) = Scorer().score(["4"], [text])

    assert found.reward == 0.0
    assert not found.undecided


@given(st.text("?!.-<>=+* ~,;:'\"/|\t@&", max_size=12))
def test_a_box_without_a_letter_or_digit_is_wrong_not_masked(inside: str) -> None:
    """An empty box would else be a way out of every penalty that costs a policy two braces."""
    (found,) = Scorer().score(["4"], [rf"So it is \boxed{{{inside}}}"])

    assert (found.reward, found.undecided) == (0.0, False)


@pytest.mark.parametrize("sign", [">", "<", "?", r"\emptyset", "\u221e"])
def test_a_sign_that_is_the_answer_keeps_its_reward(sign: str) -> None:
    (found,) = Scorer().score([sign], [rf"\boxed{{{sign}}}"])

    assert found.reward == 1.0


def test_an_answer_in_words_that_is_right_keeps_its_reward() -> None:
    (found,) = Scorer().score([r"\text{Monday}"], ["The answer is Monday."])

    assert found.reward == 1.0


def test_trl_gets_the_shares_of_every_step() -> None:
    logged: dict[str, float] = {}
    texts = [RIGHT, OPEN, "", RIGHT]

    reward("math")(texts, texts, answer=["4"] * 4, log_metric=logged.__setitem__, trainer_state=None)

    assert logged == {"verigen/undecided": 0.25, "verigen/unreadable": 0.25, "verigen/overlong": 0.0}


@pytest.mark.parametrize("server", [None, "http://127.0.0.1:9"])
def test_trl_can_send_the_reward_to_another_process(server: str | None) -> None:
    """Its AsyncGRPOTrainer scores in a process of its own, and names the columns of its log by `__name__`."""
    made = reward("math", server=server, shaping=None if server else Shaping(format=0.1))

    again = pickle.loads(pickle.dumps(made))

    assert (again, again.__name__) == (made, "verigen")
    if server is None:
        assert again([RIGHT, OPEN], [RIGHT, OPEN], answer=["4"] * 2) == [1.0, None]


def test_trl_conversations_are_graded_by_the_last_assistant_message() -> None:
    turns = [{"role": "assistant", "content": WRONG}, {"role": "tool", "content": "5"}]
    parts = [{"role": "assistant", "content": [{"type": "text", "text": RIGHT}]}]

    assert text_of([*turns, {"role": "assistant", "content": RIGHT}]) == RIGHT
    assert text_of(parts) == RIGHT
    assert text_of([{"role": "assistant", "content": None}]) == ""


def test_a_dataset_without_ground_truths_is_refused_with_its_columns() -> None:
    with pytest.raises(UserError, match="it has colour"):
        reward("math")([RIGHT], [RIGHT], colour=["red"])


@pytest.mark.parametrize(
    "truth",
    ["4", 4, 4.0, {"answer": "4"}, '{"answer": "4"}', {"prompt": "2 + 2?", "reference": {"answer": "4"}}],
)
def test_a_ground_truth_may_be_an_answer_a_reference_or_a_problem(truth: Any) -> None:
    assert [each.reward for each in Scorer().score([truth] * 2, [RIGHT, WRONG])] == [1.0, 0.0]


@pytest.mark.parametrize("truth", [{"anser": "4"}, "", [1], None, True, r"\frac{"])
def test_a_bad_ground_truth_masks_its_own_text_alone(truth: Any) -> None:
    bad, good = Scorer().score([truth, "4"], [RIGHT, RIGHT])

    assert (bad.reward, bad.verdict.reason, good.reward) == (None, "reference", 1.0)


def test_an_unknown_domain_is_told_at_the_first_call() -> None:
    with pytest.raises(UnknownPart, match="did you mean math"):
        Scorer(domain="maths").score(["4"], [RIGHT])


def test_the_same_truth_in_two_domains_is_two_problems() -> None:
    assert problem_of(json.dumps(ADD), "code").domain == "code"
    assert problem_of({"domain": "code", "prompt": "Add.", "reference": ADD}, "math").domain == "code"


def test_a_program_is_graded_and_its_share_of_tests_can_be_paid() -> None:
    plain, paid = Scorer(domain="code", jobs=1), Scorer(domain="code", jobs=1, shaping=Shaping(tests=0.4))

    assert [each.reward for each in plain.score([ADD] * 3, [ADDS, HALF, "no program"])] == [1.0, 0.0, 0.0]
    assert [each.reward for each in paid.score([ADD] * 3, [ADDS, HALF, "no program"])] == [1.0, 0.2, 0.0]


WEIGHTS = st.floats(0, 1)


@given(
    tests=WEIGHTS,
    form=WEIGHTS,
    length=WEIGHTS,
    repetition=WEIGHTS,
    passed=WEIGHTS,
    tokens=st.integers(0, 9999),
)
def test_no_allowed_weights_pay_a_wrong_text_more_than_a_right_one(
    tests: float, form: float, length: float, repetition: float, passed: float, tokens: int
) -> None:
    try:
        shaping = Shaping(tests=tests, format=form, length=length, repetition=repetition)
    except UserError:
        return
    (verdict,) = (each.verdict for each in Scorer().score(["4"], [""]))

    worst = shaping.of(1.0, "a b c d " * 50, verdict, tokens, 0.0)
    assert worst > shaping.of(0.0, "x", verdict, 0, passed) - 1e-9


def test_weights_that_could_turn_the_order_round_are_refused() -> None:
    with pytest.raises(UserError, match="below 1"):
        Shaping(tests=0.6, length=0.5)


def test_an_overlong_text_is_masked_and_repetition_is_measured() -> None:
    scores = Scorer(shaping=Shaping(overlong=5)).score(["4", "4"], [RIGHT, RIGHT], [5, 4])

    assert [each.reward for each in scores] == [None, 1.0]
    assert shares(scores)["overlong"] == 0.5
    assert repeated("one two three four") == 0.0
    assert repeated("again and again and " * 20) > 0.9


def test_verl_gets_the_same_keys_for_every_text() -> None:
    found = [compute_score("openai/gsm8k", text, "4", {"index": 3}) for text in (RIGHT, WRONG, OPEN, "")]

    assert len({tuple(each) for each in found}) == 1
    assert [each["score"] for each in found] == [1.0, 0.0, 0.0, 0.0]
    assert [each["undecided"] for each in found] == [0.0, 0.0, 1.0, 0.0]
    assert compute_score("x", OPEN, "4", None, undecided=0.5, reward_router_address="x")["score"] == 0.5


def test_openrlhf_gets_tensors_from_the_file_and_numbers_over_http() -> None:
    torch = pytest.importorskip("torch")
    prompt = "What is 2 + 2? Not 5."

    made = openrlhf.reward_func([prompt + RIGHT, prompt + WRONG], [prompt] * 2, ["4", "4"])

    assert made["rewards"].tolist() == made["scores"].tolist() == [1.0, 0.0]
    assert isinstance(made["rewards"], torch.Tensor)
    assert openrlhf.answer([prompt + RIGHT], [prompt], ["4"], Scorer())["rewards"] == [1.0]


def gym(text: str) -> dict[str, Any]:
    said = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}
    return {"responses_create_params": {"input": []}, "response": {"output": [said]}, "expected_answer": "4"}


def test_nemo_gym_masks_the_undecided_and_keeps_the_request() -> None:
    right, masked = (nemo_gym.verify(gym(text), Scorer()) for text in (RIGHT, OPEN))

    assert (right["reward"], right["mask_sample"], right["expected_answer"]) == (1.0, False, "4")
    assert (masked["reward"], masked["mask_sample"]) == (0.0, True)
    assert masked["failure_reason"]


def test_an_environment_is_a_package_whose_problems_grade_themselves(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    bank = tmp_path / "bank.jsonl"
    bank.write_text('{"question": "What is 2 + 2?", "answer": "4", "licence": "MIT"}\n')

    ended = run("env", "my-sums", "--bank", bank, "--domain", "math")

    folder = tmp_path / "environments" / "my_sums"
    assert ended.code == 0, ended.err
    assert {path.name for path in folder.rglob("*.*")} >= {"pyproject.toml", "README.md", "taskset.py"}
    compile((folder / "my_sums" / "taskset.py").read_text(), "taskset.py", "exec")
    (line,) = (folder / "my_sums" / "problems.jsonl").read_text().splitlines()
    assert [judge(line, text) for text in (RIGHT, WRONG, OPEN)] == [1.0, 0.0, None]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
def test_an_environment_can_be_read_whatever_its_bank_is_called(bank: str) -> None:
    with TemporaryDirectory() as place:
        folder, _ = environment.write("my-sums", [problem_of("4")], Path(place), bank)

        made = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
        ast.parse((folder / "my_sums" / "taskset.py").read_text(encoding="utf-8"))

    assert made["project"]["name"] == "my-sums"


def test_an_environment_needs_a_name_that_pip_takes(run: Callable[..., Any], tmp_path: Path) -> None:
    ended = run("env", "My Sums", "--bank", "math-core", "--domain", "math", "--limit", 1)

    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "is no package name" in ended.err
