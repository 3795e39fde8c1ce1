"""The languages for translation, and a check whether a text is written in one of them."""

from __future__ import annotations

import re
import unicodedata

NAMES = {
    "ar": "Arabic", "cs": "Czech", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fr": "French",
    "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
# languages with their own script are recognised by their letters
SCRIPTS = {
    "ar": ("ARABIC",), "el": ("GREEK",), "hi": ("DEVANAGARI",), "ja": ("HIRAGANA", "KATAKANA", "CJK"),
    "ko": ("HANGUL",), "ru": ("CYRILLIC",), "th": ("THAI",), "uk": ("CYRILLIC",), "zh": ("CJK",),
}  # fmt: skip
UKRAINIAN = frozenset("іїєґ")  # letters that Russian lacks and most Ukrainian sentences have
# the others are recognised by short words that occur in nearly every problem
WORDS = {
    code: frozenset(words.split())
    for code, words in {
        "cs": "a na je se v ve kolik pokud že má za z s do jako každý jsou jeho než když pak kterou který po",
        "de": "der die das und ist ein eine einen wie viele viel hat für mit von den dem zu in er sie wenn pro sind auf dann was jeder",
        "en": "the a an of to and is in how many much what for if he she they each has have with are that on does did per",
        "es": "el la los las de y es un una en cuántos cuántas cuánto cuánta que por con si tiene para su cada más qué del al",
        "fr": "le la les des de et est un une du en combien que pour avec si il elle chaque a dans ont sont quel quelle plus",
        "id": "dan yang di berapa ada untuk dari dengan jika adalah setiap ke dia memiliki itu pada banyak jumlah akan",
        "it": "il la le gli di e è un una in quanti quante quanto quanta che per con se ha ogni del della sono più i qual",
        "nl": "de het een en is van in hoeveel als met voor heeft op te zijn hij ze elke per dat zij aan wat",
        "pl": "i w na jest ile z do się że jeśli ma każdy za o po dla są jego jej ich każda kosztuje",
        "pt": "o a os as de e é um uma em quantos quantas quanto quanta que por com se tem para cada seu sua do da no na",
        "sv": "och att det är en ett i på av hur många mycket har som för med om varje han hon den de till kostar",
        "tr": "ve bir kaç bu için ile her tane de da ne kadar olarak toplam var eğer sonra daha o ise",
        "vi": "và là có bao nhiêu một của trong cho mỗi nếu với được các người những cô anh ấy đã",
    }.items()
}
SHARE = 0.4  # share of the letters: names, units and formulas keep theirs
LONG = 4  # minimum letters of a word that is not a unit or a function's name
SAME = 0.25  # share of a text's long words: languages of one alphabet share some, such as budget
_FORMULA = re.compile(r"\$[^$]*\$|\\\([^)]*\\\)|\\[a-zA-Z]+")
_LATIN = re.compile(rf"(?<![A-Za-z])[a-z]{{{LONG},}}")
_WORD = re.compile(r"[^\W\d_]+")


def speaks(text: str, code: str) -> bool:
    """Whether a text is in this language rather than in another language of the list."""
    plain = _FORMULA.sub(" ", text).lower()
    return _written(plain, code) if code in SCRIPTS else code in _by_words(plain)


def told(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None if no language of the list fits, or several do."""
    plain = _FORMULA.sub(" ", text).lower()
    written = [] if plain.isascii() else [code for code in SCRIPTS if _written(plain, code)]
    found = [*written, *_by_words(plain)]
    return found[0] if len(found) == 1 else None


def _by_words(plain: str) -> list[str]:
    """The languages of which a text has the most short words; empty if it has none."""
    found = set(_WORD.findall(plain))
    hits = {code: len(found & words) for code, words in WORDS.items()}
    most = max(hits.values())
    return [code for code, count in hits.items() if count == most > 0]


def left(parent: str, text: str, code: str) -> list[str]:
    """Words of the parent that a translation left unchanged; empty if few, since languages share some words.

    Capitalised words are names. A language with another alphabet shares no words.
    """
    plain = _FORMULA.sub(" ", text)
    if code in SCRIPTS:
        return sorted(set(_LATIN.findall(plain)))
    before, after = _long(parent), _long(plain)
    same = sorted(before & after)
    return same if len(same) > max(1, SAME * len(after)) else []


def _long(text: str) -> set[str]:
    return {word for word in _WORD.findall(text) if len(word) >= LONG and word.islower()}


def _written(text: str, code: str) -> bool:
    letters = [unicodedata.name(letter, "") for letter in text if letter.isalpha()]
    fitting = sum(name.startswith(SCRIPTS[code]) for name in letters)
    if fitting == 0 or fitting < SHARE * len(letters):
        return False
    kana = any(name.startswith(("HIRAGANA", "KATAKANA")) for name in letters)
    if code in {"ja", "zh"}:
        return kana == (code == "ja")
    return code not in {"ru", "uk"} or (code == "uk") == bool(UKRAINIAN & set(text))
