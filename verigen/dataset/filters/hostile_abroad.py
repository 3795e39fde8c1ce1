"""Groups of people and words of contempt in other languages; both in one sentence are hatred."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = re.compile(r"[^.!?\n]+")
WORD = re.compile(r"[^\W\d_]+")
LANGUAGES = tuple(
    (frozenset(groups.split()), frozenset(contempt.split()))
    for groups, contempt in (
        (
            "frauen m\u00e4dchen weiber ausl\u00e4nder juden jude muslime moslems schwule schwulen lesben behinderte behinderten schwarze schwarzen migranten fl\u00fcchtlinge asylanten zigeuner t\u00fcrken araber russen rentner",
            "hasse hassen verachte verabscheue widerlich widerw\u00e4rtig absto\u00dfend ekelhaft abscheulich erb\u00e4rmlich niedertr\u00e4chtig abschaum dreck dreckig ungeziefer m\u00fcll abfall parasiten schmarotzer untermenschen dumm "
            "d\u00fcmmsten d\u00fcmmer bl\u00f6d bl\u00f6desten hirnlos faul minderwertig wertlos wertloser ratten kakerlaken zoo vergasen abschieben verbrecher l\u00fcgner primitiv ignorant plage krebs",
        ),
        (
            "femmes filles juifs musulmans immigr\u00e9s migrants \u00e9trangers noirs homosexuels gays arabes handicap\u00e9s gitans roms",
            "d\u00e9teste hais m\u00e9prise ex\u00e8cre d\u00e9gueulasses d\u00e9go\u00fbtants d\u00e9go\u00fbtent r\u00e9pugnants repoussants abjects immondes ordures d\u00e9chets parasites cancer virus inf\u00e9rieurs stupides d\u00e9biles abrutis idiots sales vermine racaille "
            "nuisibles rats cafards menteurs voleurs criminels fain\u00e9ants paresseux pourritures minables pitoyables",
        ),
        (
            "mujeres jud\u00edos musulmanes inmigrantes extranjeros negros gays homosexuales \u00e1rabes discapacitados gitanos moros",
            "odio detesto desprecio asquerosos asquerosas repugnantes basura escoria par\u00e1sitos inferiores est\u00fapidos est\u00fapidas tontos tontas idiotas vagos sucios ratas cucarachas mentirosos ladrones criminales despreciables asco",
        ),
        (
            "donne ebrei musulmani immigrati stranieri neri gay omosessuali arabi disabili zingari",
            "odio detesto disprezzo disgustosi disgustose schifosi schifose feccia spazzatura parassiti inferiori stupidi stupide idioti sporchi ratti ladri bugiardi criminali pigri schifo",
        ),
        (
            "mulheres judeus mu\u00e7ulmanos imigrantes estrangeiros negros gays homossexuais deficientes ciganos",
            "odeio detesto desprezo nojentos nojentas lixo esc\u00f3ria parasitas inferiores est\u00fapidos est\u00fapidas burros burras idiotas sujos pregui\u00e7osos ratos ladr\u00f5es criminosos nojo",
        ),
        (
            "vrouwen joden moslims immigranten buitenlanders zwarten homo gehandicapten marokkanen",
            "haat veracht walgelijk walgelijke tuig uitschot parasieten minderwaardig dom stom dommer lui vies ongedierte afval",
        ),
    )
)  # fmt: skip

CONTEMPT = frozenset[str]().union(*(contempt for _, contempt in LANGUAGES))


def found(low: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Spans of `low`, a text in lower case with these words."""
    if words.isdisjoint(CONTEMPT):
        return
    for groups, contempt in LANGUAGES:
        if words.isdisjoint(contempt) or words.isdisjoint(groups):
            continue
        for sentence in SENTENCE.finditer(low):
            said = set(WORD.findall(sentence.group()))
            if not said.isdisjoint(contempt) and not said.isdisjoint(groups):
                yield sentence.span()
