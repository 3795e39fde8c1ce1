"""What a written problem must keep: every reason for which one is refused without a model."""

# Other alphabets have letters and signs that look like ours.
# ruff: noqa: RUF001

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded
from verigen.core import registry
from verigen.core.parts import Rewriter
from verigen.core.types import Problem
from verigen.domains.code.reference import CodeReference
from verigen.domains.code.reference import Test as Case
from verigen.domains.math.reference import MathReference
from verigen.domains.math.rewriting import MARK
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.rewrite.rewriters import asking, checks, languages
from verigen.problems.rewrite.rewriters.tasks import named, task
from verigen.problems.rewrite.rewriters.writing import DraftGrader

TEXT = (
    "Tom has 3 apples and buys two dozen more at the market for $1.50 each. How many apples does he have now?"
)
PARENT = replace(make_graded(0, "correct").problem, prompt=TEXT, reference=MathReference(answer="27"))
CODE = replace(
    PARENT,
    domain="code",
    prompt="Write `total(items)`, which adds the numbers of a list.\n>>> total([1, 2])\n3",
    reference=CodeReference(
        mode="function", entry_point="total", tests=[Case(args=[[1, 2]], expected=3)],
        solution="def total(items):\n    return sum(items)\n",
    ),
)  # fmt: skip
GOOD = "At the market Tom buys 24 more apples for $1.50 each, and 3 he has already. How many apples are his then?"


def reason(call: object, *arguments: object) -> str | None:
    try:
        call(*arguments)  # type: ignore[operator]
    except Refused as refused:
        return refused.reason
    return None


def said(name: str, text: str, parent: Problem = PARENT) -> str | None:
    """Why a rewriter refuses this text, or None."""
    (part,) = named(name).values()
    return reason(part.read, parent, [], f"<problem>\n{text}\n</problem>")


@pytest.mark.parametrize("name", registry.names("rewriter"))
def test_every_rewriter_keeps_the_protocol(name: str) -> None:
    kind = registry.load("rewriter", name)

    for wish in kind.wishes() or ("",):
        part = kind(wish=wish)
        asked = part.messages(PARENT, ["What is 1 + 1?"] * part.seeds)
        assert isinstance(part, Rewriter)
        assert part.effect in {"keeps", "new"}
        assert part.version
        assert part.wish == wish
        assert PARENT.prompt in asked[-1].content
        assert asking.OPEN in asked[-1].content
        assert "{" not in asked[-1].content


@pytest.mark.parametrize("name", registry.names("rewriter"))
@pytest.mark.parametrize(
    "reply", ["", "I can't.", "<problem></problem>", "<think>\n<problem>a?", "\0<problem>\0"]
)
def test_no_rewriter_reads_a_problem_out_of_nothing(name: str, reply: str) -> None:
    kind = registry.load("rewriter", name)
    part = kind(wish=next(iter(kind.wishes()), ""))

    with pytest.raises(Refused) as raised:
        part.read(PARENT, [], reply)

    assert raised.value.reason


PIECES = st.sampled_from(
    [
        TEXT,
        "<problem>",
        "</problem>",
        "<think>",
        "1,234.5",
        "9" * 5000,
        "1.234.567",
        "٣",
        "½",
        "1/0",
        "²",
        "?",
        "```",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=12), st.sampled_from(["math", "code"]))
def test_reading_never_raises_whatever_a_teacher_says(pieces: list[str], domain: str) -> None:
    parent = PARENT if domain == "math" else CODE
    parts = named("rephrase,persona,translate:de,translate:zh,evolve,self_instruct,adversarial")
    reading = DraftGrader(rewriters=parts)

    for name in parts:
        asked = task(parent, name, parts[name], [], 0)
        draft = replace(make_graded(0, "correct").candidate, text="<problem>\n" + "".join(pieces))
        assert reading.verify(asked, draft).outcome in {"correct", "incorrect"}


def test_a_problem_of_the_bank_can_not_fill_a_slot_of_the_request() -> None:
    sly = replace(PARENT, prompt="{wish} {rules} 3?")

    asked = asking.ask("persona", sly, wish="an expert")[0].content

    assert "{wish} {rules} 3?" in asked


