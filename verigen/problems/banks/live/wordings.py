"""Says an instruction in English, German, French or Spanish."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from verigen.domains.instruct.reference import InstructCheck

LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
NAMES = {
    "en": {"en": "English", "de": "German", "fr": "French", "es": "Spanish"},
    "de": {"en": "Englisch", "de": "Deutsch", "fr": "Französisch", "es": "Spanisch"},
    "fr": {"en": "anglais", "de": "allemand", "fr": "français", "es": "espagnol"},
    "es": {"en": "inglés", "de": "alemán", "fr": "francés", "es": "español"},
}
RELATIONS = {
    "en": {"at least": "at least", "at most": "at most", "exactly": "exactly"},
    "de": {"at least": "mindestens", "at most": "höchstens", "exactly": "genau"},
    "fr": {"at least": "au moins", "at most": "au plus", "exactly": "exactement"},
    "es": {"at least": "al menos", "at most": "como máximo", "exactly": "exactamente"},
}
ENGLISH: Mapping[str, Sequence[str]] = {
    "words": ("Use {rel} {n} words.", "Your reply should have {rel} {n} words.", "Write {rel} {n} words in total."),
    "sentences": ("Use {rel} {n} sentences.", "Your reply should consist of {rel} {n} sentences."),
    "paragraphs": ("Write {rel} {n} paragraphs, separated by blank lines.", "Divide the reply into {rel} {n} paragraphs with an empty line between them."),
    "divided": ("Write {rel} {n} parts and separate them by the line {text}.", "There should be {rel} {n} parts; put {text} between any two of them."),
    "keywords": ("Include the words {words}.", "Be sure to use the following words: {words}.", "Mention all of these: {words}."),
    "keyword_count": ("Use the word {text} {rel} {n} times.", "The word {text} should appear {rel} {n} times."),
    "forbidden": ("Do not use the words {words}.", "Avoid these words entirely: {words}."),
    "letter_count": ("The letter {text} should appear {rel} {n} times.", "Use the letter {text} {rel} {n} times."),
    "language": ("Reply entirely in {language}.", "The whole reply must be in {language}; no other language is allowed."),
    "starts": ("Begin your reply with the phrase: {text}", "Your first words must be: {text}"),
    "ends": ("End your reply with exactly this phrase: {text}", "Finish with the words: {text} Nothing may follow them."),
    "quoted": ("Wrap the entire reply in double quotation marks.", "Put double quotation marks around your whole reply."),
    "postscript": ("At the end, add a postscript that starts with {text}", "Close with a postscript that begins with {text}"),
    "placeholders": ("Include {rel} {n} placeholders in square brackets, such as [address].", "Your reply must contain {rel} {n} placeholders like [name] or [date]."),
    "choice": ("Answer with one of these options and nothing else: {words}.", "Your reply must be exactly one of: {words}."),
    "repeated": ("First repeat the request above word for word, without the instructions, then answer it.", "Before you answer, copy the first sentence of this message, word for word."),
    "first_word": ("Write exactly {n} paragraphs with blank lines between them; paragraph {place} must start with the word {text}.", "There should be {n} paragraphs, parted by an empty line. Let paragraph {place} begin with {text}."),
    "bullets": ("Your reply must contain {rel} {n} bullet points in markdown, such as: * This is a point.", "Use {rel} {n} bullet points that start with - or *."),
    "numbered": ("Give a numbered list with {rel} {n} items (1., 2. and so on).", "Number {rel} {n} points from 1 up, each on its own line."),
    "headings": ("Use {rel} {n} markdown headings (lines that start with #).", "Structure the reply by {rel} {n} headings in markdown."),
    "highlights": ("Highlight {rel} {n} parts with markdown, i.e. *highlighted part*.", "Put {rel} {n} phrases between asterisks, *like this*."),
    "sections": ("Write {rel} {n} sections and begin each with {text} and its number, as in {text} 1.", "There should be {rel} {n} parts headed {text} 1, {text} 2 and so on."),
    "json": ("The entire output must be JSON. You may use markdown ticks.", "Give the whole reply as one JSON object, with nothing before or after it."),
    "title": ("Add a title in double angular brackets, such as <<a title>>.", "Your reply must contain a title, wrapped in double angular brackets like <<this>>."),
    "two": ("Give two different replies, separated by six asterisks: ******", "Write two alternatives and put ****** between them."),
    "upper": ("Write everything in capital letters.", "Your whole reply should be in capital letters only."),
    "lower": ("Write everything in lowercase letters; no capital letters are allowed.", "Use no capital letters at all."),
    "capitals": ("Use {rel} {n} words in all capital letters.", "Words in all capitals should appear {rel} {n} times."),
    "no_comma": ("Do not use any commas.", "Refrain from commas in your whole reply."),
    "no_digits": ("Do not use any digits.", "Write without digits; spell numbers out or leave them away."),
}  # fmt: skip
OTHERS: Mapping[str, Mapping[str, str]] = {
    "de": {
        "words": "Verwende {rel} {n} Wörter.", "sentences": "Schreibe {rel} {n} Sätze.",
        "paragraphs": "Schreibe {rel} {n} Absätze, getrennt durch Leerzeilen.", "keywords": "Verwende die Wörter {words}.",
        "forbidden": "Die Wörter {words} dürfen nicht vorkommen.", "language": "Antworte vollständig auf {language}.",
        "ends": "Beende deine Antwort genau mit diesem Satz: {text}", "bullets": "Die Antwort muss {rel} {n} Aufzählungspunkte in Markdown enthalten, die mit * oder - beginnen.",
        "placeholders": "Füge {rel} {n} Platzhalter in eckigen Klammern ein, etwa [Adresse].", "no_comma": "Verwende keine Kommas.",
        "title": "Gib der Antwort einen Titel in doppelten spitzen Klammern, etwa <<Titel>>.", "quoted": 'Setze die ganze Antwort in doppelte Anführungszeichen (").',
        "headings": "Gliedere die Antwort durch {rel} {n} Markdown-Überschriften (#).",
    },
    "fr": {
        "words": "Utilise {rel} {n} mots.", "sentences": "Écris {rel} {n} phrases.",
        "paragraphs": "Écris {rel} {n} paragraphes, séparés par des lignes vides.", "keywords": "Emploie les mots {words}.",
        "forbidden": "N'utilise pas les mots {words}.", "language": "Réponds entièrement en {language}.",
        "ends": "Termine ta réponse exactement par cette phrase : {text}", "bullets": "La réponse doit contenir {rel} {n} puces en markdown, qui commencent par * ou -.",
        "placeholders": "Mets {rel} {n} champs à remplir entre crochets, comme [adresse].", "no_comma": "N'utilise aucune virgule.",
        "title": "Donne un titre entre doubles chevrons, comme <<titre>>.", "quoted": 'Mets toute la réponse entre guillemets droits (").',
        "headings": "Structure la réponse par {rel} {n} titres markdown (#).",
    },
    "es": {
        "words": "Usa {rel} {n} palabras.", "sentences": "Escribe {rel} {n} frases.",
        "paragraphs": "Escribe {rel} {n} párrafos, separados por líneas en blanco.", "keywords": "Incluye las palabras {words}.",
        "forbidden": "No uses las palabras {words}.", "language": "Responde completamente en {language}.",
        "ends": "Termina tu respuesta exactamente con esta frase: {text}", "bullets": "La respuesta debe tener {rel} {n} viñetas en markdown, que empiecen por * o -.",
        "placeholders": "Pon {rel} {n} campos entre corchetes, como [dirección].", "no_comma": "No uses ninguna coma.",
        "title": "Pon un título entre dobles ángulos, como <<título>>.", "quoted": 'Pon toda la respuesta entre comillas dobles (").',
        "headings": "Ordena la respuesta con {rel} {n} títulos de markdown (#).",
    },
}  # fmt: skip


def said(rng: Random, check: InstructCheck, language: str = "en") -> str:
    """The instruction in a language that has words for it."""
    template = rng.choice(ENGLISH[check.kind]) if language == "en" else OTHERS[language][check.kind]
    return template.format(
        rel=RELATIONS[language].get(check.relation, ""),
        n=check.count,
        text=check.text,
        words=", ".join(check.words),
        place=check.place,
        language=NAMES[language].get(check.text, check.text),
    )
