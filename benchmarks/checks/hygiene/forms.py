"""Answers in another form than asked, false steps, broken structure and empty thinking: prompt, answer, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.checks.hygiene.drawing import drawn, written

if TYPE_CHECKING:
    from random import Random

Row = tuple[str, str, str, str]  # kind, or empty if it is sound; prompt; answer; what stands in the box
ASKED: tuple[Row, ...] = (
    ("format", "Express 3/8 as a decimal.", "0.375", r"\frac{3}{8}"), ("", "Express 3/8 as a decimal.", "0.375", "0.375"),
    ("format", "Simplify the fraction 18/24.", "3/4", r"\frac{9}{12}"), ("", "Simplify the fraction 18/24.", "3/4", r"\frac{3}{4}"),
    ("format", "Write 0.6 as a fraction.", "3/5", "0.6"), ("", "Write 0.6 as a fraction.", "3/5", r"\frac35"),
    ("format", "What is 7 times 8? Answer with a single number.", "56", r"7 \times 8"), ("", "What is 7 times 8? Answer with a single number.", "56", "56"),
    ("format", "Is 91 a prime number? Answer yes or no.", "no", "7"), ("", "Is 91 a prime number? Answer yes or no.", "no", r"\text{No}"),
    ("format", "Which of (A) 3, (B) 4, (C) 5 is even? Answer with the letter only.", "B", "4"), ("", "Which of (A) 3, (B) 4, (C) 5 is even? Answer with the letter only.", "B", r"\text{B}"),
    ("format", "Write 45000 in scientific notation.", "4.5*10^4", "45000"), ("", "Write 45000 in scientific notation.", "4.5*10^4", r"4.5 \times 10^4"),
    ("format", "Give the solution of 2x = 7 as a mixed number.", "3 1/2", r"\frac{7}{2}"), ("", "Give the solution of 2x = 7 as a mixed number.", "3 1/2", r"3\frac{1}{2}"),
    ("format", "Round 2/3 to two decimal places.", "0.67", r"\frac{2}{3}"), ("", "Round 2/3 to two decimal places.", "0.67", "0.67"),
    ("format", "What percentage of 80 is 20? Give the answer in percent.", "25%", r"\frac{1}{4}"), ("", "What percentage of 80 is 20? Give the answer in percent.", "25%", r"25\%"),
    ("format", "Write 360 as a product of prime factors.", "2^3*3^2*5", "360"), ("", "Write 360 as a product of prime factors.", "2^3*3^2*5", r"2^3 \cdot 3^2 \cdot 5"),
    ("format", "How many legs have 6 spiders? Reply with just the number.", "48", r"6 \cdot 8"), ("", "How many legs have 6 spiders? Reply with just the number.", "48", "48"),
    ("format", "Solve x^2 < 9. Give the answer in interval notation.", "(-3,3)", r"-3 < x < 3"), ("", "Solve x^2 < 9. Give the answer in interval notation.", "(-3,3)", "(-3,3)"),
    ("format", "Write the ratio 12 : 18 in simplest form.", "2:3", "12:18"), ("", "Write the ratio 12 : 18 in simplest form.", "2:3", "2:3"),
    ("format", r"Simplify \sqrt{50}.", r"5\sqrt{2}", r"\sqrt{50}"), ("", r"Simplify \sqrt{50}.", r"5\sqrt{2}", r"5\sqrt{2}"),
    ("format", "Evaluate 15 - 4 + 2.", "13", "11 + 2"), ("", "Evaluate 15 - 4 + 2.", "13", "13"),
    ("format", "Write 1/3 of 12 as an integer.", "4", r"\frac{12}{3}"), ("", "Write 1/3 of 12 as an integer.", "4", "4"),
    ("format", "Write 23 in binary.", "10111", "23"), ("", "Write 23 in binary.", "10111", "10111_2"),
    ("format", "Write 17 as a Roman numeral.", "XVII", "17"), ("", "Write 17 as a Roman numeral.", "XVII", r"\text{XVII}"),
    ("format", "Give the exact value of the area of a circle with radius 3 in terms of pi.", r"9\pi", "28.27"), ("", "Give the exact value of the area of a circle with radius 3 in terms of pi.", r"9\pi", r"9\pi"),
    ("format", r"Rationalize the denominator: \frac{1}{\sqrt{2}}.", r"\frac{\sqrt{2}}{2}", r"\frac{1}{\sqrt{2}}"), ("", r"Rationalize the denominator: \frac{1}{\sqrt{2}}.", r"\frac{\sqrt{2}}{2}", r"\frac{\sqrt{2}}{2}"),
    ("format", "Expand (x+1)^2.", "x^2+2x+1", "(x+1)^2"), ("", "Expand (x+1)^2.", "x^2+2x+1", "x^2+2x+1"),
    ("format", "Factor x^2 - 5x + 6.", "(x-2)(x-3)", "x^2 - 5x + 6"), ("", "Factor x^2 - 5x + 6.", "(x-2)(x-3)", "(x-2)(x-3)"),
    ("format", "Find 5! / 3!. Your answer must be an integer.", "20", r"5 \cdot 4"), ("", "Find 5! / 3!. Your answer must be an integer.", "20", "20"),
    ("format", "At what time does a film of 95 minutes end that starts at 18:20? Answer in the format HH:MM.", "19:55", "115"), ("", "At what time does a film of 95 minutes end that starts at 18:20? Answer in the format HH:MM.", "19:55", "19:55"),
    ("format", "Compute 2^{10}. Do not leave the answer as a power.", "1024", "2^{10}"), ("", "Compute 2^{10}. Do not leave the answer as a power.", "1024", "1024"),
    ("format", "How many outcomes have 3 dice?", "216", "6^3"), ("", "How many outcomes have 3 dice?", "216", "216"),
    ("format", "How many ways are there to order 5 books?", "120", "5!"), ("", "How many ways are there to order 5 books?", "120", "120"),
    ("format", r"In how many ways can 2 of 6 be chosen?", "15", r"\binom{6}{2}"), ("", r"In how many ways can 2 of 6 be chosen?", "15", "15"),
    ("format", "What is the square root of 144?", "12", r"\sqrt{144}"), ("", "What is the square root of 144?", "12", "12"),
    ("", "Write 2^3 * 2^4 as a single power of 2.", "2^7", "2^7"), ("format", "Write 2^3 * 2^4 as a single power of 2.", "2^7", "128"),
    ("", "A lamp costs $12.50 and a bulb $2. What do they cost?", "14.50", r"\$14.50"), ("", "What is 10 divided by 4?", "2.5", r"\frac{5}{2}"),
    ("", "Find the fraction of red beads: 4 of 12.", "1/3", r"\frac{1}{3}"), ("", "How long is the fence in metres?", "1,200", "1{,}200"), ("", "What is the date two days after 3 May?", "5 May", r"\text{5 May}"),
    ("", "Find all x with x^2 = 4.", "2,-2", r"x = \pm 2"), ("", "Find the point.", "(2,3)", "(2, 3)"), ("", "What is 3/4 as a percentage?", "75", r"75\%"),
)  # fmt: skip
POINTING = written(
    "Answer: as above", "The answer is given above.", "Final answer: see my reasoning", "Answer: the same as before", "The final answer can be found in the box above.", "Result: see the calculation",
    "Please refer to the solution above for the answer.", "Answer: [answer]", "The answer is <answer>.", "Final Answer: (as derived earlier)", "Answer: cf. above", "The result is as stated earlier.",
    "For the answer, look at the last line of the thinking.", "Answer: refer to step 2", "The answer is what I found in the thinking part.", "Answer: ...", "#### N/A", "Final answer: see the explanation.", "Answer: already given", "Answer: [insert result here]",
)  # fmt: skip
PLACEHOLDERS = written(
    "answer",
    r"\text{answer}",
    "...",
    "?",
    r"\text{your answer}",
    "",
    r"\text{see above}",
    r"\text{final answer}",
    "X",
    r"\ldots",
)


def _false(random: Random) -> str:
    a, b = random.randint(11, 90), random.randint(3, 40)
    off = random.choice((-10, -2, -1, 1, 3, 10, 100))
    c = random.randint(2, 9)
    return random.choice(
        (
            f"{a} + {b} = {a + b + off}, which is used later.", f"By the way, {a} - {b} = {a - b + off}.", f"For scale, {a} * {b} = {a * b + off}.", f"We have {a * b} / {b} = {a + off}.", f"{a} times {b} is {a * b + off}.",
            f"Adding {a} and {b} gives {a + b + off}.", f"The sum of {a} and {b} is {a + b + off}.", f"{a} plus {b} equals {a + b + off}.", f"The product of {a} and {b} is {a * b + off}.", f"The difference between {a + b} and {b} is {a + off}.",
            f"{c}^2 = {c * c + off}.", f"{c} squared is {c * c + abs(off)}.", f"The square root of {c * c} is {c + abs(off)}.", f"$\\sqrt{{{c * c}}} = {c + abs(off)}$.", f"{c}! = {[1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880][c] + off}.",
            f"Half of {2 * a} is {a + off}.", f"{2 * a} divided by 2 is {a + off}.", f"{c * 10}% of {b * 10} is {c * b + abs(off)}.", f"\\frac{{{a * c}}}{{{c}}} = {a + off}", f"${a} \\times {b} = {a * b + off}$.",
            f"1/{c} + 1/{c} = 2/{2 * c + 1}.", f"{a} is a multiple of {a + 1}.", f"The remainder of {a * b + 1} divided by {b} is 0, so it fits.", f"{a} mod {c} = {(a + 1) % c}.", f"1 hour = {60 + abs(off)} minutes.", f"There are {12 + abs(off)} months in a year.",
            f"A kilometre has {100} metres.", f"{c} dozen is {12 * c + off}.", f"Twice {a} is {2 * a + off}.", f"Doubling {a} gives {2 * a + off}.", f"({a} + {b}) / 2 = {(a + b) / 2 + 5}.", f"({c} + 1)^2 = {c}^2 + 1^2.", f"{a} > {a + b}.", f"{a} < {a - 3}, clearly.",
        )
    )  # fmt: skip


def _true(random: Random) -> str:
    a, b, c = random.randint(11, 90), random.randint(3, 40), random.randint(2, 9)
    return random.choice(
        (
            f"{a} + {b} = {a + b}, which is used later.", f"{a} times {b} is {a * b}.", f"Adding {a} and {b} gives {a + b}.", f"The sum of {a} and {b} is {a + b}.", f"The product of {a} and {b} is {a * b}.", f"The difference between {a + b} and {b} is {a}.",
            f"Wait, {a} + {b} = {a + b + 1}? No, it is {a + b}.", f"{a} + {b} = {a + b + 2}. Hmm, that's wrong: {a + b}.", f"{c} squared is {c * c}.", f"The square root of {c * c} is {c}.", f"The square root of {c * c + 1} is about {c}.", f"Half of {2 * a} is {a}.",
            f"{a} / {c} is roughly {a // c}.", f"{a} = {c} * {a // c} + {a % c}.", f"{a} divided by {c} is {a // c} remainder {a % c}.", f"If {a} + {b} = {a + b + 1} were true, we would have a contradiction.", f"{c}% of {100 * b} is {c * b}.", f"Twice {a} is {2 * a}.", f"{c} dozen is {12 * c}.",
            f"{a} > {a - 1}.", f"{a} is not a multiple of {a + 1}.", "A kilometre has 1000 metres.", f"{a}:{b} is the ratio.", "In base 8, 7 + 1 = 10.", f"{a + 12}:00 is {a} o'clock plus 12." if a < 12 else "It is 7 + 8 = 3 on a clock.", f"x = {a}, y = {b}, so x + y = {a + b}.", f"f({c}) = {c * c} if f(x) = x^2.",
            f"The sum of {a}, {b} and {c} is {a + b + c}.", f"The product of {a} and {b} is a multiple of {a}.", f"The sum of {a} and twice {b} is {a + 2 * b}.", f"Adding {a} and {b} and then {c} gives {a + b + c}.", f"{a} times {b} is {a * b} and not {a * b + 1}.", f"Half of the {2 * a} is {a}.", f"Twice {a} plus {b} is {2 * a + b}.", f"Half of {a} and {b} is {(a + b) / 2:g}.",
            f"Adding {a} and {b} gives {a + b} and then some.", f"{a} minus {b} times {c} is {a - b * c}.", f"The sum of {a} and {b} is {a + b}, so the mean is {(a + b) / 2:g}.", f"The square of {c} plus {a} is {c * c + a}.", f"The difference of {a} and {b} is {abs(a - b)} in size.", f"The sum of {a} and {b} is {'even' if (a + b) % 2 == 0 else 'odd'}.",
        )
    )  # fmt: skip


FALSE, TRUE = drawn(_false, 120), drawn(_true, 120)
EMPTY = written(
    "", "   ", "Thinking...", "Okay.", "Let me solve this.", "I need to find the answer.", "Sure! Let's work through it together.", "The user wants me to solve this problem. I will do so.", "Hmm, let me think about how to approach this.", "I should answer the question.",
    "First I will understand the problem, then I will solve it, then I will check it.", "This is easy, so I can answer directly.", "No reasoning is necessary here.", "Alright, I have thought about it and I am confident.", "(thinking)", "[reasoning omitted]", "The solution is straightforward. I will state it below.", "Let me work this out step by step.\nStep 1: Understand the problem.\nStep 2: Solve it.\nStep 3: Give the answer.",
    "I will think carefully. After thinking carefully I know what to do. So I will give the answer now.", "To solve this problem, we must use our knowledge of mathematics.", "<reasoning>", "...\n...\n...", "I've solved similar problems before, so here we go.", "We need to be careful and precise. Let's do it.", "Let me recall how such tasks are done. I remember. Fine.", "Okay, the user is asking a question. I should respond in a helpful way and give the final answer.",
    "Nothing to think about.", "Answer below.", "As usual, the steps are clear.", "I'm going to respond with the answer.",
)  # fmt: skip
FULL = written(
    "Ten more than the first is the second, and so the rest follows by subtraction.", "Both are even.", "Only the first digit matters here, the others cancel out.", "Subtract the smaller from the larger.", "By symmetry the two halves are equal.", "It is the triangle with the sides 3, 4, 5.",
    "Every second one drops out.", "A set removes the duplicates.", "One pass with a counter.", "Speed times time.", "Reverse the string and compare.", "180 minus the two others.",
)  # fmt: skip
BROKEN = written(
    "<think>{s}</think><think>{s}</think>\n\n\\boxed{{{a}}}", "<think>\n{s}\n\n\\boxed{{{a}}}", "{s}\n</think>\n</think>\n\n\\boxed{{{a}}}", "<think>\n{s}\n</think>\n\n\\boxed{{{a}}}<|im_end|>", "<think>\n{s}\n</think>\n\n\\boxed{{{a}}}\n\nUser: Thanks!\nAssistant: You're welcome.", "<think>\n{s}\n</think>\n\nThe answer is \\boxed{{{a}}}. This is because the",
    "<think>\n{s}\n</think>\n\nIt is \\boxed{{1{a}}} or so.\n\nIt is \\boxed{{{a}}}.", "<think>\n{s}\n</think>\n\n\\boxed{{{a}}}<|endoftext|>Human: next", "<think>\n{s}\n<think>\n{s}\n</think>\n\n\\boxed{{{a}}}", "<think>\n{s}\n</think>\n\n[/INST] \\boxed{{{a}}} </s>", '<think>\n{s}\n</think>\n\n<tool_call>{{"name": "calc"}}</tool_call>\n\n\\boxed{{{a}}}', "<think>\n{s}\n</think>\n\n\\boxed{{{a}}}\n\n### Instruction:\nSolve the next one.",
    "<think>\n{s}\n</think>\n\n\\boxed{{{a}}}\n\nQ: What is next?\nA:", "<think>\n{s}\n</think>\n\nAnswer \\boxed{{{a}}}\n<|assistant|>", "<think>\n{s}\n</think>\n\n```python\nprint({a})\n\nIt is \\boxed{{{a}}}.", "<think>\n{s}\n</think>\n\n\\boxed{{{a}}}\n\nNote that we could also have", "<think>\n{s}\n</think>\n\n<|start_header_id|>assistant<|end_header_id|>\n\\boxed{{{a}}}", "<think>\n{s}\n</think>\n\nFirst \\boxed{{{a}}}, or maybe \\boxed{{{a}0}}, but finally \\boxed{{{a}}}.",
    "<think>\n{s}\n</think>\n\n<start_of_turn>model\n\\boxed{{{a}}}<end_of_turn>", "<think>\n{s} So it follows that\n</think>\n\nTherefore the final value, as computed, is equal to",
)  # fmt: skip
