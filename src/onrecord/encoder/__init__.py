"""One small encoder that reads an article once: who said what, what is named, and what holds between what is named."""

from onrecord.encoder.reader import (
    Encoder,
    EncoderMissingError,
    Reading,
    SpanAttribution,
    SpanMention,
    SpanRule,
    available,
)
from onrecord.encoder.relating import SpanRelation, TypedSpan

__all__ = [
    "Encoder",
    "EncoderMissingError",
    "Reading",
    "SpanAttribution",
    "SpanMention",
    "SpanRelation",
    "SpanRule",
    "TypedSpan",
    "available",
]
