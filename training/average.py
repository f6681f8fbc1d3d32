"""The mean of the weights of several batches of one run (stochastic weight averaging, Izmailov et al., UAI 2018).

average.py run-2000.pt run-2200.pt run.pt --out mean.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Read, average, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    states = [torch.load(path) for path in args.weights]
    torch.save({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}, args.out)


if __name__ == "__main__":
    main()
