"""What the requests of the bank ask for: tasks over topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

TOPICS = (
    "growing tomatoes", "the history of the bicycle", "learning to swim", "a day at the market", "public libraries", "how bread is made",
    "the water cycle", "working from home", "a lost umbrella", "the first snow of the year", "keeping bees", "volcanoes", "repairing shoes",
    "a night train", "choosing a telescope", "chess for beginners", "recycling glass", "moving to a new city", "the life of an otter",
    "tea ceremonies", "city trees", "a broken elevator", "mountain huts", "learning the violin", "lighthouses", "street food",
)  # fmt: skip
TASKS = (
    "Write a short text about {}.", "Explain {} to a child.", "Write a letter to a friend about {}.", "Tell a story that has to do with {}.",
    "Give advice on {}.", "Write a blog post about {}.", "Draft a speech about {}.", "What should everybody know about {}?",
    "Write a newspaper notice about {}.", "Compose a poem about {}.", "Describe {} for a travel guide.", "Summarize what you know about {}.",
)  # fmt: skip
GERMAN = (
    "Schreibe einen kurzen Text über {}.",
    ("das Wandern", "den Herbst", "alte Brücken", "den Garten im Winter", "die Eisenbahn"),
)
FRENCH = (
    "Écris un court texte sur {}.",
    ("la mer", "les vieux ponts", "le marché du samedi", "la cuisine de tous les jours"),
)
SPANISH = (
    "Escribe un texto corto sobre {}.",
    ("el mar", "los puentes antiguos", "el mercado del barrio", "la vida en el campo"),
)
FOREIGN = {"de": GERMAN, "fr": FRENCH, "es": SPANISH}
WORDS = "garden river window morning simple bright learn travel music winter stone market yellow gentle corner bridge story careful".split()


def task(rng: Random) -> str:
    return rng.choice(TASKS).format(rng.choice(TOPICS))


def foreign(rng: Random, language: str) -> str:
    text, topics = FOREIGN[language]
    return text.format(rng.choice(topics))
