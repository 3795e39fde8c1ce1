"""Writing and its letters."""

from __future__ import annotations

from problem_banks.code_core.author import LOWER, any_of, ints, items, joined, problem, text


@problem(
    level=1,
    inputs=[text("abc XYZ.", 0, 15)],
    given=[("",), ("abc",), ("Hello World",), ("ABC def",), ("  x  ",)],
)
def swap_first_and_last(text: str) -> str:
    """Exchange the first and the last character of `text` and return the result. A text with fewer than two
    characters is returned as it is.
    """
    if len(text) < 2:
        return text
    return text[-1] + text[1:-1] + text[0]


@problem(
    level=1,
    inputs=[text("ab cd  e", 0, 18)],
    given=[("",), ("one",), ("one two three",), ("  wide   gaps ",), ("a bb a",)],
)
def shortest_word_length(sentence: str) -> int:
    """Return the length of the shortest word in `sentence`, where words are separated by one or more spaces. A
    sentence without words has the answer 0.
    """
    return min((len(word) for word in sentence.split()), default=0)


@problem(
    level=2,
    inputs=[text("aAbB -'z", 0, 16)],
    given=[("",), ("hello",), ("well-known fact",), ("o'neil",), ("ALL CAPS",), ("x-y z",)],
)
def headline(title: str) -> str:
    """Return `title` with every letter that starts the text or follows a space or a hyphen in upper case, and all other
    letters in lower case. Other characters stay as they are.
    """
    made = []
    for at, letter in enumerate(title):
        starts = at == 0 or title[at - 1] in " -"
        made.append(letter.upper() if starts else letter.lower())
    return "".join(made)


@problem(
    level=2,
    inputs=[text("abcdab", 0, 14), text("abcdab", 0, 14)],
    given=[("", ""), ("abc", "cab"), ("aab", "abb"), ("listen", "silent"), ("hello", "world"), ("aaa", "a")],
)
def letters_to_delete(first: str, second: str) -> int:
    """How many characters must be deleted from the two texts together, at least, so that what is left of one is a
    rearrangement of what is left of the other?
    """
    letters = set(first) | set(second)
    return sum(abs(first.count(letter) - second.count(letter)) for letter in letters)


@problem(
    level=2,
    inputs=[items(text(LOWER[:6], 1, 7), 0, 7)],
    given=[([],), (["a"],), (["to", "of", "from"],), (["bb", "a", "ccc", "dd"],), (["ab", "ba"],)],
)
def index_by_length(words: list[str]) -> dict[int, list[str]]:
    """Return a dictionary from each word length that occurs to the words of that length, in alphabetical order and
    without repetition.
    """
    index: dict[int, list[str]] = {}
    for word in sorted(set(words)):
        index.setdefault(len(word), []).append(word)
    return index


@problem(
    level=3,
    inputs=[text("aeioubcdy ", 0, 18)],
    given=[("",), ("apple",), ("string",), ("my dog eats",), ("rhythm",), ("quick brown",)],
)
def pig_latin(sentence: str) -> str:
    """Translate `sentence`, lower case words separated by spaces, word by word: a word that begins with a, e, i, o or
    u gets "way" appended; in any other word the letters before its first such vowel move to the end, followed by
    "ay". A word without a vowel just gets "ay". Join the results by single spaces.
    """
    made = []
    for word in sentence.split():
        at = next((place for place, letter in enumerate(word) if letter in "aeiou"), None)
        if at == 0:
            made.append(word + "way")
        else:
            cut = at or 0
            made.append(word[cut:] + word[:cut] + "ay")
    return " ".join(made)


@problem(
    level=3,
    inputs=[any_of(joined(text("ab", 1, 4), text("ab", 1, 4)), text("ab", 0, 12), text("abc", 0, 6))],
    given=[("",), ("a",), ("aa",), ("abab",), ("ababa",), ("abcabcabc",), ("aaaa",)],
)
def smallest_repeat(text: str) -> str:
    """Return the shortest text that gives `text` when it is written a whole number of times in a row. The empty text
    gives the empty text.
    """
    for size in range(1, len(text) + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return ""


@problem(
    level=4,
    inputs=[text("abc ", 0, 20), ints(3, 9)],
    given=[("", 5), ("a b c", 5), ("aa bb cc dd", 5), ("abc abc", 3), ("a b", 9), ("aaa b cc a", 6)],
)
def justified(sentence: str, width: int) -> list[str]:
    """Set the words of `sentence` (separated by spaces) in lines of exactly `width` characters. Each line takes as many
    words as fit with single spaces between them; then spaces are added between its words, one after another from
    the left gap to the right and round again, until the line is full. The last line, and a line of one word, is
    filled up with spaces on the right instead. Words longer than `width` are left out. Without words the result is
    an empty list.
    """
    words = [word for word in sentence.split() if len(word) <= width]
    lines: list[list[str]] = []
    for word in words:
        if lines and sum(map(len, lines[-1])) + len(lines[-1]) + len(word) <= width:
            lines[-1].append(word)
        else:
            lines.append([word])
    made = []
    for number, line in enumerate(lines):
        if len(line) == 1 or number == len(lines) - 1:
            made.append(" ".join(line).ljust(width))
            continue
        spaces, gaps = width - sum(map(len, line)), len(line) - 1
        parts = [word + " " * (spaces // gaps + (at < spaces % gaps)) for at, word in enumerate(line[:-1])]
        made.append("".join(parts) + line[-1])
    return made
