"""Finds numbers that name a person: cards, bank accounts, social security and other identity numbers."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from verigen.dataset.filters.contacts import ARITHMETIC, near
from verigen.dataset.filters.randomness import sequential
from verigen.dataset.filters.screen import WatchedPattern, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.filters.contacts import Span
    from verigen.dataset.filters.reading import Reading

CARD = watch(
    re.compile(
        r"(?<![\w.,+*/=^-])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}|3[47]\d{2}[ -]\d{6}[ -]\d{5}|3\d{3}[ -]\d{6}[ -]\d{4}|\d{12,19})(?![\w%]|[.,]\d)"
    )
)
ISSUERS = re.compile(
    r"4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-59]|[689])|6(?:011|5|4[4-9])|62|35(?:2[89]|[3-8])|50|6[37]"
)
PAYING = re.compile(
    r"\b(?:card|cards|visa|master ?card|amex|american express|discover|credit|debit|cvv|cvc|expir\w*|exp|kreditkarte|karte|carte|tarjeta|carta|cart[ãa]o)\b|"
    r"\u0444\u0430\u0440\u0442\u0430|\u043a\u0430\u0440\u0442|\u5361",
    re.IGNORECASE,
)
TEST_CARDS = frozenset(
    "4111111111111111 4242424242424242 4012888888881881 4222222222222 5555555555554444 5105105105105100 "
    "378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 30569309025904 "
    "38520000023237 3530111333300000 3566002020360505 4000056655665556 5200828282828210 2223003122003222 "
    "4000000000000002 4000000000009995 6011000000000004 6200000000000005 5431111111111111 4539578763621486 "
    "4917610000000000 4988438843884305 5454545454545454 4444333322221111 49927398716 1234567812345670 "
    "4532015112830366 79927398713 4556737586899855".split()
)
IBAN = watch(
    re.compile(
        r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
    )
)
TEST_IBANS = frozenset(
    "GB82WEST12345698765432 GB29NWBK60161331926819 GB33BUKB20201555555555 DE89370400440532013000 "
    "FR1420041010050500013M02606 FR7630006000011234567890189 ES9121000418450200051332 IT60X0542811101000000123456 "
    "NL91ABNA0417164300 BE68539007547034 CH9300762011623852957 AT611904300234573201 PL61109010140000071219812874 "
    "SE4550000000058398257466 NO9386011117947 DK5000400440116243 FI2112345600000785 IE29AIBK93115212345678 "
    "PT50000201231234567890154 LU280019400644750000 DE75512108001245126199 ES7921000813610123456789 "
    "DE91100000000123456789 GB94BARC10201530093459 FR7630001007941234567890185".split()
)
SSN = watch(re.compile(r"(?<![\w.+*/=^-])(?!000|666|9)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w]|-\d)"))
SOCIAL = re.compile(r"\b(?:ssn|social[ -]security|soc\.? sec|tax ?id)\b", re.IGNORECASE)
BARE_SSN = watch(re.compile(r"(?<!\d)(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}(?!\d)"))
TEST_SSNS = frozenset(
    "078051120 219099999 123456789 111111111 457555462 987654321 123121234 000000000 222222222 333333333".split()
)
ACCOUNT = watch(
    re.compile(
        r"\b(?:account|acct|routing|sort code|kontonummer|konto|compte|cuenta)\b(?: (?:number|no\.?|nummer|num))?(?: (?:is|of|ist))?[ :#]*(?P<value>\d(?:[ -]?\d){5,16})(?!\w|\.\d|%)",
        re.IGNORECASE,
    )
)
BANKING = re.compile(
    r"\b(?:bank|routing|iban|sort code|wire|transfer|swift|bic|savings|checking)\b", re.IGNORECASE
)
PASSPORT = watch(
    re.compile(
        r"\b(?:passport|driver'?s? licen[cs]e|driving licen[cs]e|licen[cs]e plate|id card|identity card|reisepass|personalausweis|passeport|pasaporte|medical record|mrn|patient id|policy)(?: (?:number|no\.?|nummer|num[ée]ro))?(?: \w+){0,3}?(?: is| ist|:| #|,| no\.?)? ?#?(?P<value>(?=[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{5,14})(?!\w)"
    )
)
CALLED = watch(
    re.compile(
        r"\b(?:social (?:security|insurance)|national (?:id(?:entity|entification)?|insurance|identity card)|personal (?:id(?:entity|entification)?)|identity|tax(?:payer)? id(?:entification)?|citizen(?:ship)?(?: service)?|ssn|sin|nino|"
        r"health insurance|medicare|nhs|aadhaar|fiscal|resident(?:ial)? registration|steuer-?(?:id|identifikations\w*)|sozialversicherungs\w*|personnummer|pesel|cpf|dni|curp|bsn|tfn|passport|reisepass\w*|passeport|pasaporte|driver'?s? licen[cs]e|driving licen[cs]e)"
        r"(?:[ -](?:number|no\.?|num|nummer|num[ée]ro|n[úu]mero|card|code|id))*(?: (?:of|for|belonging to) [^.:\n\d]{2,50}?)?(?: is| ist| est| es|:| =|,| #)*:? ?#?(?P<value>[A-Z]{0,4}[ -]?\d[\dA-Z]*(?:[ ./-]?[\dA-Z]+){0,6})(?![\w%])",
        re.IGNORECASE,
    )
)
BORN = watch(
    re.compile(
        r"\b(?:date of birth|d\.?o\.?b\.?|birth ?date|birthday|geburtsdatum|geboren am|(?:was|is|were) born(?: on)?|born on|n[ée]e? le|fecha de nacimiento|nacid[oa] el)\b[^.\n\d]{0,25}(?P<value>\d{1,2}[./ -](?:\d{1,2}|[A-Za-z]{3,9})[./ -],? ?(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2})",
        re.IGNORECASE,
    )
)


class Scheme(NamedTuple):
    """A national number: the words that name it, its form, and the module of python-stdnum that proves it."""

    module: str
    words: re.Pattern[str]
    form: WatchedPattern
    alone: bool = False  # the form and its check suffice without a word


def _scheme(module: str, words: str, form: str, *, alone: bool = False) -> Scheme:
    return Scheme(
        module,
        re.compile(rf"\b(?:{words})\b", re.IGNORECASE),
        watch(re.compile(rf"(?<![\w.])(?:{form})(?!\w)")),
        alone,
    )


SCHEMES = (
    _scheme("es.dni", "dni|nif|identidad|documento|spanish id|id", r"\d{8}-?[A-Z]"),
    _scheme("es.nie", "nie|extranjero|id", r"[XYZ]-?\d{7}-?[A-Z]"),
    _scheme("it.codicefiscale", "codice fiscale|fiscal|tax|id", r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", alone=True),
    _scheme("fr.nir", "nir|s[ée]curit[ée] sociale|insee|social security|secu|id", r"[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}"),
    _scheme("de.idnr", "steuer\\w*|idnr|tax|identifikationsnummer", r"\d{2} ?\d{3} ?\d{3} ?\d{3}"),
    _scheme("nl.bsn", "bsn|burgerservicenummer|sofi\\w*|citizen service number", r"\d{9}"),
    _scheme("be.nn", "rijksregister\\w*|num[ée]ro national|national number", r"\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}"),
    _scheme("pl.pesel", "pesel|id|identity", r"\d{11}"),
    _scheme("br.cpf", "cpf|taxpayer|id", r"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{11}"),
    _scheme("gb.nhs", "nhs|health service", r"\d{3}[ -]?\d{3}[ -]?\d{4}"),
    _scheme("ca.sin", "sin|social insurance", r"\d{3}[ -]?\d{3}[ -]?\d{3}"),
    _scheme("au.tfn", "tfn|tax file", r"\d{3} ?\d{3} ?\d{3}"),
    _scheme("au.medicare", "medicare", r"\d{4} ?\d{5} ?\d"),
    _scheme("ch.ssn", "ahv|avs|social security|sozialversicherung\\w*", r"756\.\d{4}\.\d{4}\.\d{2}", alone=True),
    _scheme("se.personnummer", "personnummer|personal (?:identity )?number|id", r"(?:19|20)?\d{6}[-+]\d{4}"),
    _scheme("fi.hetu", "hetu|henkil\\w*|personal identity", r"\d{6}[-+A]\d{3}[0-9A-Y]"),
    _scheme("dk.cpr", "cpr|personnummer", r"\d{6}-?\d{4}"),
    _scheme("no.fodselsnummer", "f[øo]dselsnummer|personnummer|id", r"\d{6} ?\d{5}"),
    _scheme("in_.aadhaar", "aadhaar|aadhar|uidai|id", r"[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}"),
    _scheme("in_.pan", "pan|permanent account|tax", r"[A-Z]{3}[PCHABGJLFT][A-Z]\d{4}[A-Z]"),
    _scheme("cn.ric", "id|identity|\u8eab\u4efd\u8bc1", r"\d{17}[\dX]"),
    _scheme("za.idnr", "id|identity", r"\d{13}"),
    _scheme("mx.curp", "curp", r"[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d", alone=True),
    _scheme("tr.tckimlik", "kimlik|tc|id", r"[1-9]\d{10}"),
    _scheme("kr.rrn", "rrn|resident", r"\d{6}-?[1-4]\d{6}"),
    _scheme("us.itin", "itin|taxpayer|tax id", r"9\d{2}-?[5-9]\d-?\d{4}"),
    _scheme("us.ein", "ein|employer identification", r"\d{2}-\d{7}"),
)  # fmt: skip
INSURANCE = watch(
    re.compile(
        r"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)"
    )
)
NUMBERS = frozenset(
    each.number
    for each in (
        CARD,
        IBAN,
        SSN,
        BARE_SSN,
        ACCOUNT,
        PASSPORT,
        CALLED,
        BORN,
        INSURANCE,
        *(scheme.form for scheme in SCHEMES),
    )
)
CODED = re.compile(r"[A-Z]{2} ?\d|\d[A-Z](?!\w)|[A-Z]-?\d{6}")
PAPERS = frozenset(
    "born soci nati citi ssn sin nino heal nhs aada fisc resi steu sozi pers pese cpf dni curp bsn tfn tax pass driv lice iden id reis pers medi mrn pati poli date dob birt gebu gebo n\u00e9 n\u00e9e naci fech".split()
)


def found(read: Reading) -> Iterator[Span]:
    """Spans with their labels."""
    if read.impossible.issuperset(NUMBERS):
        return
    coded = CODED.search(read.text) is not None
    if read.long_number:
        yield from _cards(read)
        yield from _social(read)
    if read.long_number or coded:
        yield from _accounts(read)
        yield from _schemes(read)
    if coded or not read.stems.isdisjoint(PAPERS):
        yield from _named(read)


def _digits(said: str) -> str:
    return "".join(filter(str.isdigit, said))


def _cards(read: Reading) -> Iterator[Span]:
    from stdnum import luhn

    for match in read.found(CARD):
        digits = _digits(match.group())
        if not 12 <= len(digits) <= 19 or digits in TEST_CARDS or len(set(digits)) < 4:
            continue
        told = near(read.text, *match.span(), PAYING)
        if not told and (len(digits) < 13 or not ISSUERS.match(digits)):
            continue
        grouped = not match.group().isdigit()
        if luhn.is_valid(digits) and (told or (grouped and not _counted(read.text, match))):
            yield *match.span(), "card"


def _counted(text: str, match: re.Match[str]) -> bool:
    """Whether arithmetic goes on behind the number."""
    return ARITHMETIC.match(text[match.end() : match.end() + 12]) is not None


def _accounts(read: Reading) -> Iterator[Span]:
    from stdnum import iban

    for match in read.found(IBAN):
        said = match.group()
        while said and not _is_iban(said) and " " in said:
            said = said.rpartition(" ")[0]  # a word in capitals after the number
        if _is_iban(said) and iban.compact(said) not in TEST_IBANS:
            yield match.start(), match.start() + len(said), "iban"
    for match in read.found(ACCOUNT):
        if near(read.text, *match.span(), BANKING) or BANKING.search(match.group()):
            yield *match.span("value"), "account"


def _is_iban(said: str) -> bool:
    """By its check digits alone: banks' own check digits differ from country to country."""
    from stdnum import iban
    from stdnum.exceptions import ValidationError

    try:
        iban.validate(said, check_country=False)
    except ValidationError:
        return False
    return True


