"""Strings."""

from __future__ import annotations

from problem_banks.code_core.author import DIGITS, LOWER, choice, ints, items, joined, problem, text

WORDS = "abcdeABCDE    ,.!"


@problem(
    level=1,
    inputs=[text("aeiouAEIOUbcdyxyzZ ?", 0, 20)],
    given=[("",), ("rhythm",), ("AEIOU",), ("Hello, World!",), ("yes",)],
)
def count_vowels(text: str) -> int:
    """Count the vowels in `text`: the letters a, e, i, o and u, in upper or lower case. The letter y is not
    a vowel.
    """
    return sum(letter in "aeiou" for letter in text.lower())


@problem(
    level=1,
    inputs=[items(text("abcdeXYZ", 1, 6), 0, 6)],
    given=[([],), (["one"],), (["portable", "network", "graphics"],), (["as", "Soon", "as", "possible"],)],
)
def acronym(words: list[str]) -> str:
    """Return the acronym of a list of non-empty words: the first letter of each word, in upper case, in the
    order of the list. An empty list gives an empty string.
    """
    return "".join(word[0].upper() for word in words)


@problem(
    level=2,
    inputs=[text("aabbbccd1 ", 0, 16)],
    given=[("",), ("a",), ("aaabccdd",), ("abc",), ("zzzzzzzzzzzz",), ("  a",)],
    shown=(("aaab",),),
)
def run_lengths(text: str) -> list[tuple[str, int]]:
    """Compress `text` into its runs: return a list of tuples (character, length), one for each maximal run of
    equal neighbouring characters, from left to right. For example "aaab" gives [("a", 3), ("b", 1)]. An empty
    string gives an empty list.
    """
    runs: list[tuple[str, int]] = []
    for letter in text:
        if runs and runs[-1][0] == letter:
            runs[-1] = (letter, runs[-1][1] + 1)
        else:
            runs.append((letter, 1))
    return runs


@problem(
    level=2,
    inputs=[text("abcxyzABCXYZ ,.!19", 0, 18), ints(-60, 60)],
    given=[("", 3), ("abc", 0), ("xyz", 3), ("Hello, World!", 13), ("Hello", -1), ("Zebra", 27), ("aZ", 52)],
)
def caesar_shift(text: str, shift: int) -> str:
    """Encode `text` with a Caesar cipher: replace each of the letters a-z by the letter `shift` places later in
    the alphabet, wrapping round from z to a, and each of A-Z likewise within A-Z. A negative `shift` moves
    backwards; any integer is allowed. All other characters stay as they are.
    """
    shifted = []
    for letter in text:
        if "a" <= letter <= "z":
            shifted.append(chr((ord(letter) - 97 + shift) % 26 + 97))
        elif "A" <= letter <= "Z":
            shifted.append(chr((ord(letter) - 65 + shift) % 26 + 65))
        else:
            shifted.append(letter)
    return "".join(shifted)


@problem(
    level=2,
    inputs=[items(text("aab", 0, 6), 1, 5)],
    given=[(["flower", "flow", "flight"],), (["dog", "car"],), (["same", "same"],), ([""],), (["alone"],)],
)
def common_prefix(words: list[str]) -> str:
    """Return the longest string with which every word of the non-empty list `words` begins. It is empty where
    they share no first letter or where a word is empty.
    """
    shortest = min(words, key=len)
    for length in range(len(shortest), 0, -1):
        if all(word.startswith(shortest[:length]) for word in words):
            return shortest[:length]
    return ""


@problem(
    level=3,
    inputs=[text("aabbcc", 0, 14)],
    given=[("",), ("abcabcbb",), ("bbbb",), ("pwwkew",), ("abcdef",), ("abba",), ("dvdf",)],
)
def longest_distinct(text: str) -> int:
    """Return the length of the longest stretch of neighbouring characters of `text` in which no character
    occurs twice. An empty string gives 0. Upper and lower case are different characters.
    """
    last: dict[str, int] = {}
    start = best = 0
    for index, letter in enumerate(text):
        start = max(start, last.get(letter, -1) + 1)
        last[letter] = index
        best = max(best, index - start + 1)
    return best


@problem(
    level=3,
    inputs=[joined(text("abcde ", 0, 30)), ints(1, 12)],
    given=[
        ("", 5),
        ("the quick brown fox jumps", 10),
        ("incomprehensibilities", 5),
        ("a b c", 1),
        ("exact fit", 9),
        ("  spaces   between  ", 7),
    ],
)
def wrap(text: str, width: int) -> list[str]:
    """Wrap `text` to lines of at most `width` characters. The words are what stands between blanks (several
    blanks in a row count as one, blanks at the ends do not matter). Fill each line with as many words as fit,
    joined by one blank. A word longer than `width` gets a line of its own and is not broken. Return the list of
    lines; a text without words gives an empty list.
    """
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


@problem(
    level=4,
    inputs=[text("abcab", 1, 14)],
    given=[("a",), ("ab",), ("babad",), ("cbbd",), ("abacdfgdcaba",), ("aaaa",), ("forgeeksskeegfor",)],
)
def longest_palindrome(text: str) -> str:
    """Return the longest stretch of neighbouring characters of the non-empty string `text` that reads the same
    forwards and backwards. Where several are longest, return the one that begins first.
    """
    best = ""
    for start in range(len(text)):
        for end in range(len(text), start + len(best), -1):
            part = text[start:end]
            if part == part[::-1]:
                best = part
                break
    return best


@problem(
    level=4,
    inputs=[text("ab", 0, 7), joined({"list": choice("a", "b", "?", "*"), "len": [0, 6]})],
    given=[
        ("", ""),
        ("", "*"),
        ("", "?"),
        ("abc", "abc"),
        ("abc", "a?c"),
        ("abcde", "a*e"),
        ("abcde", "*c"),
        ("aab", "c*a*b"),
        ("abab", "*ab"),
        ("a", "aa"),
    ],
)
def glob_match(text: str, pattern: str) -> bool:
    """Say whether `pattern` matches the whole of `text`. In the pattern `?` stands for exactly one character,
    `*` for any number of characters (also none), and every other character for itself. Return True or False.
    """
    reach = {0}
    for mark in pattern:
        if mark == "*":
            reach = set(range(min(reach), len(text) + 1)) if reach else set()
        else:
            reach = {at + 1 for at in reach if at < len(text) and mark in ("?", text[at])}
    return len(text) in reach


@problem(
    level=1,
    inputs=[text(LOWER[:6] + DIGITS[:4] + "  -_", 0, 16)],
    given=[("",), ("Hello World",), ("  two  blanks ",), ("snake_case",), ("---",), ("a-b c_d",)],
    shown=((" Hello, World!",),),
)
def slug(title: str) -> str:
    """Turn `title` into a slug: put it in lower case, split it wherever one or more characters stand that are
    neither one of the letters a-z nor a digit 0-9, drop empty pieces and join the others by single hyphens. For
    example "  Hello, World!" gives "hello-world". A title without letters and digits gives an empty string.
    """
    kept = [c if c in "abcdefghijklmnopqrstuvwxyz0123456789" else " " for c in title.lower()]
    return "-".join("".join(kept).split())
