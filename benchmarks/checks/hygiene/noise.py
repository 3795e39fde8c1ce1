"""Text that says nothing: words without a sentence, letters without a word, broken bytes."""
# ruff: noqa: RUF001

from __future__ import annotations

import base64
import codecs
from typing import TYPE_CHECKING

from benchmarks.checks.hygiene.drawing import drawn, sentence_of, written

if TYPE_CHECKING:
    from random import Random

GLUE = "the a of to and in is it that was for on are with as at be this from or had by but some what there we can out other were all your when up use word how each which do their if will way about many then them would so these her him has two more go see no could".split()
NOUNS = "table river engine pocket window dinner colour mountain letter garden music bottle winter doctor island candle market finger planet window ladder blanket mirror forest butter ticket captain village needle planet shadow kitchen copper thunder pillow anchor basket sugar".split()
VERBS = "run carries thinks broke gives sold throws became holds drinks opening jumped writes forgets sleeping burns climbs paints weigh borrows follow counted".split()
ODD = "quickly yellow seldom heavy under beside purple ancient sideways never quietly round almost wooden bitter seven hollow northern twice".split()
TRUE = (
    "the number of apples that are left in the basket after the first day is what we have to find before we can say how many were sold",
    "since every row has the same number of seats we can multiply the number of rows by the number of seats in one of them",
    "a function that is called with an empty list returns zero because there is nothing in it that could be added to the result",
    "if we take the larger number first then the difference cannot be negative and the rest of the calculation becomes much easier",
    "both trains leave at the same time and travel towards each other so the distance between them gets smaller with the sum of their speeds",
    "the angles of a triangle always add up to one hundred and eighty degrees which leaves only one value for the third of them",
)  # fmt: skip
BITS = "er in at on es ti al en re ou st le om ra ic ur ne il ma se pro con de ta lo mi ca".split()
MULTI = "\u4fe1 atom EXT inesly amar ust \u0434\u0443\u043c \u0e15\u0e48\u0e33 engan \u091f\u0947\u0930 dicen \u5355 ;;;; ril \u0645\u0646\u0627 \ud569 Picture Mid tingkat \u9898 nieuwste pores \u05d4\u05d2 laag Big fala \u0926\u0940 Hollow \u0995\u09c7 leute fetchall())); K\u0119 danda \ucd94 )])) trouvent \u03a3\u03b5 \u7684\u5b57 zonder consent pal dex packs al\u0435 zime MEMBERS produzione \ub9c1 em\u0438\u0441 drop keç buna sikerä \u8272 \u0444\u0438 Gün \u043d\u0430\u0440\u043e\u0434 wiki _MSG num cosup".split()
SUBWORDS = "ĠI Ġam Ġnot able Ġto Ġs olve ##ing ##tion ##al ▁the ▁num ber ▁of".split()


def _salad(random: Random) -> str:
    """Common words between nouns at random."""
    words = [
        random.choice(GLUE if random.random() < 0.4 else (*NOUNS, *VERBS, *ODD))
        for _ in range(random.randint(16, 34))
    ]
    return f"{' '.join(words).capitalize()}."


def _bare(random: Random) -> str:
    return sentence_of(random, (*NOUNS, *VERBS, *ODD), 14, 30)


def _articled(random: Random) -> str:
    """Articles stand before anything."""
    return (
        " ".join(
            f"{random.choice(('the', 'a', 'of the', 'and', 'an', 'to', 'with the'))} {random.choice((*NOUNS, *VERBS, *ODD))}"
            for _ in range(random.randint(9, 16))
        )
        + "."
    )


def _disordered(random: Random) -> str:
    words = f"{random.choice(TRUE)} {random.choice(TRUE)}".split()
    random.shuffle(words)
    return f"{' '.join(words).capitalize()}."


def _backwards(random: Random) -> str:
    return f"{' '.join(reversed(random.choice(TRUE).split()))}."


def _glue(random: Random) -> str:
    return sentence_of(random, GLUE, 16, 30)


def _markov(random: Random) -> str:
    """Letters each of which follows the two before it somewhere in a true text."""
    text = " ".join(TRUE)
    said = random.choice(TRUE)[:2]
    while len(said) < 160:
        said += random.choice([text[at + 2] for at in range(len(text) - 2) if text[at : at + 2] == said[-2:]])
    return said


def _bits(random: Random) -> str:
    return " ".join(
        "".join(random.choice(BITS) for _ in range(random.randint(2, 4)))
        for _ in range(random.randint(14, 26))
    )


