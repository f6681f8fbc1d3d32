"""The encoder on sentences written for the purpose: what it finds, and that places in the text are right."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from onrecord.encoder import Encoder, EncoderMissingError, Reading, SpanAttribution, TypedSpan, available
from onrecord.encoder.wordpieces import Wordpieces
from onrecord.record import Factuality, Kind, Modality

pytestmark = pytest.mark.skipif(not available(), reason="the trained model is not there; training/ makes it")

QUOTES = (
    "“We will hire twelve deputies before the winter,” Sheriff Dana Whitlock said on Monday.\n\n"
    "County officials said that the new jail would open in the spring.\n\n"
    "The road to the lake was closed for two days."
)


def read(text: str) -> Reading:
    return Encoder.load().read(text, [match.span() for match in re.finditer(r"[^\n]+", text)])


def words(text: str, spans: list[tuple[int, int]]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def about(text: str, attributions: list[SpanAttribution], phrase: str) -> SpanAttribution:
    found = [item for item in attributions if phrase in words(text, item.content)]
    assert len(found) == 1, [words(text, item.content) for item in attributions]
    return found[0]


def test_direct_quote_has_source_cue_and_content() -> None:
    item = about(QUOTES, read(QUOTES).attributions, "twelve deputies")
    assert "We will hire twelve deputies before the winter" in words(QUOTES, item.content)
    assert words(QUOTES, item.cue).startswith("said")
    assert "Whitlock" in words(QUOTES, item.source)


def test_indirect_quote_has_source_cue_and_content() -> None:
    item = about(QUOTES, read(QUOTES).attributions, "new jail")
    assert words(QUOTES, item.content).rstrip(".").endswith("the new jail would open in the spring")
    assert words(QUOTES, item.cue) == "said"
    assert words(QUOTES, item.source) == "County officials"


def test_what_nobody_said_is_no_attribution() -> None:
    assert all("lake" not in words(QUOTES, item.content) for item in read(QUOTES).attributions)


def test_names_have_their_kind() -> None:
    text = (
        "The Department of Homeland Security signed the deal with Tarrow County on Friday. "
        "Sheriff Dana Whitlock said U.S. Immigration and Customs Enforcement had asked for it."
    )
    found = {(text[m.start : m.end], m.kind) for m in read(text).mentions if m.form == "name"}
    assert ("Department of Homeland Security", Kind.AGENCY) in found
    assert ("Dana Whitlock", Kind.PERSON) in found
    assert ("U.S. Immigration and Customs Enforcement", Kind.AGENCY) in found


def test_places_in_the_text_are_whole_words_in_order() -> None:
    reading = read(QUOTES)
    spans = [span for a in reading.attributions for span in (*a.source, *a.cue, *a.content)]
    spans += [(mention.start, mention.end) for mention in reading.mentions]
    assert spans
    for start, end in spans:
        assert 0 <= start < end <= len(QUOTES)
        assert QUOTES[start:end] == QUOTES[start:end].strip()
        assert not (start and QUOTES[start - 1].isalnum() and QUOTES[start].isalnum())
        assert not (end < len(QUOTES) and QUOTES[end - 1].isalnum() and QUOTES[end].isalnum())
    starts = [mention.start for mention in reading.mentions]
    assert starts == sorted(starts)


def test_astral_characters_and_combining_marks_move_nothing() -> None:
    plain = "County officials said that the new jail would open in the spring."
    for opening in ("🚨🚨 ", "𝕹𝖊𝖜𝖘: ", "Cafe\u0301 — "):
        text = opening + plain
        item = about(text, read(text).attributions, "new jail")
        assert words(text, item.cue) == "said"
        assert words(text, item.source).endswith("County officials")


def test_two_readings_are_equal() -> None:
    assert (
        read(QUOTES)
        == read(QUOTES)
        == Encoder(Path(__file__).parent.parent / "src/onrecord/model").read(
            QUOTES, [match.span() for match in re.finditer(r"[^\n]+", QUOTES)]
        )
    )


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🚨", "…", "\x00"])
def test_nothing_in_nothing(text: str) -> None:
    for reading in (read(text), Encoder.load().read(text, [(0, len(text))])):
        assert not reading.attributions
        assert not reading.mentions


def test_long_text_in_one_paragraph_and_in_many() -> None:
    sentence = "Commissioner Ilse Marrow said that the bridge over Tarrow Creek would be closed until June. "
    long = sentence * (50_000 // len(sentence))
    for text in (long, long.replace("June. ", "June.\n")):
        reading = read(text)
        assert len(reading.attributions) > 300
        assert max(end for item in reading.attributions for _, end in item.content) > len(text) - len(sentence)


def test_one_endless_word() -> None:
    assert read("a" * 5_000).attributions == []
    assert read(".-" * 5_000).attributions == []


def test_missing_files_are_named(tmp_path: Path) -> None:
    assert available()
    assert not available(tmp_path)
    with pytest.raises(EncoderMissingError, match=r"encoder\.onnx"):
        Encoder(tmp_path)


def test_wordpieces_keep_their_places() -> None:
    text = "🚨 Ünïted   Whitlocks’ “U.S.”"
    cutter = Wordpieces(Path(__file__).parent.parent / "src/onrecord/model/tokenizer.json")
    pieces = cutter.cut(text, 2, len(text))
    assert text[pieces[0].start :].startswith("Ünïted")
    assert pieces[-1].end == len(text)
    assert all(a.end <= b.start for a, b in pairwise(pieces))


def test_relations_hold_between_the_spans_that_are_asked_about() -> None:
    text = "Nora Vail, the executive director of the Pell Creek Watershed Alliance, lives in Orrin Falls, Maine."
    asked = [("Nora Vail", Kind.PERSON), ("Pell Creek Watershed Alliance", Kind.ORGANIZATION), ("Maine", Kind.PLACE)]
    spans = [TypedSpan(text.index(words), text.index(words) + len(words), kind) for words, kind in asked]
    found = read(text).relations(spans)
    best = max(found, key=lambda item: item.probability)
    assert (best.subject, best.predicate, best.object) == (0, "heads", 1)
    assert best.probability > 0.3
    assert best.factuality is Factuality.ACTUAL
    assert all(0.05 <= item.probability <= 1 for item in found)


def test_what_a_rule_requires_is_its_action() -> None:
    text = "The ordinance requires landlords to register every rental unit with the city clerk by January 15."
    (rule,) = read(text).rules
    assert rule.modality is Modality.REQUIRES
    assert text[rule.start : rule.end].startswith("register every rental unit")