def _social(read: Reading) -> Iterator[Span]:
    text = read.text
    for match in read.found(SSN):
        told = near(text, *match.span(), SOCIAL)
        plain = match[1] == "-" and not _counted(text, match)
        if _digits(match.group()) not in TEST_SSNS and (told or plain):
            yield *match.span(), "ssn"
    if read.may(BARE_SSN) and SOCIAL.search(text):
        for match in read.found(BARE_SSN):
            if near(text, *match.span(), SOCIAL) and match.group() not in TEST_SSNS:
                yield *match.span(), "ssn"


def _named(read: Reading) -> Iterator[Span]:
    for match in read.found(CALLED):
        value = match["value"].strip(" .-/")
        if (
            sum(map(str.isdigit, value)) >= 6
            and _digits(value) not in TEST_SSNS
            and not sequential(_digits(value))
        ):
            yield match.start("value"), match.start("value") + len(value), "identity_number"
    for watched, label in ((PASSPORT, "document"), (BORN, "birth")):
        for match in read.found(watched):
            yield *match.span("value"), label
    for match in read.found(INSURANCE):
        yield *match.span(), "insurance"


def _schemes(read: Reading) -> Iterator[Span]:
    for scheme in SCHEMES:
        if not read.may(scheme.form) or not (scheme.alone or scheme.words.search(read.text)):
            continue
        for match in read.found(scheme.form):
            told = scheme.alone or near(read.text, *match.span(), scheme.words, before=50)
            if told and _proved(scheme, match.group()):
                yield *match.span(), "identity_number"


def _proved(scheme: Scheme, said: str) -> bool:
    return bool(import_module(f"stdnum.{scheme.module}").is_valid(said))
