"""Finds ways to reach a person: e-mail addresses, telephone numbers, IP addresses, postal addresses."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from verigen.dataset.filters.randomness import sequential
from verigen.dataset.filters.screen import watch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.filters.reading import Reading

Span = tuple[int, int, str]
EMAIL = watch(
    re.compile(
        r"(?<![\w.+-])(?P<local>[A-Za-z0-9][\w.+%-]{0,63})(?:@| ?[\[({] ?at ?[\])}] ?)"
        r"(?P<host>(?:[A-Za-z0-9-]+(?:\.| ?[\[({] ?dot ?[\])}] ?))+(?P<top>[A-Za-z]{2,24}))(?![\w@])",
        re.IGNORECASE,
    )
)
SPELLED = watch(re.compile(r"(?<![\w.])(?P<local>[a-z][\w.]{2,40}) at (?P<host>(?P<name>[a-z][a-z0-9-]{2,40}) dot (?P<top>com|org|net|edu|de|fr|io|uk))\b", re.IGNORECASE))  # fmt: skip
HIDDEN_AT = re.compile(r"[\[({] ?at ?[\])}]")
HARMLESS_TOPS = frozenset("example test invalid localhost local internal png jpg py js txt".split())
HARMLESS_HOSTS = re.compile(
    r"(?:^|\.)(?:example\d*|domain|mydomain|yourdomain|email|mail|test|company|host|site|website|server|foo|bar|xyz|abc|acme|contoso|"
    r"sample|somewhere|anything|provider)\.[a-z.]{2,6}$",
    re.IGNORECASE,
)
HARMLESS_NAMES = frozenset("user username name someone somebody you your.name yourname foo bar x a abc test noreply no-reply git".split())  # fmt: skip
MAILS = re.compile(r"e-?mail|@|mail address", re.IGNORECASE)

PLUS = watch(re.compile(r"(?<![\w+*/^.=)-])\+(?=[1-9])[\d][\d ().\u00a0/-]{6,22}\d(?![\d])"))
GROUPED = watch(re.compile(r"(?<![\w.+*/^=$-])(?:\(\d{2,5}\)[ -]?|\b0?\d{2,5}[ ./-])(?:\d{2,5}[ ./-]?){1,4}\d{2,5}(?![\w%])|(?<![\w.+*/^=$-])0?\d{9,11}(?![\w%.])"))  # fmt: skip
CALLING = re.compile(
    r"\b(?:phone|telephone|tel|mobile|cell|cellphone|call(?:ing)?|ring|fax|whats ?app|text|sms|dial|reach(?:ed|able)?|hotline|signal|number is|"
    r"contact|telefon|handy|anruf\w*|ruf\w* (?:mich|ihn|sie|uns|bitte)|erreich\w*|zadzwo\w*|t[ée]l[ée]phone|portable|tel[ée]fono|m[óo]vil|celular|appel\w*|ll[áa]m\w*|chiama\w*|cellulare)\b|"
    r"\u0442\u0435\u043b\u0435\u0444\u043e\u043d|\u7535\u8bdd|\u96fb\u8a71|\uc804\ud654",
    re.IGNORECASE,
)
NANP = re.compile(r"\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|1-\d{3}-\d{3}-\d{4}")
FICTION = re.compile(
    r"555-?01\d\d$|^\+?1?[2-9]\d\d55501\d\d$|(?:20794609\d\d|1632960\d\d\d|7700900\d\d\d|8081570\d\d\d)$"
)
REGIONS = (
    "US",
    "GB",
    "DE",
    "FR",
    "ES",
    "IT",
    "IN",
    "PL",
    "BR",
    "MX",
    "NL",
    "JP",
    "AU",
    "CH",
    "AT",
    "SE",
    "RU",
    "CN",
)
TOLD = watch(
    re.compile(
        r"\b(?:(?:tele|mobile |cell |home |work |office )?phone(?: (?:number|no\.?))?|mobile(?: (?:number|no\.?))?|cell(?: (?:number|no\.?))?|tel\.?|fax|whats ?app|handy\w*|telefon\w*|t[ée]l[ée]phone|tel[ée]fono|m[óo]vil|celular|"
        r"(?:call|ring|phone|text|dial|reach|contact|whats ?app)(?: (?:me|him|her|them|us))?(?: [A-Z\u00c0-\u024f][\w.'\u00c0-\u024f-]*){0,4}(?: (?:at|on|under)))"
        r"(?: (?:is|was|ist|est|es)|:| at| on| under| =| number| no\.?|\.)* ?(?P<value>\+?\(?\d[\d ().\u00a0/-]{6,20}\d(?: ?(?:x|ext\.?|#) ?\d{1,6})?)(?![\w%]|[.,]\d)",
        re.IGNORECASE,
    )
)
ARITHMETIC = re.compile(r"^\s*(?:[=+*/^<>\u2248\u2261]|mod\b|is divisible|divided)")

ADDRESS = watch(re.compile(r"(?<![\w.:/])(?:\d{1,3}\.){3}\d{1,3}(?![\w.:]*\d)"))
SIX = watch(re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}(?![\w:])", re.IGNORECASE))
MACHINE = re.compile(r"\b(?:ip|ips|ipv[46]|address|server|host|hosted|login|log(?:ged)?|ssh|ping|connect(?:ed|ing)?|machine|router|client|adresse|from)\b", re.IGNORECASE)  # fmt: skip
KNOWN_HOSTS = frozenset(
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 1.2.3.4 4.3.2.1 5.6.7.8 255.255.255.255".split()
)
MAC = watch(re.compile(r"(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])", re.IGNORECASE))

STREET = watch(
    re.compile(
        r"\b\d{1,5}[a-zA-Z]? (?:[NSEW]\.? )?(?:[A-Z][\w'.-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|"
        r"Place|Pl|Terrace|Way|Close|Crescent|Square|Gardens|Row|Parkway|Circle|Highway)\b\.?(?:,? (?:Apt|Suite|Unit|Flat)\.? ?\w+)?"
        r"|\b[A-ZÄÖÜ][\w\u00df\u00e4\u00f6\u00fc-]*(?:stra(?:\u00df|ss)e|gasse|allee|platz|weg|ring|damm|ufer) \d{1,4}[a-z]?\b"
        r"|\b\d{1,4}(?: bis)?,? (?:rue|avenue|boulevard|place|chemin|all[ée]e|quai|impasse) (?:de |du |des |de la |d')?[A-ZÉ][\w'\u2019-]+(?: [A-ZÉ][\w-]+)?"
        r"|\b(?:[Cc]alle|[Aa]venida|[Pp]laza|[Vv]ia|[Vv]iale|[Pp]iazza|[Rr]ua|[Uu]lica|ul\.) (?:de |del |della |dei |da |do )?[A-Z][\w-]+(?: [A-Z][\w-]+)?,? \d{1,4}\b"
    ),
    "prose",
)
LIVING = watch(
    re.compile(
        r"\b(?:lives?|living|resid\w+|home|address|mail(?:ed)? (?:it )?to|ship(?:ped)?(?: it| them| this)? to|deliver\w* to|send (?:it|them|mail)? ?to|moved to|apartment|house is at|"
        r"visit (?:him|her|them|me)|find (?:him|her|them|me) at|wohn\w*|adresse|anschrift|habite|demeure|vive|direcci[óo]n|abita|indirizzo|mora|mieszka\w*)\b",
        re.IGNORECASE,
    ),
    "prose",
)
PLACE = watch(
    re.compile(
        r"\b(?:(?:[Ll]ives?|[Ll]iving|[Rr]esid(?:es?|ing)|[Ss]taying|[Hh]ome is|[Hh]ouse is) at|(?:home |postal |mailing |street )?[Aa]ddress(?: of [^.:\n]{2,40})? ?(?:is|:)|[Ww]ohnt (?:in der|im|am)|[Hh]abite(?: au)?|[Vv]ive en|[Aa]bita in) "
        r"(?P<value>\d{1,5}[a-zA-Z]?(?:/\d{1,4})?,? (?:[NSEW]\.? )?[A-Z\u00c0-\u024f][\w.'\u00c0-\u024f-]*(?: [A-Z\u00c0-\u024f\d][\w.'\u00c0-\u024f-]*)*|"
        r"[A-Z\u00c0-\u024f][\w.'\u00c0-\u024f-]*(?:,? [A-Z\u00c0-\u024f\d][\w.'\u00c0-\u024f-]*){0,4},? \d{1,4}[a-z]?(?:/\d{1,4})?\b)"
    ),
    "prose",
)
STREETS = frozenset(
    "stre st road rd aven ave lane ln driv dr boul blvd cour ct plac pl terr way clos cres squa gard row park circ high rue chem all\u00e9 alle quai impa call plaz via vial "
    "piaz rua ulic ul".split()
)
WAYS = ("stra\u00dfe", "strasse", "gasse", "allee", "platz", "weg", "ring", "damm", "ufer")
HOMES = frozenset(
    "live livi resi home addr mail ship deli send move apar hous visi find wohn adre ansc habi deme vive dire abit indi mora mies".split()
)


def found(read: Reading) -> Iterator[Span]:
    """Spans with their labels."""
    yield from _mails(read)
    yield from _phones(read)
    yield from _machines(read)
    yield from _homes(read)


def near(text: str, start: int, end: int, words: re.Pattern[str], before: int = 60, after: int = 25) -> bool:
    """Whether one of these words stands close to the span, in the same paragraph."""
    left = text[max(0, start - before) : start].rpartition("\n\n")[2]
    right = text[end : end + after].partition("\n\n")[0]
    return bool(words.search(left) or words.search(right))


def _mails(read: Reading) -> Iterator[Span]:
    text = read.text
    watched = [each for each in (EMAIL, SPELLED) if read.may(each)]
    if not watched or ("@" not in text and " dot " not in read.low and not HIDDEN_AT.search(read.low)):
        return
    about = bool(MAILS.search(read.prompt))
    for each in watched:
        for match in each.pattern.finditer(text):
            host = re.sub(r" ?[\[({]? ?dot ?[\])}]? ?", ".", match["host"], flags=re.IGNORECASE)
            local, top = match["local"].lower(), match["top"].lower()
            harmless = (
                top in HARMLESS_TOPS
                or HARMLESS_HOSTS.search(host)
                or local in HARMLESS_NAMES
                or len(host) < 5
            )
            # an e-mail address in the code of a problem about e-mail addresses is a test case
            harmless = (
                harmless or "://" in text[max(0, match.start() - 60) : match.start()].rsplit(" ", 1)[-1]
            )
            if not harmless and not (about and read.in_code(match.start())):
                yield match.start(), match.end(), "email"


def _phones(read: Reading) -> Iterator[Span]:
    text = read.text
    for match in read.found(TOLD) if read.may(TOLD) and read.long_number else ():
        digits = "".join(filter(str.isdigit, match["value"].partition("x")[0]))
        fiction = FICTION.search(digits) or sequential(digits) or len(set(digits)) < 3
        if (
            8 <= len(digits) <= 15
            and not fiction
            and not ARITHMETIC.match(text[match.end() : match.end() + 12])
        ):
            yield *match.span("value"), "phone"
    if "+" in text and read.may(PLUS):
        for match in PLUS.pattern.finditer(text):
            if _valid(match.group(), None) and not ARITHMETIC.match(text[match.end() : match.end() + 12]):
                yield match.start(), match.end(), "phone"
    if not read.may(GROUPED) or not read.long_number:
        return
    for match in GROUPED.pattern.finditer(text):
        said, (start, end) = match.group(), match.span()
        if ARITHMETIC.match(text[end : end + 12]) or not 7 <= sum(map(str.isdigit, said)) <= 13:
            continue
        told = near(text, start, end, CALLING)
        regions = REGIONS if told else ("US",) if NANP.fullmatch(said) and not read.in_code(start) else ()
        if any(_valid(said, region) for region in regions):
            yield start, end, "phone"


def _valid(said: str, region: str | None) -> bool:
    """Whether a number plan has this number, and it is not one kept for fiction."""
    import phonenumbers

    try:
        number = phonenumbers.parse(said, region)
    except phonenumbers.NumberParseException:
        return False
    digits = str(number.national_number)
    if FICTION.search(digits) or digits in "1234567890123456789" or digits in "9876543210987654321":
        return False
    return phonenumbers.is_valid_number(number)


def _machines(read: Reading) -> Iterator[Span]:
    text = read.text
    for match in read.found(ADDRESS) if text.count(".") >= 3 else ():
        if not read.in_code(match.start()) and _global(match.group()) and near(text, *match.span(), MACHINE):
            yield match.start(), match.end(), "ip"
    if "::" in text or text.count(":") >= 5:
        for match in read.found(SIX):
            if not read.in_code(match.start()) and _global(match.group()):
                yield match.start(), match.end(), "ip"
        for match in read.found(MAC):
            if not read.in_code(match.start()) and near(
                text, *match.span(), re.compile(r"\bmac\b|device|hardware", re.IGNORECASE)
            ):
                yield match.start(), match.end(), "mac"


def _global(said: str) -> bool:
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and said not in KNOWN_HOSTS


def _homes(read: Reading) -> Iterator[Span]:
    for match in PLACE.within(read.prose, read.impossible_prose):
        yield *match.span("value"), "address"
    if LIVING.number in read.impossible_prose or STREET.number in read.impossible_prose:
        return
    if read.stems.isdisjoint(STREETS) and not any(end in read.low for end in WAYS):
        return
    if read.stems.isdisjoint(HOMES) or not LIVING.pattern.search(read.prose):
        return
    for match in STREET.pattern.finditer(read.prose):
        if near(read.text, *match.span(), LIVING.pattern, before=80):
            yield match.start(), match.end(), "address"
