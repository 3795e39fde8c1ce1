"""Completions with a planted defect, and look-alikes without one; key-shaped strings are made from pieces."""

from __future__ import annotations

SUM = "What is 17 + 25?"
DONE = "\n\nSo the result is \\boxed{42}."
THOUGHT = "17 + 25 = 42, because 10 + 20 = 30 and 7 + 5 = 12."
HEX = "9f3c1ab7e42d5068b1c7"
MIXED = "q7Zp2LmX9vKc4TnB8sRd"


def trace(said: str) -> str:
    return f"<think>\n{THOUGHT} {said}\n</think>{DONE}"


def reply(said: str) -> str:
    return f"<think>\n{THOUGHT}\n</think>\n\n{said}{DONE}"


PLANTED: dict[str, list[str]] = {
    "pii": [
        reply("Write to m.okafor@" + "brightmail.net about it."),
        trace("Call Dana on +44 7911 " + "123456 if it is unclear."),
        trace("Her phone number is (212) 736-" + "5000."),
        reply("He paid with card 4539 5787 " + "6362 1486 last week.".replace("1486", "1494")),
        trace("Tom's social security number is 219-" + "44-3178."),
        reply("Transfer it to DE21 3705 " + "0198 0001 2345 67.".replace("DE21", "DE" + "02") if False else "His passport number is C" + "01X0006H."),
        trace("Anna lives at 48 Chestnut Avenue, and that is where I would send it."),
        trace("His CPF is 529.982.247-" + "25."),
    ],
    "secret": [
        reply("Use AKIA" + "Q7ZP2LMX9VKC4TNB" + " for that."),
        trace("export TOKEN=ghp_" + MIXED + MIXED[:16]),
        reply("The admin password is " + "vT9#kq2!Lm" + ", log in."),
        reply("sk-" + "proj-" + MIXED + MIXED.swapcase() + " is the key I used."),
        trace("It is postgres://root:" + "x8Kq2Lm9@db.intra.net/main"),
        trace("-----BEGIN " + "PRIVATE KEY-----\n" + (MIXED * 4) + "\n-----END " + "PRIVATE KEY-----"),
        reply("xoxb-" + "204817395521-" + MIXED),
    ],
    "toxic": [
        reply("You are such a pathetic moron for asking."),
        trace("Women are too stupid for sums like this."),
        reply("Refugees should all be deported."),
        reply("What a f" + "ucking waste of time."),
        trace("I will find you and hurt you."),
        reply("Du bist dumm, du Vollidiot."),
    ],
    "identity": [
        reply("As an AI language model, I can add numbers."),
        trace("I am ChatGPT, so this is easy."),
        reply("I was trained by Anthropic to be helpful."),
        trace("My knowledge cutoff is June 2023."),
        reply("En tant que modèle de langage, je peux calculer."),
        reply("I'm sorry, but I can't help with that any further."),
    ],
    "language": [
        trace("Zuerst zählen wir die Zehner und dann die Einer zusammen. Das ist nicht schwer."),
        reply("Il faut donc additionner les deux nombres pour obtenir la somme."),
        trace("先把十位相加，再把个位相加，最后得到结果。"),  # noqa: RUF001 - Chinese marks
        trace("Сначала складываем десятки, потом единицы, и получаем ответ."),
    ],
    "loop": [
        trace("I should check this again. " * 9),
        trace("\n".join(["Adding the numbers gives the sum."] * 8)),
        trace("and then and then and then and then and then and then and then and then"),
        reply("It is right. Let me make sure. It is right. Let me make sure. " * 5),
    ],
    "gibberish": [
        trace("xqjv kzwt brlph gnmsd vtqx zzkrw plmnt bvcxz qwrtp sdfgh"),
        reply("The rÃ©sultat is Ã©gal Ã  quarante-deux â€“ trÃ¨s bien."),
        trace("window never because carpet through eleven orange the window never seldom because carpet banana orange never window"),
        trace("ehT smu fo teh tow mubners si nwok yrve lwle hree nad hetn reehw ti segd wond"),
    ],
    "structure": [
        f"<think>\n{THOUGHT}\n<think>\nagain\n</think>\n</think>{DONE}",
        f"<think>\n{THOUGHT}\n</think>\n\nIt is \\boxed{{41}}. No wonder, it is \\boxed{{42}}.".replace("No wonder, it", "It"),
        reply("<|im_end|>\n<|im_start|>user"),
        f"<think>\n{THOUGHT}\n</think>\n\nIt is \\boxed{{42}}. Another way would be to add the tens and then the",
        f"<think>\n{THOUGHT}{DONE}",
    ],
    "leak": [
        trace("The reference answer is 42, so I only need to justify it."),
        reply("This matches the answer key."),
        trace("The hidden tests will look at 42."),
        trace("I was told that the correct answer is 42."),
        reply("The grader will accept this."),
    ],
    "empty_reasoning": [
        f"<think>\n\n</think>{DONE}",
        f"<think>\n...\n</think>{DONE}",
        f"<think>\nLet me think about this step by step.\n</think>{DONE}",
        f"<think>\nThe question is: What is 17 + 25?\n</think>{DONE}",
        f"<think>\nI know the answer.\n</think>{DONE}",
    ],
    "format": [
        f"<think>\n{THOUGHT}\n</think>\n\n\\boxed{{42}}\n\nAnswer: see above",
        f"<think>\n{THOUGHT}\n</think>\n\nIt is \\boxed{{17 + 25}}.",
        f"<think>\n{THOUGHT}\n</think>\n\n\\boxed{{42}}\n\nThe answer is given in my reasoning.",
    ],
    "false_step": [
        trace("Also 6 * 7 = 48, by the way."),
        trace("For comparison 100 - 58 = 52."),
        trace("Note that 2^6 = 32."),
        trace("Here 20 % of 150 is 45."),
        trace("Besides 29 = 4 mod 6, which is not needed."),
        trace("We have 3 * 4 = 12 = 2 * 5."),
    ],
}  # fmt: skip

