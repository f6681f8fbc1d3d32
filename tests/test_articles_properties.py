"""What holds for every text and every file, found by trying many."""

import json
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.articles import Article, Omission, read_paths
from onrecord.articles.english import other_language

CHARACTERS = st.characters(codec="utf-8", exclude_characters=[*map(chr, range(32)), "\x7f"]) | st.sampled_from(
    "\n\t\r\f’“ "
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=300).filter(
    lambda text: text.strip("\ufeff").strip() and not other_language(text) and not text.startswith("\ufeff")
)
many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(text=TEXTS)
@example(text="One.\r\nTwo.\rThree.")
def test_text_file_comes_back_but_for_crlf(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    [article] = read_paths([str(tmp_path / "a.txt")])
    assert isinstance(article, Article)
    assert article.text == text.replace("\r\n", "\n")


@many
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), ascii_only=st.booleans())
def test_json_lines_come_back_unchanged(tmp_path: Path, texts: list[str], ascii_only: bool) -> None:
    lines = [json.dumps({"id": number, "text": text}, ensure_ascii=ascii_only) for number, text in enumerate(texts)]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode("utf-8"))
    found = list(read_paths([str(tmp_path / "a.jsonl")]))
    assert [item.text for item in found if isinstance(item, Article)] == texts


def check_any(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    found = list(read_paths([str(path)]))
    assert found
    for item in found:
        assert isinstance(item, Article | Omission)
        if isinstance(item, Omission):
            line = str(item)
            assert "\n" not in line
            line.encode("utf-8")


@many
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_break_the_text_reader(tmp_path: Path, data: bytes) -> None:
    check_any(tmp_path / "a.txt", data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "date", "url", "headline", "x"]), inner, max_size=5)
    ),
    max_leaves=8,
)


@many
@given(
    data=st.binary(max_size=400)
    | st.lists(JSON, max_size=4).map(lambda rows: "\n".join(map(json.dumps, rows)).encode())
)
def test_no_bytes_break_the_json_lines_reader(tmp_path: Path, data: bytes) -> None:
    check_any(tmp_path / "a.jsonl", data)


TAGS = ("<html>", "<p>", "</p>", "<article>", "<!--", "<![CDATA[", "<meta charset=x>", "<h1>", "<div>" * 40)
WORDS = (
    "&#0;",
    "&#xD800;",
    "The council met. ",
    "<time datetime=2026-99-99>",
    '<meta property="og:title" content="A">',
)
PIECES = st.lists(st.sampled_from((*TAGS, *WORDS)) | st.text(max_size=20), max_size=25).map(
    lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass")
)


@settings(many, max_examples=40)
@given(data=st.binary(max_size=300) | PIECES)
def test_no_bytes_break_the_web_reader(tmp_path: Path, data: bytes) -> None:
    check_any(tmp_path / "a.html", data)


@many
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(data=b"headline: &a [*a]")
@example(data=b"? [a]\n: b")
@example(data=b"<<: {headline: a}\n1: 2")
@example(data=b"--- a\n--- b")
@example(data=b"!!python/object:os.system {}")
@example(data=b"headline: !!binary '*'")
def test_no_bytes_break_the_metadata_reader(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(data)
    check_any(tmp_path / "a.txt", b"The council met.")
