"""What bad input gets: one line each that says where, what, and what to do; the rest is read."""

import io
import json
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from onrecord.articles import MAX_CHARACTERS, Article, Omission, read_paths
from onrecord.errors import InputError, one_line

GOOD = "Sheriff Tom Arden’s office joined the task force last week."
ENGLISH = "The county board of commissioners voted on Tuesday to open a clinic for the inmates of the jail. " * 5
SPANISH = "El alguacil del condado firmó el martes un acuerdo con la ciudad para abrir una clínica en la cárcel. " * 5
VIETNAMESE = (
    "Hội đồng quận đã bỏ phiếu hôm thứ Ba để mở một phòng khám trong nhà tù của quận, các quan chức cho biết. " * 5
)


def omissions(*paths: Path | str) -> list[str]:
    lines = [str(item) for item in read_paths([str(path) for path in paths]) if isinstance(item, Omission)]
    assert all("\n" not in line and line.count("; ") >= 1 for line in lines)
    return lines


def omission(path: Path | str) -> str:
    items = list(read_paths([str(path)]))
    assert len(items) == 1
    assert isinstance(items[0], Omission)
    line = str(items[0])
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "is empty; give a file"),
        ("a.txt", b" \r\n\t\n", "holds only white space; give"),
        ("a.txt", b"\xef\xbb\xbf \xc2\xa0", "holds only white space; give"),
        ("a.txt", b"PNG\x00\x01\x02", "is no text file (byte 3 is 0x00); give"),
        ("a.txt", b"Mayor\x1b[31m", "is no text file (byte 5 is 0x1B); give"),
        ("a.txt", "The café, “said” Ruiz. ".encode("cp1252") * 4, "looks like CP1252); convert it: iconv -f CP1252"),
        ("a.txt", "The mayor said.".encode("utf-16"), "(it looks like UTF-16); convert it: iconv -f UTF-16 -t UTF-8"),
        ("a.html", b"", "holds no article; save"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "holds no article; save"),
        ("a.html", b"\x00\x00\x01", "is no web page (it holds zero bytes); save"),
        ("a.jsonl", b"", "holds no articles; give a line of JSON"),
        ("a.jsonl", b"\n \n", "holds no articles; give a line of JSON"),
        ("a.jsonl", b"\x89PNG\x00", "is no text file"),
        ("a.jsonl", '{"text": "Ruiz"}'.encode("utf-16"), "(it looks like UTF-16); convert"),
    ],
)  # fmt: skip
def test_files_that_are_no_article(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    line = omission(tmp_path / name)
    assert line.startswith(f"{tmp_path / name}: ")
    assert said in line


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"id": "a", "text": ', "is broken JSON (Expecting value at character 21); mend the line"),
        (b"[" * 100_000, "is broken JSON"),
        (b'{"text": ' + b"1" * 5000 + b"}", "is broken JSON"),
        (b"[1]", "is a list and no JSON object; give"),
        (b'{"id": "a"}', "has no “text”; give"),
        (b'{"text": null}', "has no “text”; give"),
        (b'{"text": ["a"]}', "“text” is no text but a list; give"),
        (b'{"text": ""}', "holds only white space; give"),
        (b'{"text": "A\\u0000B"}', "control characters or half characters; clean"),
        (b'{"text": "A\\ud800B"}', "control characters or half characters; clean"),
        (b'{"text": "A", "id": true}', "“id” is no text but true or false; give"),
        (b'{"text": "A", "id": " "}', "has no usable name; name"),
        (b'{"text": "A", "headline": 3}', "“headline” is no text but a number; give"),
        (b'{"text": "A", "date": "March"}', "“March” is no date; give 2026-03-27"),
        (b'{"text": "caf\xe9 in the town"}', "is not UTF-8"),
    ],
)
def test_lines_that_are_no_article_are_named_and_the_rest_is_read(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"text": GOOD}).encode()
    path.write_bytes(good + b"\n" + line + b"\n" + good)
    before, bad, after = read_paths([str(path)])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert (before.identifier, after.identifier) == ("a-1", "a-3")
    assert str(bad).startswith(f"{path}:2: ")
    assert said in str(bad)


