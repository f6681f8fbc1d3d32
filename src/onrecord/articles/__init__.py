"""Readers: files, folders, globs and standard input → articles.

    for item in read_paths(["seeds", "more/*.html", "-"], Metadata(publisher="The Larch Ledger")):
        ...  # an Article, or an Omission that says what was left out, where, and what to do

One format is one module with one public function, `read`: `text`, `html`, `jsonlines`, `warc`.
"""

from onrecord.articles.checks import MAX_CHARACTERS, Omission
from onrecord.articles.metadata import Metadata, publication_date
from onrecord.articles.reading import ENDINGS, counted, read_paths
from onrecord.record import Article

__all__ = ["ENDINGS", "MAX_CHARACTERS", "Article", "Metadata", "Omission", "counted", "publication_date", "read_paths"]
