"""Tells the language of a sentence: by its script, by common words, else by character n-grams."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from verigen.dataset.filters import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMON = {
    "en": "the of and is are was were to in that it for with as be this we so by on at from has have not but an which can then there each if or you i do how what "
    "will he she they his her their its more than when all into out up no because since let use need only also one two get gives now per",
    "de": "der die das und ist sind war nicht ein eine einen einem einer mit f\u00fcr auf von zu den dem des im wir es also als auch sich das\u0020s dass wird werden man aus bei nach wie "
    "oder aber wenn dann noch nur \u00fcber so jetzt damit zum zur haben hat wird ich sie er durch ergibt gleich m\u00fcssen muss kann zusammen daher somit",
    "fr": "le la les un une des et est sont de du pour dans que qui il elle on nous vous ne pas par sur avec ce cette ces se sa son ses au aux donc mais ou si plus comme faut alors "
    "ainsi obtient peut chaque fait \u00e0 a\u00a0 y en l d c n s j qu",
    "es": "el la los las un una unos y es son de del para en que con por no se su sus lo al como m\u00e1s pero o si este esta esto entonces hay tiene tenemos cada est\u00e1 son ser ya muy "
    "as\u00ed porque cuando donde queda hemos primero luego",
    "it": "il lo la i gli le un uno una e \u00e8 sono di del della dei delle per in che con non si su al alla come pi\u00f9 ma o se questo questa quindi allora abbiamo ogni dunque anche "
    "ci da nel nella perch\u00e9 poi",
    "pt": "o a os as um uma e \u00e9 s\u00e3o de do da dos das para em no na nos nas que com por n\u00e3o se seu sua ao como mais mas ou ent\u00e3o temos cada isso este esta assim tamb\u00e9m porque h\u00e1 "
    "quando portanto",
    "nl": "de het een en is zijn van voor in dat die met niet op te aan er dus als ook maar om bij of wij we naar uit dan nog wel wordt worden heeft hebben elke moet kan deze dit",
    "pl": "i w na z do nie jest s\u0105 to \u017ce si\u0119 o jak po co ale za od przez dla czy tak ma ich ten ta te wi\u0119c mamy ka\u017cdy kt\u00f3ry kt\u00f3re zatem oraz tylko ju\u017c",
    "sv": "och i att det som en p\u00e5 \u00e4r av f\u00f6r med till den har de inte om ett s\u00e5 men vi kan man var d\u00e5 d\u00e4rf\u00f6r varje eller fr\u00e5n ska blir",
    "da": "og i at det som en p\u00e5 er af for med til den har de ikke om et s\u00e5 men vi kan man var da derfor hver eller fra skal bliver",
    "no": "og i at det som en p\u00e5 er av for med til den har de ikke om et s\u00e5 men vi kan man var da derfor hver eller fra skal blir",
    "fi": "nyt saamme molemmat kaksi ja on ei ett\u00e4 se ovat oli mutta kun niin my\u00f6s jos tai siis joka t\u00e4m\u00e4 ne ole kuin sitten voi saadaan yhteens\u00e4 t\u00e4ytyy",
    "cs": "a je v na se \u017ee to s z do ne jsou by ale jako pro tak m\u00e1 po od kter\u00fd kter\u00e1 kter\u00e9 tedy nebo pak proto ka\u017ed\u00fd m\u00e1me tak\u00e9 jen",
    "hu": "a az \u00e9s hogy nem is egy van ez meg de ha volt mint csak azt t\u00f6bb teh\u00e1t vagy minden akkor lesz ezt ami kell",
    "ro": "\u0219i de la cu este sunt un o \u00een pe nu c\u0103 se pentru din mai care sau dar deci avem fiecare dac\u0103 atunci al ale cei",
    "tr": "ve bir bu i\u00e7in ile de da ne \u00e7ok olarak daha gibi var olan ama o her ise \u00f6yle sonra toplam e\u015fit olur eder",
    "id": "dan yang di ini itu untuk dengan dari pada adalah tidak ke dalam akan kita jadi maka atau setiap juga karena ada sama",
    "ca": "amb dels aix\u00f2 per\u00f2 tamb\u00e9 s\u00f3n nom\u00e9s els les aquest aquesta doncs cal hem seva seu ja no una aquests qu\u00e8 ho nostre vostre i el la de que un per",
    "hr": "se su je za na od ili ako kako koji koja koje \u0161to samo treba ima nije moramo dakle svaki te biti sve jo\u0161 mo\u017ee broj",
    "sl": "ni je za na se ki kot pa so ali tudi samo \u010de ima torej vsak moramo lahko \u0161e biti od vse kar bo",
    "sk": "je sa na vo zo nie aby ale ako pre tak m\u00e1 len e\u0161te u\u017e potom teda ka\u017ed\u00fd m\u00e1me ktor\u00fd ktor\u00e1 bol sta\u010d\u00ed treba",
    "lt": "ir yra bei kad tai bet su i\u0161 \u012f nuo arba taip kaip turi tik dar jei \u0161is \u0161i j\u016bs\u0173 m\u016bs\u0173 reikia dabar",
    "lv": "un ir ar no uz ka lai vai j\u0101 tikai bet ja \u0161is \u0161\u012b mums jums k\u0101 nav t\u0101tad katrs",
    "et": "ja on ei see et kui mis v\u00f5i ka oma tuleb ainult kuid siis saab meil teie peab k\u00f5ik iga n\u00fc\u00fcd",
    "vi": "v\u00e0 c\u1ee7a l\u00e0 c\u00f3 cho kh\u00f4ng c\u00e1c m\u1ed9t \u0111\u01b0\u1ee3c trong v\u1edbi n\u00e0y \u0111\u1ec3 ta v\u1eady n\u00ean th\u00ec m\u1ed7i",
}
WORDS = {code: frozenset(text.split()) for code, text in COMMON.items()}
EASY = WORDS["en"] - frozenset().union(*(words for code, words in WORDS.items() if code != "en"))
FOREIGN = frozenset().union(*WORDS.values()) - WORDS["en"]
TOKEN = re.compile(r"[^\W\d_]+")
SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
)
DENSE = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)  # one character says as much as three letters
LETTER = re.compile(r"[^\W\d_]")
KIN = ({"da", "no", "sv"}, {"cs", "sk"}, {"es", "gl", "ca", "pt"}, {"id", "ms"}, {"ru", "uk", "bg", "sr"}, {"zh", "ja"}, {"hr", "sl", "bs", "sr"})  # fmt: skip
DOUBT = 0.6  # probability below which a problem is taken for English
LEAST = 4  # words of a sentence whose language shows without common words
SOUND = 6.0  # mean likeness of words that belong to some language
ROW, IN_ROW = 5, 3  # words in a row, and common ones among them
SURE = 0.99  # the same for a text of ASCII letters that has few common words of the language
MARGIN = 0.9  # probability from which the n-gram classifier is believed


def quick(text: str) -> str | None:
    """The language whose common words are most frequent, if they are clearly so; None otherwise."""
    if not text.isascii() and DENSE.search(text):
        return None
    held = set(text.lower().split())
    if len(held & EASY) >= 3 and text.isascii():
        return "en"
    found = TOKEN.findall(text.lower())
    if len(found) < 3:
        return None
    held = set(found)
    english = len(held & WORDS["en"])
    if english >= 2 and english * 4 >= len(held):
        return "en"
    counts = sorted(((len(held & common), code) for code, common in WORDS.items()), reverse=True)
    best, code = counts[0]
    second = next(count for count, other in counts[1:] if not akin(code, other))
    return code if best >= 3 and best >= second + 2 else None


def weight(text: str) -> int:
    """Letters, where a Chinese, Japanese or Korean character counts as three."""
    return len(LETTER.findall(text)) + (2 * len(DENSE.findall(text)) if not text.isascii() else 0)


def script_language(text: str) -> str | None:
    """The language of the script that has most of the letters; None for the Latin script and for none."""
    if text.isascii():
        return None
    total = len(LETTER.findall(text))
    for code, script in SCRIPTS:
        share = len(script.findall(text))
        if share and (
            share * 2 > total or (code == "ja" and share * 6 > total and len(DENSE.findall(text)) * 2 > total)
        ):
            return code
    return None


def careful(text: str, home: str) -> str | None:
    """The language of a Latin text by character n-grams, confirmed by its words; None in doubt."""
    found = set(TOKEN.findall(text.lower()))
    if len(found) < 4:
        return None
    here = len(found & WORDS.get(home, frozenset()))
    usual = max(len(found & common) for common in WORDS.values()) >= max(here + 1, 2)
    if not usual and not _strange(text, home):
        return None
    code, probability = _classifier().classify(text)
    if (
        not usual
        and text.isascii()
        and (probability < SURE or sum(len(word) > 1 for word in found & WORDS.get(code, frozenset())) < 2)
    ):
        return None
    there = len(found & WORDS.get(code, frozenset()))
    if code == home or probability < MARGIN or (not _strange(text, home) and (there <= here or there < 2)):
        return None
    return str(code)


def _strange(text: str, home: str) -> bool:
    """Whether a text has hardly an English word, and letters that go together somewhere."""
    if home != "en":
        return False
    words = [word for word in TOKEN.findall(text) if len(word) > 2 and word.islower()]
    known = sum(word in letters.english() for word in words)
    likes = [like.any for like in map(letters.word, words) if like]
    return len(words) >= LEAST and known * 5 <= len(words) and sum(likes) >= SOUND * len(likes) > 0


def likely(text: str) -> str:
    """The most probable language of a Latin text; English in doubt."""
    if len(set(TOKEN.findall(text.lower())) & WORDS["en"]) >= 2:
        return "en"
    code, probability = _classifier().classify(text)
    return str(code) if probability >= DOUBT else "en"


def run(words: Sequence[str]) -> tuple[int, int, str] | None:
    """The first words in a row, none of them English, of which several are common in one other language: where the
    row begins, where it ends, the language.
    """
    begin = 0
    for place, word in enumerate([*words, "the"]):
        if word not in EASY:
            continue
        if place - begin >= ROW:
            for code, common in WORDS.items():
                told = [word for word in words[begin:place] if len(word) > 1 and word in common]
                if len(set(told) - letters.english() - WORDS["en"]) >= IN_ROW:
                    return begin, place, code
        begin = place + 1
    return None


def akin(one: str, other: str) -> bool:
    """The same language, or two that short texts do not tell apart."""
    return one == other or any(one in group and other in group for group in KIN)


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([*WORDS, "sk", "hr", "sl", "ca", "et", "lv", "lt"])
    return found
