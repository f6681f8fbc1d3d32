"""What the readers make of inputs that are as they should be."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.articles import Article, Metadata, Omission, counted, publication_date, read_paths
from onrecord.errors import InputError
from onrecord.record import PartialDate

FIXTURES = Path(__file__).parent / "fixtures" / "articles"
SENTENCE = "The Larch County Board of Commissioners opened a clinic."


def articles(*paths: Path | str, defaults: Metadata | None = None) -> list[Article]:
    found = list(read_paths([str(path) for path in paths], defaults))
    assert not [str(item) for item in found if isinstance(item, Omission)]
    return [item for item in found if isinstance(item, Article)]


def identifiers(*paths: Path | str) -> list[str]:
    return [article.identifier for article in articles(*paths)]


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{SENTENCE} ({name})", encoding="utf-8")


def test_text_with_metadata_beside_it() -> None:
    [article] = articles(FIXTURES / "larch-clinic.txt")
    assert article.identifier == "larch-clinic"
    assert article.text == (FIXTURES / "larch-clinic.txt").read_bytes().decode("utf-8")
    assert article.headline == "Board opens a clinic in the jail"
    assert article.date == PartialDate("2026-03-17")
    assert article.publisher == "The Larch Ledger"
    assert article.author == "No"
    assert article.url == "https://ledger.example/2026/clinic"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"One.\r\nTwo.\r\n", "One.\nTwo.\n"),
        (b"One.\n\n Two. ", "One.\n\n Two. "),
        (b"One.\rTwo.\r\r\n", "One.\rTwo.\r\n"),
        (b"\xef\xbb\xbfOne.", "One."),
        ("One\u00a0two\u2028three ’e\u0301’\f".encode(), "One\u00a0two\u2028three ’e\u0301’\f"),
    ],
    ids=["crlf", "spaces kept", "lone carriage returns kept", "byte-order mark", "other characters kept"],
)
def test_stored_text_is_the_file_with_crlf_turned_to_lf_and_nothing_else(
    tmp_path: Path, data: bytes, text: str
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    [article] = articles(tmp_path / "a.txt")
    assert article.text == text


def test_null_and_absent_metadata_are_unknown(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    (tmp_path / "a.yaml").write_text("# nothing is known\nheadline: null\ndate: ~\npublisher:\nauthor: ''\n")
    (tmp_path / "b.yml").write_text("")
    for article in articles(tmp_path):
        assert (article.headline, article.date, article.publisher, article.author, article.url) == (None,) * 5


def test_defaults_say_what_an_article_does_not(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "a.yaml").write_text("publisher: The Ledger\ndate: 2016-09\n")
    first, second = articles(tmp_path, defaults=Metadata(publisher="Wire", date=PartialDate("2026")))
    assert (first.publisher, first.date) == ("The Ledger", PartialDate("2016-09"))
    assert (second.publisher, second.date) == ("Wire", PartialDate("2026"))


def test_web_page() -> None:
    [article] = articles(FIXTURES / "norlund-suit.html")
    assert article.identifier == "norlund-suit"
    assert "Mayor Tove Lind said the county “broke its word” when it raised" in article.text
    assert "officials said.\n\nMayor Tove Lind" in article.text
    assert "Contact" not in article.text
    assert "Copyright" not in article.text
    assert article.headline == "Norlund sues the county"
    assert article.date == PartialDate("2026-03-27")
    assert article.author == "Ada Birk"
    assert article.publisher == "The Norlund Courier"
    assert article.url == "https://courier.example/2026/norlund-suit"


def test_page_without_a_date_gets_none_from_its_words_or_its_footer(tmp_path: Path) -> None:
    page = (FIXTURES / "norlund-suit.html").read_text(encoding="utf-8")
    dateless = "\n".join(line for line in page.splitlines() if "published_time" not in line and "canonical" not in line)
    (tmp_path / "a.htm").write_text(dateless, encoding="utf-8")
    [article] = articles(tmp_path / "a.htm")
    assert article.date is None


def test_metadata_beside_a_page_come_before_the_page_s_own(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes((FIXTURES / "norlund-suit.html").read_bytes())
    (tmp_path / "a.yaml").write_text("publisher: The Archive\n")
    [article] = articles(tmp_path / "a.html")
    assert (article.publisher, article.author) == ("The Archive", "Ada Birk")


def test_json_lines() -> None:
    first, second, third = articles(FIXTURES / "wire.jsonl")
    assert (first.identifier, first.date, first.publisher) == ("wire-1", PartialDate("2026-03"), "Tri-River Wire")
    assert (second.identifier, second.headline, second.date) == ("wire-2", None, None)
    assert (third.identifier, third.date) == ("7", PartialDate("2026-02-03"))
    assert third.text == "Sheriff Tom Arden’s office joined the task force last week.\r\nIt has eight members."


def test_folders_are_read_with_the_folders_in_them_by_name(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt", "sub/c.txt", "sub/deep/d.TXT", "z.txt")
    write(tmp_path, ".hidden.txt", ".git/e.txt", "notes.md", "sub/picture.png", "orphan.yaml")
    assert identifiers(tmp_path) == ["a", "b", "c", "d", "z"]


def test_globs(tmp_path: Path) -> None:
    write(tmp_path, "a1.txt", "a2.txt", "a3.md", "b1.txt", "sub/a4.txt", ".a5.txt", "[x].txt")
    assert identifiers(tmp_path / "a*") == ["a1", "a2"]
    assert identifiers(tmp_path / "**" / "a*.txt") == ["a1", "a2", "a4"]
    assert identifiers(tmp_path / "s*") == ["a4"]
    assert identifiers(tmp_path / "?1.txt") == ["a1", "b1"]
    assert identifiers(tmp_path / ".a*") == [".a5"]
    assert identifiers(tmp_path / "[x].txt") == ["[x]"]


def test_relative_paths_and_globs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "in/a.txt", "in/b.txt")
    monkeypatch.chdir(tmp_path / "in")
    assert identifiers("*.txt") == identifiers(".") == identifiers("../in/*") == ["a", "b"]


def test_metadata_named_beside_its_text_is_passed_over() -> None:
    assert identifiers(FIXTURES / "larch-clinic.txt", FIXTURES / "larch-clinic.yaml") == ["larch-clinic"]


def test_file_meant_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    assert identifiers(tmp_path / "a.txt", tmp_path, f"{tmp_path}/*.txt") == ["a", "b"]


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "in/sub/b.txt")
    (tmp_path / "in" / "sub" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "here").symlink_to(".")
    assert identifiers(tmp_path / "in") == ["a", "b"]
    assert identifiers(tmp_path / "in" / "**" / "*.txt") == ["a", "b"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Mayor Tove Lind’s plan.\r\n".encode())))
    [article] = articles("-", "-", defaults=Metadata(publisher="Wire"))
    assert (article.identifier, article.text, article.publisher) == ("stdin", "Mayor Tove Lind’s plan.\n", "Wire")


def test_articles_come_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    items = read_paths([str(tmp_path)])
    assert isinstance(next(items), Article)
    (tmp_path / "b.txt").write_text("Changed while the first was being read.")
    second = next(items)
    assert isinstance(second, Article)
    assert second.text == "Changed while the first was being read."


def test_the_seed_is_read_with_nothing_that_is_not_known() -> None:
    [seed] = articles(Path(__file__).parent.parent / "seeds")
    assert seed.identifier == "000_292bcf23186b3009"
    assert (seed.headline, seed.date, seed.publisher, seed.author, seed.url) == (None,) * 5


@pytest.mark.parametrize(
    ("given", "value"),
    [
        ("2026-03-27", "2026-03-27"),
        (" 2026-03 ", "2026-03"),
        ("2026", "2026"),
        ("2026-03-27T10:00:00Z", "2026-03-27"),
        ("2026-03-27 10:00:00.5 +01:00", "2026-03-27"),
    ],
)
def test_dates(given: str, value: str) -> None:
    assert publication_date(given, "--date") == PartialDate(value)


@pytest.mark.parametrize(
    "given", ["", "soon", "2026-02-30", "2026-13", "27/03/2026", "--03-27", "20260327", "0000", "٢٠٢٦"]
)
def test_dates_that_are_none(given: str) -> None:
    with pytest.raises(InputError, match=r"^--date: “.*” is no date; give 2026-03-27, or 2026-03 or 2026"):
        publication_date(given, "--date")


def test_reading_text_loads_neither_trafilatura_nor_the_language_identifier(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    code = (
        "import sys; from onrecord.articles import read_paths; list(read_paths(sys.argv[1:]));"
        "print([name for name in ('trafilatura', 'spacy', 'py3langid', 'charset_normalizer') if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(FIXTURES / "larch-clinic.txt"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert run.stdout.strip() == "[]"


def test_as_many_are_counted_as_are_read_where_each_is_a_file(tmp_path: Path) -> None:
    for name in ("one.txt", "deep/two.html", "deep/three.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    paths = [str(tmp_path), str(tmp_path / "one.txt"), str(tmp_path / "missing.txt")]
    assert counted(paths) == len(list(read_paths(paths))) == 4
    (tmp_path / "archive.jsonl").write_text('{"id": "a", "text": "A."}\n', encoding="utf-8")
    assert counted(paths) is None
