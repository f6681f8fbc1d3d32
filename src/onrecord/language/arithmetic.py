"""The arithmetic of the language model: thinc's, with the matrix products of numpy.

    with use_ops(NAME):
        nlp = spacy.load(…)

thinc multiplies matrices with BLIS, numpy with OpenBLAS: 1,100 by 288 by 288, a shape that the small English model
has, took 6.8 and 2.4 ms on one thread of an EPYC with AVX2. thinc's own packages for other processors replace the
product in the same way. The results differ in the last bits, as those of either library do between kinds of processors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import threadpoolctl
from thinc.api import NumpyOps, registry
from thinc.types import Floats2d

NAME = "onrecord"
"""The name under which thinc knows these operations."""


@registry.ops(NAME)
class Products(NumpyOps):  # type: ignore[misc]  # it has no types
    """thinc's operations on numpy arrays, with numpy's matrix product."""

    name = NAME

    def gemm(
        self, x: Floats2d, y: Floats2d, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats2d:
        """The product of two matrices, each transposed where that is asked; written to `out` where it is given."""
        multiply: Callable[..., Floats2d] = np.matmul
        return multiply(x.T if trans1 else x, y.T if trans2 else y, out=out)


@cache
def one_thread() -> None:
    """Let products of this process be made by one thread each: articles are read side by side in processes."""
    threadpoolctl.threadpool_limits(1, user_api="blas")
