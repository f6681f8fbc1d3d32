"""Archives: compressed JSON Lines, web archives, large folders; and what is broken in them, one line each."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.articles import Article, Metadata, Omission, inputs, read_paths

STORY = (
    "The Larch County Board voted on Tuesday to open a clinic in the county jail. Sheriff Ana Ruiz said that her "
    "office will staff it from May. The board has set aside two million dollars for the work; the state pays the rest."
)
PAGE = """<html lang="en"><head><title>Clinic for the jail</title>
<meta property="article:published_time" content="2026-03-04"><meta charset="utf-8"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Clinic for the jail</h1>{}</article>
<footer>All rights reserved</footer></body></html>"""


def story_page(words: str = STORY) -> bytes:
    return PAGE.format(
        f"<p>{words}</p><p>The café on the square will close, “for good”, its owner said on Friday.</p>"
    ).encode()


def lines(count: int) -> bytes:
    return b"".join(
        json.dumps({"id": f"a-{n}", "text": f"{STORY} It is item {n}."}).encode() + b"\n" for n in range(count)
    )


def read(*paths: Path) -> tuple[list[str], list[str]]:
    """The identifiers of the articles, and the lines about what was left out."""
    items = list(read_paths([str(path) for path in paths]))
    told = [str(item) for item in items if isinstance(item, Omission)]
    assert all("\n" not in line for line in told)
    return [item.identifier for item in items if isinstance(item, Article)], told


Pack = Callable[[bytes], bytes]
PACKED: dict[str, Pack] = {"jsonl": bytes, "jsonl.gz": gzip.compress, "jsonl.zst": zstandard.compress}


@pytest.mark.parametrize("ending", PACKED)
def test_json_lines_are_the_same_however_they_are_packed(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"news.{ending}"
    file.write_bytes(PACKED[ending](lines(3) + json.dumps({"text": STORY}).encode()))
    assert read(file) == (["a-0", "a-1", "a-2", "news-4"], [])
    assert read(tmp_path) == read(file)


def test_what_a_file_is_packed_with_is_told_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(gzip.compress(lines(2)))
    (tmp_path / "b.jsonl.gz").write_bytes(zstandard.compress(lines(4)[len(lines(2)) :]))
    assert read(tmp_path) == (["a-0", "a-1", "a-2", "a-3"], [])


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_members_and_frames_follow_one_another(tmp_path: Path, compress: Pack) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(compress(lines(1)) + compress(b"") + compress(lines(3)[len(lines(1)) :]))
    assert read(tmp_path)[0] == ["a-0", "a-1", "a-2"]


@pytest.mark.parametrize(("ending", "compress"), [("jsonl.gz", gzip.compress), ("jsonl.zst", zstandard.compress)])
def test_of_a_file_that_is_cut_off_what_stands_before_is_read(tmp_path: Path, ending: str, compress: Pack) -> None:
    chance = random.Random(7)  # noqa: S311
    noise = [" ".join(chance.choices(STORY.split(), k=500)) for _ in range(300)]
    whole = compress(b"".join(json.dumps({"text": f"{STORY} {words}"}).encode() + b"\n" for words in noise))
    file = tmp_path / f"a.{ending}"
    file.write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.jsonl").write_bytes(lines(1))
    found, told = read(tmp_path)
    assert told == [f"{file}: is cut off before its end; get it again; what stands before was read"]
    assert len(found) > 100
    assert found[-1] == "a-0"
    file.write_bytes(whole + b"what is this")
    found, told = read(file)
    assert len(found) == 300
    assert len(told) == 1
    assert told[0].startswith(f"{file}: is damaged or has something behind its end (")


@pytest.mark.parametrize(("ending", "compress"), [("jsonl.gz", gzip.compress), ("jsonl.zst", zstandard.compress)])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_is_more_than_a_line(tmp_path: Path, ending: str, compress: Pack, data: st.DataObject) -> None:
    whole = bytearray(compress(lines(20)))
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        del whole[place:]
    else:
        whole[place] ^= data.draw(st.integers(1, 255))
    file = tmp_path / f"a.{ending}"
    file.write_bytes(whole)
    found, _ = read(file)
    assert len(found) <= 20


def test_lines_that_are_no_articles_are_named_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    bad = [
        b'{"id": "x", "text": "\x00\x01"}',
        '{"id": "café", "text": "The mayor’s café"}'.encode("cp1252"),
        b'{"id": "y", "text": "' + b"word " * 2_000_000 + b'"}',
        b'{"id": "z", "text"',
        json.dumps({"id": "a-1", "text": STORY}).encode(),
    ]
    file.write_bytes(gzip.compress(b"\n".join(bad) + b"\n" + lines(3)))
    found, told = read(file)
    assert found == ["a-1", "a-0", "a-2"]
    assert [line.removeprefix(f"{file}:")[:40] for line in told] == [
        "1: is no text file (byte 21 is 0x00); gi",
        "2: is not UTF-8 (it looks like CP1252); ",
        "3: is over 6.1 MB long, and an article h",
        "4: is broken JSON (Expecting ':' delimit",
        "7: has the same identifier “a-1” as " + f"{file}:5"[:4],
    ]


def test_a_gigabyte_in_a_line_is_read_in_little_memory(tmp_path: Path) -> None:
    for name, stream in (
        ("a.jsonl.gz", gzip.GzipFile(tmp_path / "a.jsonl.gz", "wb", compresslevel=1)),
        ("b.jsonl.zst", zstandard.ZstdCompressor().stream_writer((tmp_path / "b.jsonl.zst").open("wb"))),
    ):
        with stream:
            stream.write(b'{"text": "')
            for _ in range(1000):
                stream.write(bytes(1 << 18))
            stream.write(b'"}\n' + lines(1).replace(b"a-0", name.encode()))
    read_paths([])
    tracemalloc.start()
    found, told = read(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == ["a.jsonl.gz", "b.jsonl.zst"]
    assert len(told) == 2
    assert peak < 100e6


# Web archives


def record(
    address: str,
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "text/html; charset=utf-8",
    type_: WarcRecordType = WarcRecordType.response,
    headers: str = "",
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(record_type=type_)
    made.headers["WARC-Target-URI"] = address
    made.headers["WARC-Date"] = "2026-05-06T07:08:09Z"
    made.headers["Content-Type"] = f"application/http; msgtype={type_!s}"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body)
    return made


def archive(*records: WarcRecord, packed: bool = False) -> bytes:
    written = []
    for item in records:
        buffer = io.BytesIO()
        item.write(buffer)
        written.append(gzip.compress(buffer.getvalue()) if packed else buffer.getvalue())
    return b"".join(written)


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
def test_the_pages_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    about = record("https://larch.example/a", b"GET / HTTP/1.1\r\n\r\n", type_=WarcRecordType.request)
    file.write_bytes(archive(about, record("https://larch.example/2026/clinic?id=7#top", story_page()), packed=packed))
    [article] = read_paths([str(file)], Metadata(publisher="The Larch Ledger"))
    assert isinstance(article, Article)
    assert article.identifier == "larch.example/2026/clinic?id=7"
    assert article.url == "https://larch.example/2026/clinic?id=7#top"
    assert article.headline == "Clinic for the jail"
    assert article.publisher == "The Larch Ledger"
    assert STORY in article.text
    assert "“for good”" in article.text
    assert "All rights reserved" not in article.text
    assert article.date is not None
    assert article.date.value == "2026-03-04"


def test_when_a_page_was_fetched_is_not_when_it_was_published(tmp_path: Path) -> None:
    page = story_page().replace(b'<meta property="article:published_time" content="2026-03-04">', b"")
    (tmp_path / "a.warc").write_bytes(archive(record("https://larch.example/a", page)))
    [article] = read_paths([str(tmp_path)])
    assert isinstance(article, Article)
    assert article.date is None


def test_what_holds_no_page_is_counted_by_reason(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    records = [
        record("https://larch.example/a", story_page()),
        record("https://larch.example/a.png", b"\x89PNG", kind="image/png"),
        record("https://larch.example/b.png", b"\x89PNG", kind="image/png"),
        record("https://larch.example/gone", story_page(), status="404 Not Found"),
        record("https://larch.example/a", b"", type_=WarcRecordType.revisit),
        record("https://larch.example/empty", b"<html><body><p>Log in</p></body></html>"),
        record("https://larch.example/a", story_page()),
    ]
    file.write_bytes(archive(*records))
    found, told = read(file)
    assert found == ["larch.example/a"]
    assert told == [
        f"{file}:6: https://larch.example/empty holds no article; "
        "save the page of one article, with its text in the HTML",
        f"{file}:7: has the same identifier “larch.example/a” as {file}:1; "
        "rename the file, or give the record another id",
        f"{file}: 4 records hold no page (2 image/png, 1 of status 404, 1 of type revisit); "
        "nothing, where no article is among them",
    ]


def chunked(data: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (data[:100], data[100:], b""))


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Transfer-Encoding: chunked\r\n", chunked),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", lambda data: chunked(gzip.compress(data))),
        ("Content-Encoding: gzip\r\n", bytes),
    ],
    ids=["gzip", "chunked", "both", "unpacked already"],
)
def test_pages_are_unpacked(tmp_path: Path, headers: str, pack: Pack) -> None:
    (tmp_path / "a.warc").write_bytes(archive(record("https://larch.example/a", pack(story_page()), headers=headers)))
    [article] = read_paths([str(tmp_path)])
    assert isinstance(article, Article), str(article)
    assert STORY in article.text


def test_the_encoding_is_the_one_that_http_says(tmp_path: Path) -> None:
    page = story_page().replace(b'<meta charset="utf-8">', b"").decode().encode("cp1252")
    kind = "text/html; charset=windows-1252"
    (tmp_path / "a.warc").write_bytes(archive(record("https://larch.example/a", page, kind=kind)))
    [article] = read_paths([str(tmp_path)])
    assert isinstance(article, Article), str(article)
    assert "“for good”" in article.text


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ("Content-Encoding: lzma\r\n", "https://larch.example/b cannot be unpacked (Content-Encoding: lzma); save"),
        (
            "Transfer-Encoding: chunked\r\n",
            "https://larch.example/b cannot be unpacked (Transfer-Encoding: chunked); save",
        ),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_named(tmp_path: Path, headers: str, said: str) -> None:
    file = tmp_path / "a.warc"
    records = [
        record("https://larch.example/b", story_page(), headers=headers),
        record("https://larch.example/a", story_page()),
    ]
    file.write_bytes(archive(*records))
    found, told = read(file)
    assert found == ["larch.example/a"]
    assert [line.partition(": ")[2][: len(said)] for line in told] == [said]


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
def test_an_archive_that_is_cut_off_or_broken_gives_what_stands_before(tmp_path: Path, packed: bool) -> None:
    first, second = (
        archive(record(f"https://larch.example/{name}", story_page()), packed=packed) for name in ("a", "b")
    )
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    file.write_bytes(first + second[:-200])
    found, told = read(file)
    assert found == ["larch.example/a"]
    assert len(told) == 1
    assert "is cut off" in told[0]
    file.write_bytes(first + (gzip.compress(b"no record at all\r\n" * 9) if packed else b"no record at all\r\n" * 9))
    found, told = read(file)
    assert found == ["larch.example/a"]
    assert told[0].startswith(f"{file}: is broken after record 1 (")


@pytest.mark.parametrize("data", [b"", b"hello\n", gzip.compress(b"", mtime=0)])
def test_what_is_no_archive_gets_a_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    found, told = read(tmp_path)
    assert found == []
    assert len(told) == 1
    assert told[0].startswith(f"{tmp_path / 'a.warc'}: ")


# Folders


def test_a_large_folder_is_sorted_on_the_disk(tmp_path: Path) -> None:
    names = [f"{n:x}-é.txt" for n in random.Random(1).sample(range(10_000), 250)]  # noqa: S311
    for name in [*names, ".hidden", os.fsdecode(b"\xff.txt")]:
        (tmp_path / name).touch()
    with inputs.sorted_names(tmp_path, at_once=40) as found:
        assert list(found) == sorted([*names, os.fsdecode(b"\xff.txt")])
    with inputs.sorted_names(tmp_path) as found:
        assert list(found) == sorted([*names, os.fsdecode(b"\xff.txt")])


def test_a_folder_is_read_in_the_order_of_its_names_whatever_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "b.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "2023.jsonl.gz").write_bytes(gzip.compress(lines(1)))
    (tmp_path / "2025.warc").write_bytes(archive(record("https://larch.example/a", story_page())))
    (tmp_path / "notes.gz").write_bytes(b"")
    assert read(tmp_path) == (["a-0", "b", "larch.example/a"], [])
