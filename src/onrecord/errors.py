"""What a user did or gave that cannot be: one line that says where, what, and what to do."""

from __future__ import annotations


def one_line(where: str, what: str, what_to_do: str) -> str:
    """The line that a user reads: "WHERE: what; what to do". Never more than one, whatever the parts hold."""
    line = " ".join(f"{where}: {what}; {what_to_do}".split())
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


class InputError(Exception):
    """An input that cannot be taken, as the user's own doing: `str` of it is the one line to show.

    >>> print(InputError("--date", "“soon” is no date", "give 2026-03-27, 2026-03 or 2026"))
    --date: “soon” is no date; give 2026-03-27, 2026-03 or 2026
    """

    def __init__(self, where: str, what: str, what_to_do: str) -> None:
        super().__init__(where, what, what_to_do)
        self.where = where
        self.what = what
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return one_line(self.where, self.what, self.what_to_do)
