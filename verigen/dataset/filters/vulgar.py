"""Words that are abuse wherever they stand: profanity, slurs, crude words for sex, in several languages.

Chosen from public lists (LDNOOBW, CC0 and its successors): of their words, those that have no common other meaning in
any of the languages listed. Words that do have one (a cock, a dyke, "con" in Spanish) are rules of `abuse`.
"""

from __future__ import annotations

import re
from functools import lru_cache

ROOTS = (  # a word with one of these inside is vulgar, whatever its ending
    "fuck", "motherf", "asshole", "arsehole", "azzhole", "bullshit", "dipshit", "shithead", "shithole", "horseshit", "batshit", "dickhead",
    "cocksuck", "dumbass", "jackass", "scumbag", "douchebag", "blowjob", "handjob", "rimjob", "cumshot", "creampie", "gangbang", "masturbat",
    "deepthroat", "nigger", "faggot", "wetback", "towelhead", "raghead", "shemale", "rapefugee", "feminazi", "libtard", "fucktard", "cumslut",
    "pornhub", "arschloch", "arschl\u00f6ch", "hurens", "wichser", "schei\u00df", "verpiss", "schwuchtel", "schlampe", "encul", "connard", "connasse",
    "salopard", "enfoir\u00e9", "pouffiasse", "hijoput", "gilipoll", "soplapoll", "chupapoll", "maric\u00f3n", "stronz", "coglion", "vaffancul",
    "puttana", "minchia", "caralho", "arrombad", "klootz", "kankerl", "hoerenz", "godverd", "neuken", "kurw", "pierdol", "pierdal", "skurwys",
    "jeban", "orospu", "amk\u00e7", "siktir", "\u0445\u0443\u0439", "\u0445\u0443\u0451", "\u043f\u0438\u0437\u0434", "\u0431\u043b\u044f\u0434", "\u0435\u0431\u0430\u043d", "\u0451\u0431\u0430\u043d", "\u043c\u0443\u0434\u0430\u043a", "\u043f\u0438\u0434\u043e\u0440", "\u0434\u043e\u043b\u0431\u043e\u0451\u0431", "\u0434\u043e\u043b\u0431\u043e\u0435\u0431", "\u0433\u0430\u043d\u0434\u043e\u043d",
)  # fmt: skip
WORDS = frozenset(
    # English profanity, with the usual misspellings
    "shit shits shitty shittier shittiest shitting shitter shite shitshow shyt sheit fuk fuks fuking fukin fukn fck fcking fckin fcuk fvck phuck phuk fuq stfu gtfo kys "
    "bitch bitches bitching bitchy biatch biotch beotch bastards wanker wankers wank wanking twat twats cunt cunts kunt cvnt whore whores sluts slutty "
    "douche douches assole ashole asshat asswipe asshats arsewipe assclown assmunch pissed piss pisses pissing pissoff goddamn goddamned goddam motherfucker dickwad "
    "dickweed knobhead bellend tosser tossers minger skank skanks hoebag twatwaffle fuckwit "
    # slurs
    "nigga niggas niggaz fag fags fagot kike kikes gook gooks spics chinks beaner beaners tranny trannies jigaboo pickaninny darkies coons paki pakis mongoloid mongoloids "
    "retards muzzie muzzies mongs sandnigger zipperhead honky honkey spastic spastics spaz "
    "untermensch untermenschen kanake kanaken neger kameltreiber "
    # sex
    "porn porno porns pornographic milf milfs dildos bukkake hentai jizz horny orgasms orgasmic rimming felching titties boobies boobs clit fisting "
    "pussies blowjobs upskirt camgirl camslut nympho "
    # German
    "fotze fotzen hure huren nutte nutten arsch \u00e4rsche vollidiot vollidioten vollpfosten schwachkopf hohlkopf dummkopf volldepp spast spasti missgeburt drecksau mistst\u00fcck "
    "schei\u00dfe scheisse kacke kackbratze hackfresse ficken gefickt wichse pimmel titten bl\u00f6dmann flachzange trottel armleuchter dreckskerl wichst "
    # French
    "putain putes salope salopes salaud salauds merde merdique couilles p\u00e9d\u00e9 p\u00e9d\u00e9s bougnoule n\u00e8gre n\u00e8gres youpin abruti abrutis d\u00e9bile cr\u00e9tin cr\u00e9tins branleur branleurs enfoir\u00e9 "
    # Spanish
    "puta putas puto putos mierda pendejo pendejos pendeja cabr\u00f3n cabron cabrones gilipollas maric\u00f3n maricon maricones joder jodido jodida chingar chingada co\u00f1o culero "
    "follar hijueputa malparido "
    # Italian, Portuguese
    "cazzo cazzi stronzo stronza stronzi merda merdoso coglione frocio froci zoccola bastardo bastarda porra foder fodase foda-se babaca babacas ot\u00e1rio viado vagabunda buceta "
    # Dutch, Polish, Swedish, Turkish, Finnish
    "klootzak hoer hoeren kutwijf mongool mongolen sukkel flikker rotzak kankerhoer teringlijer chuj chuja pizda debil debilu debile dziwka dziwki kutas "
    "g\u00f3wno dupek gnoju j\u00e4vla j\u00e4vlar fitta idioot idioten perkele vittu saatana amk orospu pi\u00e7 g\u00f6t siktir gerizekal\u0131 aptal "
    # Russian
    "\u0441\u0443\u043a\u0430 \u0441\u0443\u043a\u0438 \u0431\u043b\u044f \u0431\u043b\u044f\u0442\u044c \u0433\u043e\u0432\u043d\u043e \u0434\u0435\u0440\u044c\u043c\u043e \u0436\u043e\u043f\u0430 \u0441\u0432\u043e\u043b\u043e\u0447\u044c \u0443\u0431\u043b\u044e\u0434\u043e\u043a \u0448\u043b\u044e\u0445\u0430 \u0438\u0434\u0438\u043e\u0442 \u0438\u0434\u0438\u043e\u0442\u044b \u0434\u0435\u0431\u0438\u043b \u0434\u0435\u0431\u0438\u043b\u044b \u043a\u0440\u0435\u0442\u0438\u043d \u043f\u0440\u0438\u0434\u0443\u0440\u043e\u043a \u0434\u0443\u0440\u0430\u043a \u0434\u0443\u0440\u0430 \u0442\u0443\u043f\u0438\u0446\u0430 \u043d\u0435\u0433\u0440".split()
)  # fmt: skip


ROOTED = re.compile("|".join(ROOTS))


@lru_cache(maxsize=1 << 15)
def is_vulgar(word: str) -> bool:
    """Whether a lower-case word is abuse wherever it stands."""
    return word in WORDS or (ROOTED.search(word) is not None and not word.startswith("snigger"))
