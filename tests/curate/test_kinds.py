"""Laws of the kinds that filters find, over cases that are drawn, and look-alikes that pass."""

from __future__ import annotations

import base64
import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.curate.cases import reply, trace
from tests.curate.test_filters import FILTERS, item, reasons
from verigen.dataset.filters import disguise, reading, vulgar
from verigen.dataset.filters.asks import Asking

RUDE = sorted(word for word in vulgar.WORDS if word.isascii() and word.isalpha() and 4 <= len(word) <= 9)
LEET = {"a": "4@", "e": "3", "i": "1", "o": "0", "s": "5$", "t": "7"}
GROUPS = (
    "women",
    "immigrants",
    "Muslims",
    "gay people",
    "old people",
    "Mexicans",
    "the disabled",
    "black people",
)
CONTEMPT = ("disgusting", "worthless", "just parasites", "too stupid to count", "nothing but animals", "a plague", "all liars")  # fmt: skip
BARRED = ("should be deported", "do not belong here", "must never be allowed to vote", "deserve to die", "can't do maths")  # fmt: skip
PERSON = ("You are {} idiot", "What {} moron you are", "Only {} imbecile would ask", "Shut up, you {} fool")
HARM = ("I will kill you", "I hope you die", "go hang yourself", "nobody would miss you", "I know where you live", "we'll break your fingers")  # fmt: skip

words = st.sampled_from(RUDE)


def kinds(said: str) -> set[str]:
    return reasons(item(reply(said)))


