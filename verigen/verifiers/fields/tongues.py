"""How languages other than English write dates, numbers, yes and no in a text: those of the locales that are drawn from."""

# Turkish has an i without a dot.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH = "English"
# months with their other forms; yes; no and what denies; the numbers from two to twelve; a date; the thousands' sign
TABLES: dict[str, tuple[str, str, str, str, str, str]] = {
    "German": (
        "januar jänner jan|februar feb|märz|april apr|mai|juni|juli|august aug|september sept|oktober okt|november nov|dezember dez",
        "ja", "nein nicht kein keine keinen keiner keinem ohne",
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", "{day}. {month} {year}", ".",
    ),
    "French": (
        "janvier janv|février févr|mars|avril|mai|juin|juillet|août aout|septembre sept|octobre oct|novembre nov|décembre déc",
        "oui", "non pas aucun aucune sans",
        "deux trois quatre cinq six sept huit neuf dix onze douze", "{day} {month} {year}", " ",
    ),
    "Spanish": (
        "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre",
        "sí", "no sin ningún ninguna ninguno",
        "dos tres cuatro cinco seis siete ocho nueve diez once doce", "{day} de {month} de {year}", ".",
    ),
    "Italian": (
        "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
        "sì", "no non senza nessun nessuna nessuno",
        "due tre quattro cinque sei sette otto nove dieci undici dodici", "{day} {month} {year}", ".",
    ),
    "Dutch": (
        "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
        "ja", "nee geen niet zonder",
        "twee drie vier vijf zes zeven acht negen tien elf twaalf", "{day} {month} {year}", ".",
    ),
    "Polish": (
        "stycznia styczeń|lutego luty|marca marzec|kwietnia kwiecień|maja maj|czerwca czerwiec|lipca lipiec|sierpnia sierpień|"
        "września wrzesień|października październik|listopada listopad|grudnia grudzień",
        "tak", "nie bez brak",
        "dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście", "{day} {month} {year}", " ",
    ),
    "Portuguese": (
        "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
        "sim", "não sem nenhum nenhuma",
        "dois três quatro cinco seis sete oito nove dez onze doze", "{day} de {month} de {year}", ".",
    ),
    "Swedish": (
        "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
        "ja", "nej inte ingen inget inga utan",
        "två tre fyra fem sex sju åtta nio tio elva tolv", "{day} {month} {year}", " ",
    ),
    "Turkish": (
        "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
        "evet", "hayır değil yok",
        "iki üç dört beş altı yedi sekiz dokuz on on-bir on-iki", "{day} {month} {year}", ".",
    ),
}  # fmt: skip
POINTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")  # 1.250,5: points part the thousands
GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+")  # 1,250.5: nothing else than English
DECIMAL = re.compile(r"\d{1,30}(?:[.,]\d{1,30})?")
SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?:,\d{1,30})?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A language with a comma before decimals and the day before the month.

    `months`: number by name, in small letters; `shown`: one name per month. `small`: numbers by word.
    """

    name: str
    months: dict[str, int]
    shown: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]
    small: dict[str, int]
    form: str
    thousands: str

    def said(self, *, flag: bool) -> str:
        """Yes or no."""
        _, yes, no, *_ = TABLES[self.name]
        return (yes if flag else no).split()[0]

    def number(self, value: Decimal, *, grouped: bool = False) -> str:
        """A number in digits."""
        text = f"{value.normalize():{',' if grouped else ''}f}"
        return self.thousands.join(text.replace(".", ";").split(",")).replace(";", ",")

    def day(self, year: int, month: int, day: int) -> str:
        """A date in words."""
        return self.form.format(day=day, month=self.shown[month - 1], year=year)

    def readings(self, digits: str) -> Iterable[Decimal]:
        """What digits with points and commas mean; at most one value."""
        if POINTED.fullmatch(digits):
            yield Decimal(digits.replace(".", "").replace(",", "."))
        elif GROUPED.fullmatch(digits):
            yield Decimal(digits.replace(",", ""))
        elif DECIMAL.fullmatch(digits):
            yield Decimal(digits.replace(",", "."))

    def joined(self, text: str, wanted: set[Decimal]) -> str:
        """The text with spaces taken out of those numbers of several groups that are wanted."""

        def one(found: re.Match[str]) -> str:
            bare = found[0].replace(" ", "")
            return bare if Decimal(bare.replace(",", ".")).normalize() in wanted else found[0]

        return SPACED.sub(one, text) if self.thousands == " " else text


def known() -> list[str]:
    """The languages whose texts can be checked."""
    return [ENGLISH, *TABLES]


@lru_cache
def tongue(language: str) -> Tongue | None:
    """A language by its English name; None for English and for one that is not known."""
    if language not in TABLES:
        return None
    months, yes, no, numbers, form, thousands = TABLES[language]
    return Tongue(
        name=language,
        months={each: at for at, month in enumerate(months.split("|"), 1) for each in month.split()},
        shown=tuple(_titled(language, month.split()[0]) for month in months.split("|")),
        yes=frozenset(yes.split()),
        no=frozenset(no.split()),
        small={word.replace("-", " "): at for at, word in enumerate(numbers.split(), 2)},
        form=form,
        thousands=thousands,
    )


def _titled(language: str, month: str) -> str:
    """German and Turkish write months with a capital letter."""
    return month[0].upper() + month[1:] if language in {"German", "Turkish"} else month
