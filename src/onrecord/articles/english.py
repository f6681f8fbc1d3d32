"""Whether a text is English, without being misled by menus, lists of names, and words too few to tell."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Protocol

_FUNCTION_WORDS = frozenset({
    "the", "and", "of", "to", "that", "for", "with", "by", "from", "his", "her", "their", "which", "who", "has", "have",
    "will", "was", "were", "said", "on", "at", "it", "as",
})  # fmt: skip
_CLEAR_SHARE = 0.11
"""A quarter of the words of English prose are these; of a Spanish or Vietnamese page with English menus, under 0.08."""

_LEAST_LETTERS = 200
_WINDOW = 20_000
_LINE = 60
_LINE_WINDOW = 1_000
_SURE = 0.5
_ENGLISH_SHARE = 0.1
_MAIN_SHARE = 0.5
_TIMES_ENGLISH = 4
_NO_LANGUAGE = "zxx"

_NAMES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "hi": "Hindi", "ht": "Haitian Creole",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "la": "Latin", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tl": "Tagalog", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def other_language(text: str) -> str | None:
    """The language that the text is in where that is surely not English; None for English and for what cannot be told.

    English by its function words is told at once. What remains is judged line by line, for menus and lists have few
    words of any language: under a tenth of it in English, or most of it in one other and under a quarter of that in
    English (a site's menus and notices around it), it is another.
    """
    sample = text[:_WINDOW]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS or _has_english_words(sample):
        return None
    votes = _votes(sample)
    if not votes:
        return None
    total, english = votes.total(), votes.pop("en", 0)
    code = min(votes, key=lambda name: (-votes[name], name), default="en")
    mainly = votes[code] > _MAIN_SHARE * total and votes[code] >= _TIMES_ENGLISH * english
    if english >= _ENGLISH_SHARE * total and not mainly:
        return None
    return _NAMES.get(code, f"the language “{code}”")


def _has_english_words(sample: str) -> bool:
    words = sample.lower().split()
    return sum(word in _FUNCTION_WORDS for word in words) >= _CLEAR_SHARE * len(words)


def _votes(sample: str) -> Counter[str]:
    """Characters a language, of the lines that are long enough to tell and surely told."""
    votes: Counter[str] = Counter()
    lines = [line for line in sample.splitlines() if len(line) >= _LINE] or [sample]
    for line in lines:
        code, probability = _identifier().classify(line[:_LINE_WINDOW])
        if probability >= _SURE and code != _NO_LANGUAGE:
            votes[code] += len(line)
    return votes


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