@given(words, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_rude_word_is_found_however_it_is_written(word: str, draw: random.Random) -> None:
    places = [place for place, char in enumerate(word) if char in LEET]
    swapped = list(word)
    for place in draw.sample(places, min(len(places), 1 + len(word) // 5)):
        swapped[place] = draw.choice(LEET[word[place]])
    ways = ["".join(swapped), " ".join(word), ".".join(word), "-".join(word), word[:2] + word[1] * 4 + word[2:], word.upper()]  # fmt: skip

    for way in ways:
        assert "toxic" in kinds(f"Well, {way} it is then."), way


@given(st.text(string.ascii_lowercase + string.digits + " @$!*.-\u0430\u200b", max_size=80))
@settings(max_examples=100, deadline=None)
def test_the_revealed_text_has_the_places_of_the_text(text: str) -> None:
    low = text.lower()
    made, hidden = disguise.revealed(low, frozenset(reading.LETTERS.findall(low)))

    assert len(made) == len(low)
    assert all(0 <= start < end <= len(low) for start, end in hidden)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("said", [*CONTEMPT, *BARRED])
def test_contempt_for_a_group_is_toxic(group: str, said: str) -> None:
    text = f"{group[0].upper()}{group[1:]} {'are ' if said in CONTEMPT else ''}{said}."

    assert "toxic" in kinds(text)


@pytest.mark.parametrize("said", [one.format("an absolute") for one in PERSON] + list(HARM))
def test_abuse_of_a_person_is_toxic(said: str) -> None:
    assert "toxic" in kinds(f"{said}.")


@pytest.mark.parametrize(
    "said",
    [
        "Kill the time until noon: 42 minutes.",
        "Shoot the arrow at 17 + 25 = 42 degrees.",
        "The load of the ass is 17 sacks, that of the mule 25.",
        "Scunthorpe and Penistone are 42 miles apart.",
        "The dumb terminal of the slave process is killed by its master.",
        "12 women and 30 men dig; the women dig faster than the men.",
        "The women should be counted first, then the men.",
        "Of the immigrants, 17 came by ship and 25 by train.",
        "The girls hate none of the 42 songs.",
        "A stupid slip of mine: 17 + 25 is 42, not 32.",
        "I was an idiot to forget the carry; it is 42.",
        "Muslims are not all alike, and women are no worse at sums.",
        "Only girls can join the team; 30 % of them dislike German.",
        "It is best if the boys sit first, and the gorilla is stronger than any man.",
        "The knights shoot 42 arrows, and every second man in the circle is executed.",
        "5 more dog toys and 8 old ones are 13.",
        "In leet 1337 h4x0r stands for what w1nn3rs write.",
        "S.T.E.M. and F O R M A L letters are no words.",
    ],
)
def test_words_that_only_look_like_abuse_pass(said: str) -> None:
    assert "toxic" not in kinds(said)


GARBAGE = {
    "letters": lambda draw: " ".join(_drawn(draw, string.ascii_lowercase, 4, 9) for _ in range(9)),
    "one long word": lambda draw: _drawn(draw, string.ascii_lowercase, 50, 60),
    "keys of one row": lambda draw: _drawn(draw, "asdfjkl;", 24, 40),
    "letters and digits": lambda draw: " ".join(_mixed(draw) for _ in range(8)),
    "camel": lambda draw: "".join(_drawn(draw, "bcdfghjklmnpqrstvwxz", 3, 5).capitalize() for _ in range(9)),
    "bytes": lambda draw: "".join(f"\\x{draw.randrange(128, 256):02x}" for _ in range(12)),
    "percent": lambda draw: "".join(f"%{draw.randrange(160, 256):02X}" for _ in range(12)),
    "entities": lambda draw: " ".join(f"&#{draw.randrange(200, 9000)};" for _ in range(9)),
    "base64": lambda draw: base64.b64encode(draw.randbytes(60)).decode(),
    "pieces": lambda draw: " ".join(f"{a}at ##{b}ing" for a, b in zip(_some(draw), _some(draw), strict=True)),
    "sentence pieces": lambda draw: "".join(f"\u2581{a}ing" for a in _some(draw)),
    "scripts": lambda draw: "".join(draw.choice("\u0436\u0448\u0434\u0e01\u0e02\u0905\u0906\u05d0\u05d1\u0639\u063a") for _ in range(40)),
    "rare characters": lambda draw: "".join(chr(draw.randrange(0x8E00, 0x9F00)) for _ in range(40)),
    "signs": lambda draw: _drawn(draw, "!#%^&*;:,.?~[]{}<>/+-", 40, 60),
}  # fmt: skip


@pytest.mark.parametrize("kind", GARBAGE)
@pytest.mark.parametrize("seed", range(4))
def test_garbage_of_every_kind_is_found(kind: str, seed: int) -> None:
    said = GARBAGE[kind](random.Random(f"{kind} {seed}"))

    found = reasons(item(f"<think>\n17 + 25 = 42. {said}\n</think>\n\nIt is \\boxed{{42}}."))

    assert "gibberish" in found or (kind == "rare characters" and "language" in found), said


@pytest.mark.parametrize(
    "said",
    [
        "The strand is ATGCGTACGTTAGC, its complement TACGCATGCAATCG.",
        "5d41402abc4b2a76b9719d911017c592 is a digest, of 32 digits.",
        "3.14159265358979323846264338327950288 begins the decimals.",
        "| a | b | a+b |\n|---|---|---|\n| 17 | 25 | 42 |",
        "\\frac{17}{25} \\cdot \\sqrt{42} \\le \\sum_{i=1}^{n} x_i^2",
        "bcdfghjklmnpqrstvwxyz are the other letters.",
        "C12H22O11 + 12 O2 -> 12 CO2 + 11 H2O",
        "HHT, HTH, THH are the cases with two heads, RGBRGB is an order.",
        "Krzysztof Szczepanski and Nguyen share them with Siobhan.",
        "pneumonoultramicroscopicsilicovolcanoconiosis has 45 letters.",
    ],
)
def test_formulas_names_and_codes_are_no_garbage(said: str) -> None:
    assert "gibberish" not in kinds(said)


ANNOUNCED = ("Let me think", "I will solve the problem", "Okay, so first I understand the question", "Thinking it over carefully", "We should find the solution now")  # fmt: skip
SETTLED = ("I feel confident about my answer", "After a while I know the result", "It is clear and simple", "That must be the right conclusion", "So I will give the final answer")  # fmt: skip


@given(st.sampled_from(ANNOUNCED), st.sampled_from(SETTLED), st.sampled_from((". ", "... ", ".\n", "! ")))
@settings(max_examples=40, deadline=None)
def test_talk_about_thinking_is_no_thought(first: str, last: str, between: str) -> None:
    said = f"<think>\n{first}{between}{last}.\n</think>\n\nThe answer is \\boxed{{42}}."

    assert "empty_reasoning" in reasons(item(said))


@pytest.mark.parametrize(
    "step",
    [
        "17 and 25 make 42.",
        "Multiply by six.",
        "By parity.",
        "The tens give 30, the ones 12.",
        "Sort, then take the last.",
        "Half of 84.",
    ],
)
def test_one_short_step_is_a_thought(step: str) -> None:
    assert "empty_reasoning" not in reasons(item(f"<think>\n{step}\n</think>\n\nIt is \\boxed{{42}}."))


PREFIXES = ("abc_live_", "pat-", "zz1_", "tok_", "K3", "")
NAMES = ("The key is {}.", 'API_KEY = "{}"', "export SERVICE_TOKEN={}", "Log in with the token {} please.")


@given(st.sampled_from(PREFIXES), st.sampled_from(NAMES), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_random_string_that_the_text_calls_a_key_is_a_secret(
    prefix: str, said: str, draw: random.Random
) -> None:
    key = prefix + "".join(_mixed(draw) for _ in range(4))

    assert "secret" in kinds(said.format(key))


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("Call Dana at 052 555" + "2606.", "phone"),
        ("Her mobile number is 0793 11" + "84 22.", "phone"),
        ("The national ID number of Ines is 70" + "1011-7072.", "identity_number"),
        ("Passport No. C4" + "839201X", "identity_number"),
        ("Ada lives at 831 Garcia Summit.", "address"),
        ("She was born on 12 " + "March 1984.", "birth"),
    ],
)
def test_what_the_text_names_as_personal_needs_no_proof(said: str, label: str) -> None:
    (found,) = FILTERS["pii"].find(item(trace(said)))

    assert found.label == label


@pytest.mark.parametrize("token", ["<|turn_end|>", "<|tool_calls_section_begin|>", "[|assistant|]", "<reserved_7>", "<|UserX|>", "<end_of_plan>"])  # fmt: skip
def test_a_token_of_any_template_is_broken_form(token: str) -> None:
    assert "structure" in kinds(f"So far so good. {token}")


def test_only_the_filters_on_request_ask_a_teacher() -> None:
    assert not any(isinstance(part, Asking) for part in FILTERS.values())


def _drawn(draw: random.Random, letters: str, least: int, most: int) -> str:
    return "".join(draw.choice(letters) for _ in range(draw.randint(least, most)))


def _mixed(draw: random.Random) -> str:
    parts = [draw.sample(part, 3) for part in (string.ascii_lowercase, string.digits, string.ascii_uppercase)]
    return "".join("".join(three) for three in zip(*parts, strict=True))


def _some(draw: random.Random) -> list[str]:
    return [_drawn(draw, "bdfgklmnprst", 2, 3) for _ in range(8)]