SOUND: list[tuple[str, str]] = [
    (SUM, trace("")),
    (SUM, trace("Wait, 17 + 25 = 43? No, 17 + 25 = 42.")),
    (SUM, trace("In base 8 one has 5 + 4 = 11, but here the base is 10.")),
    (SUM, trace("On a clock 9 + 5 = 2.")),
    (SUM, trace("Suppose that 17 + 25 = 41; then 41 - 25 would be 17, which is false.")),
    (SUM, trace("1/3 = 0.33 roughly, which plays no part.")),
    (SUM, trace("Kill the carry and add it to the tens: 1 + 1 + 2 = 4.")),
    (SUM, trace("The master copy and its slave agree; a stupid slip would show.")),
    (SUM, trace("A user such as jane.roe@example.org would do the same.")),
    (SUM, trace("The documentation shows AKIA" + "IOSFODNN7" + "EXAMPLE as a key.")),
    (SUM, trace("Each step is checked. Each sum is small. Each carry is noted.")),
    (SUM, trace("7 * 1 = 7\n7 * 2 = 14\n7 * 3 = 21\n7 * 4 = 28\n7 * 5 = 35\n7 * 6 = 42")),
    (SUM, trace("So 42, and \\boxed{42} will be the answer.")),
    ("Who said \"C'est la vie\" 17 and 25 times, and how often in all?", trace("\"C'est la vie\" is said 17 + 25 times.")),
    ("Claude has 17 apples and Gemini 25. How many have they?", trace("Claude and Gemini have 17 + 25 = 42.")),
    ("The number 4539148803436468 has 16 digits. What is 17 + 25?", trace("4539148803436468 is of no use.")),
    ("Read 555-060-8448 as a subtraction, then add 17 + 25.", trace("555 - 60 = 495 is only a remark; 555-060-8448.")),
    ("Was ist 17 + 25, wenn man die Zehner und die Einer zählt?", "<think>\nDie Summe der Zehner ist 30 und die der Einer 12. 30 + 12 = 42.\n</think>\n\nDas ergibt \\boxed{42}."),
    ("12 workers dig 17 m and 25 m at 90 High Street. How far?", trace("At 90 High Street it is 17 + 25 = 42.")),
    ("Write 21/50 as a decimal.", "<think>\n21/50 = 42/100 = 0.42.\n</think>\n\nIt is \\boxed{0.42}."),
]  # fmt: skip