def test_the_text_stands_between_the_last_tags_whatever_was_thought_before() -> None:
    reply = "<think>\n<problem>no</problem>\n</think>\n\nHere it is:\n<problem>\nno\n<problem>\nHow many?\n</problem>\nDone."

    assert asking.found(reply) == "How many?"
    assert asking.found("<problem>\nHow many?\n") == "How many?"


@pytest.mark.parametrize("name", ["rephrase", "persona:novice"])
def test_other_words_with_the_same_numbers_pass(name: str) -> None:
    assert said(name, GOOD) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT.upper(), "its text is its parent's"),
        (GOOD + "\ufffd", "broken characters"),
        (GOOD.replace("Tom", "[Name]"), "a placeholder"),
        (GOOD.replace("Tom", "{name}"), "a placeholder"),
        (GOOD.replace("Tom", "___"), "a placeholder"),
        (GOOD + " The answer is clear.", "it gives the answer away"),
        (GOOD + " 3 + 24 = 27", "it gives the answer away"),
        (GOOD + r" \boxed{27}", "it gives the answer away"),
        (GOOD + " Hint: add them.", None),
        (GOOD + "\nHint: add them.", "it gives the answer away"),
        ("Here is the rewritten problem: " + GOOD, "it speaks of its own writing"),
        ("As an expert I ask. " + GOOD, "it speaks of its own writing"),
        ("How many apples?", "too short"),
        (GOOD + " apples" * 200, "too long"),
        (GOOD.replace("How many apples are his then?", "He is glad."), "it asks nothing"),
        (GOOD.replace("24", "25"), "numbers changed"),
        (GOOD.replace("3 he", "some he"), "numbers changed"),
        (GOOD.replace("$1.50", "$15"), "numbers changed"),
        (GOOD + " Or 24?", "numbers changed"),
        (TEXT.replace("buys", "takes"), "too like its parent"),
    ],
)
def test_what_is_refused_and_why(text: str, expected: str | None) -> None:
    assert said("rephrase", text) == expected


def test_an_apple_may_be_one_apple() -> None:
    parent = replace(PARENT, prompt="Ann has 1 apple and 4 pears in the bag. How many fruits does she have?")

    assert (
        said("rephrase", "In Ann's bag are an apple and four pears. What is the number of fruits?", parent)
        is None
    )


def test_a_formula_is_no_placeholder() -> None:
    parent = replace(PARENT, prompt=r"Compute $\frac{8}{9} + \text{half}$ of it. Give a fraction.")

    assert said("rephrase", r"What fraction is $\frac{8}{9} + \text{half}$ of it, please?", parent) is None


def test_options_of_a_multiple_choice_stay() -> None:
    options = {"A": "27 apples", "B": "24 apples"}
    parent = replace(PARENT, reference=MathReference(answer="A", options=options))

    assert said("rephrase", GOOD, parent) == "an option is gone"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("de", "Tom hat 3 Äpfel und kauft auf dem Markt 24 weitere für je 1,50 $. Wie viele Äpfel hat er jetzt?", None),
        ("de", "Tom hat drei Äpfel und kauft zwei Dutzend weitere für 1,50 $. Wie viele hat er jetzt?", "numbers changed"),
        ("de", "Tom hat 3 Äpfel und kauft 24 weitere für je 1,50 $. Wie viele Äpfel hat er nach 5 Tagen?", "numbers changed"),
        ("de", "Tom hat 3 Äpfel und kauft 24 weitere für je 150 $. Wie viele Äpfel hat er jetzt?", "numbers changed"),
        ("fr", "Tom a 3 pommes et en achète 24 de plus au marché à 1,50 $ chacune. Combien de pommes a-t-il ?", None),
        ("fr", GOOD, "not in the language asked for"),
        ("zh", "汤姆有3个苹果，又在市场上以每个1.50美元的价格买了两打。他现在有多少个苹果？", None),
        ("zh", "汤姆有3个apples，又以每个1.50美元的价格买了两打。他现在有多少个苹果？", "words left untranslated"),
        ("de", "Tom hat 3 apples und kauft 24 more at the market zu 1,50 $. Wie viele apples hat er?", "words left untranslated"),
        ("ja", "汤姆有3个苹果，又以每个1.50美元的价格买了两打。他现在有多少个苹果？", "not in the language asked for"),
        ("zh", "汤姆有3个苹果，又以每个1.50美元的价格买了两打。他很高兴，他现在有很多很多个苹果。", "it asks nothing"),
        ("ar", "لدى توم 3 تفاحات واشترى ٢٤ أخرى من السوق بسعر 1.50 دولار للواحدة. كم تفاحة لديه الآن؟", None),
        ("ru", "У Тома 3 яблока, и он купил на рынке ещё 24 по 1,50 доллара. Сколько у него теперь яблок?", None),
        ("uk", "У Тома 3 яблока, и он купил на рынке ещё 24 по 1,50 доллара. Сколько у него теперь яблок?", "not in the language asked for"),
    ],
)  # fmt: skip
def test_a_translation_keeps_digits_and_speaks_its_language(
    code: str, text: str, expected: str | None
) -> None:
    assert said(f"translate:{code}", text) == expected


