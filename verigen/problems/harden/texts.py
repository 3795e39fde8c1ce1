"""Relations of texts: their characters, blanks, forms and formats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.problems.harden import formats
from verigen.problems.harden.relation import LOOSE, Relation, of_each

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.problems.harden.relation import Args

LONGER = 2


def of_text(i: int, texts: list[str]) -> list[Relation]:
    letters = set("".join(texts)) | set(formats.open_letters(texts))
    most = max(map(len, texts))
    found = [
        Relation(f"{i} is in one case", lambda args: args[i] == args[i].lower(), loose=True),
        Relation(f"{i} begins with a capital", lambda args: not args[i] or args[i][0].isupper(), loose=True),
        Relation(f"{i} has only characters seen", lambda args: set(args[i]) <= letters, loose=True),
        Relation(
            f"{i} is not much longer than any seen", lambda args: len(args[i]) <= LONGER * most, loose=True
        ),
    ]
    if any(map(str.isalnum, letters)):
        found += [_runs(i, sign, texts) for sign in sorted(letters) if not sign.isalnum()]
    shapes = formats.common(texts)
    found += [of_each(i, name, has) for name, has in shapes.items()]
    forms = {formats.form(text) for text in texts}
    if "a decimal number" not in shapes and (
        formats.numbered(texts) or (len(forms) == 1 < len(texts) and not texts[0].isalpha())
    ):
        found.append(
            Relation(f"{i} has a form seen", lambda args: not args[i] or formats.form(args[i]) in forms)
        )
    return found


def in_texts(i: int, given: Sequence[Args]) -> list[Relation]:
    """Relations that the texts of a list share."""
    texts = [text for args in given for text in args[i]]
    letters = set("".join(texts)) | set(formats.open_letters(texts))
    lengths = [len(text) for text in texts]
    found = [
        Relation(
            f"the texts of {i} have only characters seen",
            lambda args: set("".join(args[i])) <= letters,
            loose=True,
        )
    ]
    if min(lengths) > 0:
        found.append(Relation(f"no text of {i} is empty", lambda args: all(args[i]), loose=True))
    found += [_each_text(i, name, has) for name, has in formats.common(texts).items()]
    return found


def _runs(i: int, sign: str, texts: list[str]) -> Relation:
    """A sign between words repeats at most as often as in the texts: at the start, inside or at the end.

    Inside, one sign is always allowed.
    """
    start, inside, end = (max(each) for each in zip(*(_longest(text, sign) for text in texts), strict=True))
    most = (start, max(inside, 1), end)
    return Relation(
        f"{i} has no more {sign!r} in a row",
        lambda args: all(one <= many for one, many in zip(_longest(args[i], sign), most, strict=True)),
        loose=True,
    )


def _longest(text: str, sign: str) -> tuple[int, int, int]:
    """The number of signs at the start, in the longest run inside, and at the end."""
    core = text.strip(sign)
    start = len(text) - len(text.lstrip(sign))
    inside = max((len(run) for run in re.findall(f"{re.escape(sign)}+", core)), default=0)
    return start, inside, len(text) - start - len(core)


def _each_text(i: int, name: str, has: Callable[[str], bool]) -> Relation:
    return Relation(
        f"each text of {i} is {name}", lambda args: all(map(has, filter(None, args[i]))), loose=name in LOOSE
    )


def in_tables(i: int, given: Sequence[list[str]]) -> list[Relation]:
    """Relations that lists of lines share: equal lengths, and signs that occur exactly once."""
    found = []
    if all(len(set(map(len, lines))) <= 1 for lines in given):
        found.append(
            Relation(f"the texts of {i} are of one length", lambda args: len(set(map(len, args[i]))) <= 1)
        )
    once = [
        sign
        for sign in sorted(set("".join(given[0])))
        if all("".join(each).count(sign) == 1 for each in given)
    ]
    if once:
        found.append(
            Relation(
                f"{i} has one {' and one '.join(once)}",
                lambda args: all("".join(args[i]).count(c) == 1 for c in once),
            )
        )
    return found
