"""Measurements of accuracy and speed; they need the benchmark data and are no part of the package."""
