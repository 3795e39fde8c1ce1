r"""Reduces markdown, LaTeX and HTML to plain text with the same lines and cells."""

from __future__ import annotations

import re
import unicodedata

_TEXT = re.compile(
    r"\\(?:text|textbf|textit|mathrm|mathbf|mathit|mathsf|mbox|emph|operatorname|texttt)\s*\{([^{}]*)\}"
)
_BLOCK = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\{[^{}]*\}|\[[^\]]*\])?|\\hline|\\(?:left|right)(?![a-z])"
)
_SPACE = re.compile(r"\\(?:q?quad(?![a-z])|[,;:! ])|~")
_ARROW = re.compile(r"\\(?:rightarrow|to|mapsto|longrightarrow|Rightarrow|implies)(?![a-z])|→|⇒|↦|⟶|=>|-->")
_ROW = re.compile(r"\\\\(?:\[[^\]]*\])?|<br\s*/?>|</(?:p|li|tr|div)>", re.IGNORECASE)
_CELL = re.compile(r"(?<!\\)&|</t[dh]>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,80}>")
_MARKS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)|`+|^\s*>\s?", re.MULTILINE)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "−": "-", "\u00a0": " ", "\u202f": " "})  # fmt: skip  # noqa: RUF001
_FRAMES = str.maketrans(
    {
        **dict.fromkeys("│┃║", "|"),
        **dict.fromkeys("─━═", "-"),
        **dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛", "+"),
    }
)
_LATEX_QUOTE = re.compile(r"``|''")


def plain(text: str) -> str:
    """The text without markup; table cells are parted by |, rows by a line's end."""
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_FRAMES)
    if "\\" in text or "&" in text:
        text = latex(text)
    text = _ARROW.sub(" -> ", text)
    text = _ROW.sub("\n", text)
    text = _CELL.sub(" | ", text)
    return _MARKS.sub("", _TAG.sub(" ", text))


def latex(text: str) -> str:
    """LaTeX reduced to its words."""
    for _ in range(3):
        text = _TEXT.sub(r"\1", text)
    text = _ROW.sub("\n", _BLOCK.sub("\n", text))
    text = _SPACE.sub(" ", text)
    text = re.sub(r"\\([_%#&{}$])", r"\1", text)
    return (
        text.replace("\\(", " ").replace("\\)", " ").replace("\\[", " ").replace("\\]", " ").replace("$", " ")
    )
