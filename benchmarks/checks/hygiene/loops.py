"""Text that goes round in circles, as stuck models write it, and repetition that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.checks.hygiene.drawing import NAMES, THINGS, drawn, written

if TYPE_CHECKING:
    from random import Random

SAID = (
    "I think I should start over.", "Let me count the {t} one more time.", "The result follows from the first line.", "Now I only have to write it down.",
    "We have to be careful here.", "That means the number of {t} is right.", "Okay, that works.", "So {n} is right about this.", "I am going to write the final answer now.",
    "The function returns the list.", "Hmm.", "But wait, maybe I misread the problem.", "Let me think.", "Therefore, the statement is true.",
)  # fmt: skip
PAIRS = (
    ("Wait, is that right?", "Yes, it is."), ("Actually, I should just start working.", "Let me write the list first."), ("It could be larger.", "No, it could not."),
    ("But the problem says otherwise.", "Hmm, let me read it again."), ("I'll check the sum.", "The sum is fine.", "I'll check the units."), ("First idea: add.", "Second idea: multiply."),
)  # fmt: skip
VARIED = (
    "I'll do it. I'll write it. I'll start. I'll begin now. I'll do it now. I'll write it now. I'll start now. I'll begin. I'll do it. I'll write it. I'll start. I'll begin now. I'll do it now.",
    "Okay, let me go. Okay, going. Let me go now. Okay. Going now. Let me go. Okay, let me go. Okay, going. Let me go now. Okay. Going now. Let me go.",
    "Let me check again. Let me check it again. Let me check again. Let me check this again. Let me check again. Let me check it again. Let me check again. Let me check this again.",
    "The answer. The final answer. The answer. The final answer is the answer. The answer. The final answer. The answer. The final answer is the answer.",
    "Hmm, no. Hmm, yes. Hmm, no. Hmm, yes. Hmm, no. Hmm, yes. Hmm, no. Hmm, yes. Hmm, no. Hmm, yes.",
    "Done. Finished. Done. Finished. Done. Finished. Done. Finished. Done. Finished. Done. Finished. Done.",
)  # fmt: skip
TOKENS = ("! ", "ny", "(rr", "\u0431\u0430", "//", "I ", "=> ", "...", "\\quad ", "</", "la ", "0", "@@", "is ", "**", "\n---\n", "| ", "==", "{", "na", "\u55ef", "- ", "GGG", "1.", "_ _ ")  # fmt: skip
PARAGRAPHS = (
    "We want the total, and the total consists of the two parts that were named in the problem. The first part is known from the beginning, the second follows from it. Adding them is all that is left, and nothing was counted twice on the way.",
    "If I treat the first quantity as fixed, then the second one is determined by the relation given above. Substituting it gives an equation in one unknown. That equation is linear, so it has exactly one solution, and this solution is what was asked for.",
    "The approach is to go through the items one by one and to keep a counter. Whenever an item fits the condition, the counter goes up by one. At the end the counter is returned. This takes one pass over the data and constant memory.",
    "My first thought was to divide, but dividing loses the remainder. So I multiply instead and compare with the bound. The product stays below the bound, which is what we need. I could present this in a table as well.",
)  # fmt: skip


def filled(random: Random, text: str) -> str:
    return text.format(n=random.choice(NAMES), t=random.choice(THINGS))


def _sentence(random: Random) -> str:
    glue = random.choice((" ", "\n", "\n\n"))
    return glue.join([filled(random, random.choice(SAID))] * random.randint(6, 40))


def _cycle(random: Random) -> str:
    return random.choice((" ", "\n")).join([*random.choice(PAIRS)] * random.randint(5, 20))


def _paragraph(random: Random) -> str:
    return "\n\n".join([random.choice(PARAGRAPHS)] * random.randint(3, 8))


def _token(random: Random) -> str:
    return random.choice(TOKENS) * random.randint(60, 300)


def _word(random: Random) -> str:
    word = random.choice(
        ("Scher", "number", "the", "therefore", "vanakkam", "so", "equal", "sum", "wait", "no")
    )
    return " ".join([word] * random.randint(15, 60))


def _phrase(random: Random) -> str:
    phrase = random.choice(
        (
            "in the middle of",
            "and then the",
            "which is the number of",
            "for each of",
            "or the other",
            "as well as the",
            "because it is",
            "so that we",
        )
    )
    return " ".join([phrase] * random.randint(8, 30))


def _counted(random: Random) -> str:
    said = filled(
        random,
        random.choice(
            (
                "the number of {t} is right.",
                "add the next one and go on.",
                "the result has not changed.",
                "{n} still has the same number of {t}.",
                "look at the sum again.",
            )
        ),
    )
    name = random.choice(("Check", "Step", "Attempt", "Iteration", "Round"))
    glue = random.choice((" ", "\n"))
    return glue.join(f"{name} {number}: {said}" for number in range(1, random.randint(15, 40)))


def _listed(random: Random) -> str:
    said = filled(
        random, random.choice(("The {t} are counted", "Add the numbers", "Nothing changes", "{n} is right"))
    )
    return "\n".join(f"{number}. {said}" for number in range(1, random.randint(15, 60)))


def _bullets(random: Random) -> str:
    said = filled(random, random.choice(("the number of {t}", "the sum", "check the result", "{n}'s share")))
    return "\n".join([f"- {said}"] * random.randint(10, 40))


def _equal(random: Random) -> str:
    a = random.randint(3, 900)
    return " ".join(
        random.choice(
            ((f"= {a}",), (f"{a} = {a},",), (f"$x = {a}$,",), (f"so x = {a},",), (f"\\Rightarrow {a}",))
        )
        * random.randint(15, 60)
    )


def _answered(random: Random) -> str:
    a = random.randint(3, 900)
    return "\n".join(
        [
            random.choice(
                (
                    f"The final answer is {a}.",
                    f"**Final Answer**\n{a}",
                    f"Answer: {a}",
                    f"Therefore, the answer is {a}.",
                    f"#### {a}",
                )
            )
        ]
        * random.randint(8, 20)
    )


def _program(random: Random) -> str:
    body = random.choice(
        (
            "    total = total + 1",
            "    # check the next item",
            "    print(x)",
            "    x = f(x)",
            "    pass  # nothing to do",
        )
    )
    return (
        "```python\ndef run(x):\n    total = 0\n"
        + "\n".join([body] * random.randint(25, 60))
        + "\n    return x\n```"
    )


def _functions(random: Random) -> str:
    name = random.choice(("solve", "helper", "main"))
    return "\n\n".join(
        [f"```python\ndef {name}(xs):\n    return [x for x in xs if x]\n```\n\nThis version is simpler."]
        * random.randint(5, 12)
    )


PLANTED = {
    "a sentence": drawn(_sentence, 12), "a cycle": drawn(_cycle, 10), "a paragraph": drawn(_paragraph, 8), "tokens": drawn(_token, 16), "a word": drawn(_word),
    "a phrase": drawn(_phrase), "counted": drawn(_counted, 10), "listed": drawn(_listed), "bullets": drawn(_bullets), "equal": drawn(_equal), "answers": drawn(_answered),
    "in a program": drawn(_program), "functions": drawn(_functions), "varied": written(*VARIED),
    "other languages": written(*(said * 12 for said in ("Also ist das Ergebnis richtig. ", "Donc le r\u00e9sultat est correct. ", "\u6240\u4ee5\u7b54\u6848\u662f\u5bf9\u7684\u3002", "\u7b49\u4e00\u4e0b\uff0c\u518d\u68c0\u67e5\u4e00\u904d\u3002", "Entonces queda comprobado. ", "\u041f\u0440\u043e\u0432\u0435\u0440\u0438\u043c \u0435\u0449\u0451 \u0440\u0430\u0437. "))),
}  # fmt: skip
