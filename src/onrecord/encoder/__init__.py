"""One small encoder that reads an article once: who said what, and which words name which kind of thing."""

from onrecord.encoder.reader import Encoder, EncoderMissingError, Reading, SpanAttribution, SpanMention, available

__all__ = ["Encoder", "EncoderMissingError", "Reading", "SpanAttribution", "SpanMention", "available"]