def test_line_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    good = json.dumps({"text": GOOD})
    (tmp_path / "a.jsonl").write_text("\n".join([good, '{"text": "' + "a " * 7_000_000 + '"}', good]))
    before, bad, after = read_paths([str(tmp_path)])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert "a.jsonl:2: is over 6.1 MB long, and an article has at most 1,000,000 characters; split it" in str(bad)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"headline: [a", "a.yaml:1: is broken YAML"),
        (b"headline: a\n\tdate: b", "a.yaml:2: is broken YAML"),
        (b"[" * 20_000, "is broken YAML; write NAME: VALUE lines"),
        (b"!!timestamp 2026-02-30", "is broken YAML"),
        (b"- a", "holds a list and not fields; write"),
        (b"titel: a", "“titel” is no field of an article; give headline, date, publisher, author, url"),
        (b"author: [a, b]", "“author” is no text but a list; give “author” as text"),
        (b"date: 2026-02-30", "“2026-02-30” is no date; give 2026-03-27"),
        (b"date: soon", "“soon” is no date; give 2026-03-27"),
        (b"headline: caf\xe9", "is not UTF-8"),
        (b"#" * 200_000, "a.yaml: is"),
    ],
)
def test_metadata_that_are_none(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.yaml").write_bytes(data)
    line = omission(tmp_path)
    assert line.startswith(str(tmp_path / "a.yaml"))
    assert said in line


def test_paths_that_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.md").touch()
    (tmp_path / "paper.pdf").touch()
    (tmp_path / "orphan.yaml").touch()
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "broken.txt").symlink_to("nowhere")
    assert omission(tmp_path / "none.txt").endswith("none.txt: is not there; check the path")
    assert omission(tmp_path / "empty").endswith(
        "empty: holds no articles; put .warc, .txt, .jsonl, .html or .htm files into it"
    )
    assert "paper.pdf: cannot be read: files ending in “.pdf” are not known; give .warc, .txt" in omission(
        tmp_path / "paper.pdf"
    )
    assert "“.yaml” are not known" in omission(tmp_path / "orphan.yaml")
    assert "*.html: matches nothing; check the pattern" in omission(tmp_path / "*.html")
    assert "*.pdf: matches no articles; check the pattern" in omission(tmp_path / "*.pdf")
    assert "is no pattern that can be matched" in omission(tmp_path / "a**b")
    assert "loop.txt: cannot be read" in omission(tmp_path / "loop.txt")
    assert "broken.txt: is not there" in omission(tmp_path / "broken.txt")
    assert "is not there" in omission("a\0b.txt")


def test_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    for ending in ("txt", "html", "jsonl"):
        os.mkfifo(tmp_path / f"{ending}.{ending}")
    lines = omissions(tmp_path)
    assert len(lines) == 3
    assert all("is no ordinary file; give" in line for line in lines)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD)
    open_path = Path.open

    def refused(path: Path, mode: str = "r") -> object:
        if path.name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return open_path(path, mode)

    monkeypatch.setattr(Path, "open", refused)
    bad, good = read_paths([str(tmp_path)])
    assert (
        str(bad) == f"{tmp_path / name}: cannot be read (permission denied); give yourself leave to read it: chmod +r"
    )
    assert isinstance(good, Article)


def test_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refused)
    assert "cannot be read (permission denied)" in omission(tmp_path)


def test_fifty_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.html"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50_000_000)
    tracemalloc.start()
    try:
        first, second = omissions(tmp_path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5_000_000
    assert "is 50.0 MB large, and an article has at most 1,000,000 characters; split it into its articles" in first
    assert "is 50.0 MB large" in second


def test_text_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(("word " * (MAX_CHARACTERS // 5)) + "a")
    assert "is 1,000,001 characters long, and an article has at most 1,000,000 characters" in omission(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"word " * MAX_CHARACTERS)))
    assert omission("-").startswith("standard input: is over 4.0 MB large")


def test_two_articles_with_one_identifier(tmp_path: Path) -> None:
    for name in ("a.txt", "sub/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "z.jsonl").write_text(f"{json.dumps({'id': 'b', 'text': GOOD})}\n" * 2)
    first, second = omissions(tmp_path)
    assert first.startswith(f"{tmp_path}/sub/a.txt: has the same identifier “a” as {tmp_path}/a.txt; rename the file")
    assert second.startswith(f"{tmp_path}/z.jsonl:2: has the same identifier “b” as {tmp_path}/z.jsonl:1; ")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SPANISH, "Spanish"),
        (VIETNAMESE, "Vietnamese"),
        ("\n".join(["Skip to content", SPANISH, SPANISH, ENGLISH[:140], VIETNAMESE[:100]]), "Spanish"),
    ],
)
def test_not_english(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    said = f"is not English (it looks like {language}); give the article in English"
    assert said in omission(tmp_path)
    menu = "Home\nNews\nContact\nSkip to content\nShare this\nLatest posts from the office of the mayor and his staff\n"
    (tmp_path / "a.txt").write_text(menu + text.replace(". ", ".\n"), encoding="utf-8")
    assert said in omission(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "Clínica abierta",
        "Larch 12, Norlund 7; Birch Valley 3, Tri-River 1.\n" * 30,
        "ICE DHS DOJ FBI MOA\n" * 50,
        "Ana Ruiz\nTove Lind\nMara Holt\nTom Arden\n" * 20,
        ENGLISH + SPANISH,
        "\n".join(["Menu", "Inicio", "Contacto", SPANISH[:99], VIETNAMESE[:99], ENGLISH]),
    ],
    ids=["short", "numbers", "acronyms", "names", "half English", "menus of a site in three languages"],
)
def test_what_is_not_surely_another_language_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    [article] = read_paths([str(tmp_path)])
    assert isinstance(article, Article)


def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(GOOD)
    line = omission(tmp_path)
    assert "caf\\udce9.txt: has no usable name; name the file" in line
    line.encode("utf-8")


def test_a_line_is_one_line_whatever_it_holds() -> None:
    assert one_line("a\nb", "c\r\nd", "e  f") == "a b: c d; e f"
    error = InputError("--date", "“soon” is no date", "give 2026")
    assert str(error) == str(Omission.of(error)) == "--date: “soon” is no date; give 2026"