def test_a_translation_into_english_may_spell_what_it_can_not_compare() -> None:
    parent = replace(PARENT, prompt="Tom hat 3 Äpfel und kauft zwei weitere. Wie viele Äpfel hat er jetzt?")

    assert (
        said("translate:en", "Tom has 3 apples and buys two more. How many apples does he have now?", parent)
        is None
    )
    assert (
        said("translate:en", "Tom has three apples and buys two more. How many has he now?", parent) is None
    )
    assert (
        said("translate:en", "Tom has four apples and buys two more. How many has he now?", parent)
        == "numbers changed"
    )


ABROAD = {
    "ar": "باعت ناتاليا مشابك إلى 48 من أصدقائها في أبريل. كم مشبكا باعت؟",
    "cs": "Natalia prodala v dubnu sponky 48 svým přátelům a v květnu jich prodala polovinu. Kolik sponek prodala celkem?",
    "de": "Natalia hat im April Klammern an 48 ihrer Freunde verkauft und im Mai halb so viele. Wie viele hat sie verkauft?",
    "el": "Η Νατάλια πούλησε κλιπ σε 48 φίλους της τον Απρίλιο. Πόσα πούλησε συνολικά;",
    "es": "Natalia vendió pinzas a 48 de sus amigos en abril y luego la mitad en mayo. ¿Cuántas vendió en total?",
    "fr": "Natalia a vendu des pinces à 48 de ses amis en avril, puis la moitié en mai. Combien en a-t-elle vendu en tout ?",
    "hi": "नतालिया ने अप्रैल में 48 दोस्तों को क्लिप बेचीं और मई में आधी बेचीं। कुल कितनी क्लिप बेचीं?",
    "id": "Natalia menjual klip kepada 48 temannya pada bulan April. Berapa banyak klip yang dia jual?",
    "it": "Natalia ha venduto fermagli a 48 dei suoi amici ad aprile e la metà a maggio. Quanti ne ha venduti in tutto?",
    "ja": "ナタリアは4月に48人の友人にクリップを売り、5月にはその半分を売りました。合計でいくつ売りましたか。",
    "ko": "나탈리아는 4월에 친구 48명에게 클립을 팔았고 5월에는 그 절반을 팔았습니다. 모두 몇 개를 팔았습니까?",
    "nl": "Natalia verkocht in april clips aan 48 van haar vrienden en in mei half zoveel. Hoeveel clips verkocht ze in totaal?",
    "pl": "Natalia sprzedała w kwietniu spinki 48 swoim przyjaciołom, a w maju o połowę mniej. Ile spinek sprzedała łącznie?",
    "pt": "Natalia vendeu clipes para 48 de seus amigos em abril e depois metade em maio. Quantos clipes ela vendeu ao todo?",
    "ru": "Наталья продала заколки 48 своим друзьям в апреле, а в мае вдвое меньше. Сколько всего?",
    "sv": "Natalia sålde klämmor till 48 av sina vänner i april och hälften så många i maj. Hur många sålde hon totalt?",
    "th": "นาตาเลียขายคลิปให้เพื่อน 48 คนในเดือนเมษายน และขายครึ่งหนึ่งในเดือนพฤษภาคม เธอขายทั้งหมดกี่อัน",
    "tr": "Natalia nisan ayında 48 arkadaşına toka sattı ve mayıs ayında bunun yarısı kadar sattı. Toplam kaç toka sattı?",
    "uk": "Наталя продала кліпи 48 своїм друзям у квітні, а потім удвічі менше у травні. Скільки всього?",
    "vi": "Natalia đã bán kẹp cho 48 người bạn của cô, sau đó bán một nửa số đó. Cô đã bán tổng cộng bao nhiêu chiếc kẹp?",
    "zh": "娜塔莉亚在四月份把发夹卖给了48位朋友，五月份卖出了一半。她一共卖了多少个发夹？",
}


