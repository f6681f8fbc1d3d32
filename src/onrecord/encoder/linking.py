"""Which content belongs to which cue, and which cue to which source: the best partner in the model's link space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.encoder.spans import Floats


def bucket(left: int, right: int, buckets: int) -> int:
    """The step from one piece to another as one of twice `buckets` classes: before or behind, by size."""
    size = abs(right - left)
    step = size if size < 4 else min(buckets - 1, size.bit_length() * 2 - 2 + (size >> (size.bit_length() - 2)) % 2)
    return step + (buckets if right > left else 0)


class Linker:
    """Scores partners by the dot product of their link vectors and the distance between them.

    The vectors are four of equal width, end to end: of a content, of its cue; of a cue, of its source.
    """

    def __init__(self, distance: Sequence[Sequence[float]]) -> None:
        self._distance = distance
        self._buckets = len(distance[0]) // 2

    def partner(self, vectors: Floats, which: int, left: int, candidates: Sequence[int]) -> tuple[int | None, float]:
        """The candidate that `left` points to and its probability; None where it points to none of the window.

        `which` is 0 from a content to its cue, 1 from a cue to its source; all are piece indices.
        """
        width = vectors.shape[1] // 4
        own = vectors[left, 2 * which * width : (2 * which + 1) * width]
        others = [0, *candidates]
        theirs = vectors[others, (2 * which + 1) * width : (2 * which + 2) * width]
        scores = theirs @ own / width**0.5
        scores += np.array([self._distance[which][bucket(left, other, self._buckets)] for other in others], np.float32)
        odds = np.exp(scores - scores.max())
        rounded = np.round(odds / odds.sum(), 3)
        best = int(rounded.argmax())
        return (others[best] if best else None), float(rounded[best])