def _mash(random: Random) -> str:
    return "".join(random.choice("asdfghjkl;qwertyuiop  ") for _ in range(random.randint(60, 140)))


def _swapped(random: Random) -> str:
    """Every word with its letters in disorder."""
    return " ".join("".join(random.sample(word, len(word))) for word in random.choice(TRUE).split())


def _soup(random: Random) -> str:
    return random.choice((" ", "")).join(random.choice(MULTI) for _ in range(random.randint(24, 60)))


def _consonants(random: Random) -> str:
    return " ".join(
        "".join(random.choices("bcdfghjklmnpqrstvwxz", k=random.randint(3, 9)))
        for _ in range(random.randint(9, 20))
    )


def _misread(random: Random) -> str:
    text = random.choice(
        (
            "Für die Lösung müssen wir zuerst die Größe kennen – das heißt „alle“ Plätze.",
            "L’élève a trouvé où ça mène – très « simple », déjà.",
            "The “naïve” method isn’t wrong — it’s just slow…",
            "El niño comió más piñas – ¿cuántas? Según él, ¡todas!",
            "Så får vi svaret på frågan – äntligen är det över.",
        )
    )
    return text.encode().decode(random.choice(("cp1252", "latin-1")), "replace")


def _twice_misread(random: Random) -> str:
    return _misread(random).encode().decode("cp1252", "replace")


def _replaced(random: Random) -> str:
    return " ".join(
        word if random.random() < 0.6 else "\ufffd" * len(word) for word in random.choice(TRUE).split()
    )


def _packed(random: Random) -> str:
    return base64.b64encode(random.randbytes(random.randint(60, 160))).decode()


def _signs(random: Random) -> str:
    return "".join(random.choice("@#%&*()_+-={}[]|:;<>?/~^abcXYZ01 ") for _ in range(random.randint(60, 140)))


def _mixed_case(random: Random) -> str:
    return " ".join(
        "".join(random.choice((char.upper(), char, char, random.choice("0134578$@"))) for char in word)
        for word in _swapped(random).split()
    )


def _spaced(random: Random) -> str:
    return "  ".join(random.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(random.randint(40, 80)))


def _subwords(random: Random) -> str:
    return " ".join(random.choice(SUBWORDS) for _ in range(random.randint(20, 40)))


def _rotated(random: Random) -> str:
    return codecs.encode(random.choice(TRUE), "rot13")


PLANTED = {
    "words with glue": drawn(_salad, 16), "words alone": drawn(_bare), "articles anywhere": drawn(_articled, 10), "disordered sentence": drawn(_disordered, 14),
    "backwards": drawn(_backwards), "glue alone": drawn(_glue), "letters of a chain": drawn(_markov, 10), "syllables": drawn(_bits, 8), "mash": drawn(_mash), "letters disordered": drawn(_swapped),
    "many scripts": drawn(_soup, 10), "consonants": drawn(_consonants), "misread": drawn(_misread, 8), "misread twice": drawn(_twice_misread), "replaced": drawn(_replaced),
    "packed bytes": drawn(_packed), "signs": drawn(_signs), "mixed case": drawn(_mixed_case), "spaced letters": drawn(_spaced), "subwords": drawn(_subwords), "rotated": drawn(_rotated),
    "written": written(
        "Tramway flogging into my question, are you why is it thirty letters down under peanut butter, what is it.",
        "xpr yoube che sof ingre thaid allond beheas tor wimig ther anquess toust.",
        "Aear aiuevf deyouae hao nie weoeamo leseaoiao adaoaeaoty hamh eoeie oaesu de uhkiatow uawu yuieioegw tea.",
        "They got no place to go except between the business and somewhere else called money under a clown of Tuesday multiplied.",
        "Beranfup enh ruew eirisl so a di aeso ors a ie tre eirisl tinu mat ni gifo eauid apao loeneia titc.",
        "Number the of is when apples because into quickly they them how then was before was apples number into.",
        "The seventeen of a window gave under because yellow with the running of it and to a Wednesday the soup.",
        "colorless six the into sleeping apples furiously seven of idea green was when divided elephant the on.",
        "asdkjh qweoiu zxmcnb alskdj qpwoei zmxncb aslkdj qowieu",
        "Ph'nglui mglw'nafh wgah'nagl fhtagn uh'eog ilyaa k'yarnak shugg nafl'fhtagn ya hai orr'e",
    ),
}  # fmt: skip