@pytest.mark.parametrize("code", ABROAD)
def test_a_text_is_taken_for_its_own_language_alone_and_is_seen_to_ask(code: str) -> None:
    assert [name for name in languages.NAMES if languages.speaks(ABROAD[code], name)] == [code]
    assert MARK.search(ABROAD[code])


@pytest.mark.parametrize("code", languages.NAMES)
def test_english_is_taken_for_no_other_language(code: str) -> None:
    assert languages.speaks(TEXT, code) == (code == "en")


@pytest.mark.parametrize("name", ["evolve:deepen", "adversarial"])
def test_a_new_problem_is_more_than_its_parent_with_other_numbers(name: str) -> None:
    assert said(name, TEXT.replace("buys", "takes").replace("3", "8")) == "too like its parent"
    assert said(name, GOOD) == "it brings no new number"
    assert said(name, TEXT.replace("How many", "He eats 4 and gives half away. How many")) is None


@pytest.mark.parametrize("name", ["evolve:constrain", "adversarial", "self_instruct"])
def test_a_new_problem_asks_one_thing(name: str) -> None:
    text = "A train with 240 people stops 3 times. How many are left if 20 leave it each time? And how many left?"

    assert said(name, text) == "it asks several things"


def test_a_seed_with_other_numbers_and_names_is_no_new_problem() -> None:
    twin = (
        "Ann has 7 apples and buys 12 more at the market for $2.50 each. How many apples does she have now?"
    )
    fresh = "A train leaves at noon and drives 240 miles at 60 miles an hour. At what hour does it arrive?"

    assert said("self_instruct", twin) == "too like a seed"
    assert said("self_instruct", fresh) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Given a list, `total(items)` gives its sum.\n>>> total([1, 2])\n3", None),
        ("Given a list, give its sum.\n>>> add([1, 2])\n3", "the function's name is gone"),
        ("Given a list, `total` gives the sum of 1, 2 and 3.", "an example or a signature is gone"),
        (
            "`total` sums it up:\n>>> total([1, 2])\n3\ndef total(items):\n    return sum(items)",
            "it gives the answer away",
        ),
        ("Given a list, `total(items)` gives its sum.\n>>> total([1, 2])\n4", "numbers changed"),
    ],
)
def test_a_programming_problem_keeps_its_interface(text: str, expected: str | None) -> None:
    assert said("rephrase", text, CODE) == expected


def test_a_literal_of_a_programming_problem_stays_as_it_is() -> None:
    parent = replace(CODE, prompt='Compress `text` by `total(text)`: "aab" gives "a2b1".')
    text = "`total(text)` takes a string and shortens it to runs: 'aab' to \"a2b1\". Write it to take `text`."

    assert said("rephrase", text, parent) is None
    assert (
        said("rephrase", text.replace("'aab'", "2 a's and 1 b"), parent)
        == "an example or a signature is gone"
    )


def test_a_repeated_text_is_known_again() -> None:
    seen: set[int] = set()

    assert [checks.repeats(text, seen) for text in ("How many?", "How  MANY?", "What?")] == [
        False,
        True,
        False,
    ]