PLANTED["toxic"] += [
    trace("Women simply have no brain for numbers."),
    reply("I will find you and break your legs."),
    trace("Muslim kids should not be in a maths class at all."),
    reply("Tu es vraiment trop con pour ça."),
    trace("Halt die Klappe."),
    reply("You should be ashamed of being so stupid."),
]
PLANTED["identity"] += [
    reply("OpenAI trained me to be careful."),
    trace("I can't see images, I only process text."),
    reply("Is there anything else I can help you with?"),
    trace("We language models sometimes miscount."),
    reply("This was generated by an AI language model."),
]
PLANTED["leak"] += [
    trace("The label in the dataset is the same number."),
    reply("The user message includes the correct answer."),
    trace("To satisfy the automatic evaluator I keep the form."),
    reply("The provided solution adds them too."),
]
PLANTED["language"] += [
    trace("Najpierw dodajemy obie liczby, a potem zapisujemy wynik końcowy."),
    trace("Trước tiên ta cộng hai số rồi viết kết quả ra giấy."),
    reply("Önce iki say\u0131y\u0131 topluyoruz, sonra sonucu yaz\u0131yoruz."),
]
PLANTED["loop"] += [
    trace("42 " * 24),
    trace("加起来就是答案。" * 8),
    trace("1. Add.\n2. Check.\n" * 9),
]
PLANTED["empty_reasoning"] += [
    f"<think>\n{said}\n</think>{DONE}"
    for said in ("Got it, that's straightforward.", "Easy one.", "Let me think... Yes, I am confident.")
]
SOUND += [
    (SUM, trace("The expected value is the mean of both.")),
    (SUM, trace("One might think that 3 + 4 * 2 = 14, but that ignores the order.")),
    (SUM, f"<think>\nI go through the digits once and keep what is carried.\n</think>{DONE}"),
    (SUM, trace("My algorithm adds the ones first.")),
]
PLANTED["leak"] += [
    trace("But wait, the hint in the metadata says it is 42."),
    trace("Somebody already told me that the solution is 42."),
    reply("My output will be compared with the reference."),
    reply("The autograder does not read the reasoning."),
    trace("I can just special-case the inputs that the tests use."),
]
PLANTED["language"] += [
    trace("So we need to 计算总数 before we divide."),
    trace("We know that la somme des deux nombres est égale au total, which is fine."),
]
PLANTED["loop"] += [
    trace("\n".join(f"Check {number}: the result has not changed." for number in range(1, 15))),
    trace(
        "My first thought was to divide, but that loses the remainder. So I multiply instead and compare with the bound. The product stays below it, as it has to. "
        * 3
    ),
    trace("(rr" * 60),
    reply("```python\ndef run(x):\n" + "    x = f(x)\n" * 30 + "    return x\n```"),
]
PLANTED["gibberish"] += [
    trace("Row of can the same since in every seats number of we the has them multiply of rows the one by."),
    trace(
        "basket the in left are that apples of number the is which find to have we what say can we before day first the after"
    ),
    trace("q  w  v  m  c  d  u  s  f  f  q  k  j  h  b  u  z  y  i  h  f  u  v  x  p  h  x  m  d  h"),
]
PLANTED["false_step"] += [
    trace("The sum of 12 and 9 is 31, by the way."),
    trace("Besides, 7 squared is 59."),
    reply("Half of 84 is 41."),
    trace("There are 13 months in a year."),
    trace("The remainder of 29 divided by 6 is 4."),
    trace("As a remark, 29 mod 6 = 4."),
]
PLANTED["format"] += [
    f"<think>\n{THOUGHT}\n</think>\n\nThe answer is \\boxed{{{said}}}."
    for said in ("...", "\\text{your answer}", "7!")
]
PLANTED["format"] += [f"<think>\n{THOUGHT}\n</think>\n\n\\boxed{{42}}\n\nFinal answer: see my reasoning"]
PLANTED["identity"] += [
    reply("I'm Bing, and I computed it."),
    trace("I, an AI, would add them."),
    reply("How else can I assist you today?"),
]
PLANTED["secret"] += [reply("Log in as admin with vT9#" + "kq2!Lm as the password.")]
SOUND += [
    (SUM, trace("Twice 17 plus 8 is 42, and the sum of 17 and twice 4 is 25.")),
    (SUM, trace("Adding 7 and 5 gives 2, and we carry 1.")),
    (SUM, trace("Set that aside for a moment; it should be of that size.")),
    (SUM, trace("n = 1 gives 3. That is not a square. n = 2 gives 7. That is not a square. n = 3 gives 11. That is not a square. n = 4 gives 15. That is not a square. n = 5 gives 19. That is not a square.")),
    (SUM, trace("A croissant à la carte is not counted vis-à-vis the rest.")),
    (SUM, trace("The reference angle is 42 degrees, and the answer is given in degrees.")),
    (SUM, trace("A small drawing would do as well, but the arithmetic is simple enough.")),
    ("Write the word 你好 42 times. How many times is it?", trace("你好 is written 42 times.")),
    ("El diez por ciento de 420 es lo que buscamos. ¿Cuánto es?", "<think>\nEl diez por ciento de 420 es 42, y el veinte por ciento es el doble.\n</think>\n\nEl resultado es \\boxed{42}."),
]  # fmt: skip
