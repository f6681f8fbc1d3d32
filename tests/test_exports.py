"""Every format read back by a parser that did not write it: the same triples, whatever the texts hold."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from exported import OTHER, Statement, merged, quads_of, read, read_by_rdflib, write
from onrecord import rdf
from onrecord.errors import InputError
from onrecord.exports import FORMATS, export
from onrecord.exports.merging import merged as merge
from onrecord.exports.reifiers import REIFIES, statements
from onrecord.exports.source import ArticleGraph
from onrecord.rdf import terms
from onrecord.record import Record
from written import RECORD, records

ROOT = Path(__file__).parent.parent
MERGED = {"turtle": "turtle", "nt": "nt", "rdfxml": "xml"}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no Char of XML 1.0 (section 2.2)."""
NAMED = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld", "jsonld-framed": "json-ld"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("graph"), RECORD, OTHER)


def written(folder: Path, name: str) -> bytes:
    target = folder / f"written{FORMATS[name].ending}"
    export(folder, name, target)
    return target.read_bytes()


def in_memory(name: str, graphs: list[ArticleGraph], base: str = terms.BASE) -> bytes:
    file, writer = io.BytesIO(), FORMATS[name].write
    assert writer is not None
    writer(iter(graphs), base, file)
    return file.getvalue()


def graph_of(record: Record, base: str = terms.BASE) -> ArticleGraph:
    quads = rdf.quads(record, base)
    name = quads[0].graph_name
    assert isinstance(name, NamedNode)
    return ArticleGraph(name, [quad.triple for quad in quads])


@pytest.mark.parametrize(("name", "parser"), MERGED.items())
def test_rdflib_reads_one_graph_of_all_articles(folder: Path, name: str, parser: str) -> None:
    assert read_by_rdflib(written(folder, name), parser) == merged(RECORD, OTHER)


@pytest.mark.parametrize(("name", "parser"), NAMED.items())
def test_rdflib_reads_one_graph_an_article(folder: Path, name: str, parser: str) -> None:
    assert read_by_rdflib(written(folder, name), parser) == quads_of(RECORD, OTHER)


def test_rdf_1_2_says_the_same_with_reifiers(folder: Path) -> None:
    data = written(folder, "turtle12")
    found = read(data, RdfFormat.TURTLE)
    reifying = [said for said in found if said[1] == REIFIES]
    assert len(reifying) == 2 * len(RECORD.assertions)
    assert not [said for said in found if said[1] == NamedNode(f"{terms.RDF}subject")]
    assert b"<<( agency:larch-1/office rec:participatesIn program:safe-harbor )>>" in data.replace(b"\\/", b"/")
    triples = [Triple(*said) for said in found]  # type: ignore[arg-type]
    back = {(it.subject, it.predicate, it.object) for it in statements(triples)}
    assert back == merged(RECORD, OTHER)


def test_rdf_1_2_keeps_the_graphs_of_the_articles(folder: Path) -> None:
    found = read(written(folder, "trig12"), RdfFormat.TRIG)
    back: set[Statement] = set()
    for said in found:
        triple = Triple(*said[:3])  # type: ignore[arg-type]
        back |= {(it.subject, it.predicate, it.object, said[3]) for it in statements([triple])}
    assert back == quads_of(RECORD, OTHER)


def test_what_is_no_whole_statement_is_not_reified() -> None:
    from onrecord.exports.reifiers import reified

    node, part = NamedNode("https://example.org/a"), NamedNode(f"{terms.RDF}subject")
    half = [Triple(node, part, node)]
    twice = [Triple(node, NamedNode(f"{terms.RDF}{it}"), node) for it in ("subject", "predicate", "object")]
    twice.append(Triple(node, part, NamedNode("https://example.org/b")))
    assert reified(half) == half
    assert set(reified(twice)) == set(twice)


@given(records())
@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("name", ["turtle", "trig", "nt", "nq", "jsonld", "jsonld-framed", "rdfxml"])
def test_any_record_comes_back(name: str, record: Record) -> None:
    # rdflib does not read a prefixed name that ends in an escaped full stop, which Turtle allows.
    assume(name not in ("turtle", "trig") or not record.article.identifier.endswith("."))
    graph = graph_of(record)
    if name == "rdfxml" and any(
        isinstance(it.object, Literal) and NOT_XML.search(it.object.value) for it in graph.triples
    ):
        with pytest.raises(InputError, match="XML"):
            in_memory(name, [graph])
        return
    data = in_memory(name, [graph])
    found = read_by_rdflib(data, MERGED.get(name) or NAMED[name])
    assert found == (merged(record) if name in MERGED else quads_of(record))


_ODD = st.text(st.sampled_from("abé語🚓0-._~!$&'()*+,;=/@:"), max_size=12)
_IRIS = st.one_of(
    st.sampled_from(["agency/a", "evidence/1#position", "person/x.", "law/a-b/", "place//x", "post/é", "x"]).map(
        lambda it: terms.BASE + it
    )
    | _ODD.map(lambda it: f"{terms.BASE}agency/{it}")
    | _ODD.map(lambda it: f"https://example.org/{it}")
    | st.sampled_from(["urn:x:y", "https://schema.org/a", terms.REC + "Other", terms.BASE]),
).map(NamedNode)
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r")) | st.sampled_from(
    ['"', "\\", "'''", '"""', "]]>", "<&>", " a ", "\r\n", "é\U0001f693", "@en", "^^", "007", "7"]
)
_LITERALS = st.one_of(
    _TEXT.map(Literal),
    st.builds(Literal, _TEXT, language=st.sampled_from(["en", "de-at"])),
    st.builds(
        Literal,
        st.sampled_from(["7", "007", "-1", "x", "2026-03-10", "1.50", "true"]),
        datatype=st.sampled_from(["nonNegativeInteger", "decimal", "date", "gYear", "long", "boolean"]).map(
            lambda it: NamedNode(terms.XSD + it)
        ),
    ),
)
_PREDICATES = st.sampled_from(
    [
        *(f"{terms.REC}{it}" for it in ("evidence", "factuality", "onDate", "confidence", "speaker", "of", "content")),
        *(f"{terms.OA}{it}" for it in ("start", "hasSelector", "exact")),
        *(f"{terms.RDF}{it}" for it in ("type", "subject", "predicate")),
        f"{terms.RDFS}label", f"{terms.SKOS}altLabel", "https://example.org/own",
    ]
).map(NamedNode)  # fmt: skip
_TRIPLES = st.lists(st.builds(Triple, _IRIS, _PREDICATES, _IRIS | _LITERALS), min_size=1, max_size=12)


@given(_TRIPLES)
@settings(deadline=None, max_examples=150)
@pytest.mark.parametrize("name", ["trig", "jsonld", "jsonld-framed"])
def test_any_triples_come_back_with_their_graph(name: str, triples: list[Triple]) -> None:
    graph = ArticleGraph(NamedNode(f"{terms.BASE}article/x"), triples)
    data = in_memory(name, [graph])
    expected = {(it.subject, it.predicate, it.object, graph.name) for it in triples}
    assert read(data, RdfFormat.TRIG if name == "trig" else RdfFormat.JSON_LD) == expected


@given(_TRIPLES)
@settings(deadline=None, max_examples=100)
@pytest.mark.parametrize("name", ["turtle", "rdfxml", "nt"])
def test_any_triples_come_back_in_one_graph(name: str, triples: list[Triple]) -> None:
    # Two labels of one node become one; rdflib 7.6 does not read "x\\." at a name's end (Turtle 1.1, PN_LOCAL_ESC), and
    # pyoxigraph 0.5 makes an element's name of any class, which in a graph of ours is a vocabulary's.
    apart = (terms.LABEL, terms.ALT_LABEL, *([terms.TYPE] if name == "rdfxml" else []))
    dotted = [it for it in triples if str(it.subject).endswith(".>") or str(it.object).endswith(".>")]
    only = [it for it in triples if it.predicate not in apart and (name != "turtle" or it not in dotted)]
    data = in_memory(name, [ArticleGraph(NamedNode(f"{terms.BASE}article/x"), only)])
    assert read_by_rdflib(data, MERGED[name]) == {(it.subject, it.predicate, it.object) for it in only}


def test_a_base_of_ones_own_has_its_own_prefixes(tmp_path: Path) -> None:
    base = "https://example.org/id/"
    write(tmp_path, RECORD, base=base)
    for name in ("turtle", "jsonld"):
        data = written(tmp_path, name)
        assert terms.BASE.encode() not in data
        assert (b"person:dana-poe" if name == "turtle" else b'"id:person/dana-poe"') in data
    assert read_by_rdflib(written(tmp_path, "jsonld"), "json-ld") == quads_of(RECORD, base=base)


@given(st.lists(_TRIPLES, max_size=6), st.integers(1, 30))
@settings(deadline=None, max_examples=60)
def test_sorting_on_disk_gives_what_sorting_in_memory_gives(articles: list[list[Triple]], run: int) -> None:
    told = [list(dict.fromkeys(it)) for it in articles]
    graphs = [ArticleGraph(NamedNode(f"{terms.BASE}article/{n}"), it) for n, it in enumerate(told)]
    in_one_run = list(merge(graphs, run=10_000))
    assert list(merge(graphs, run=run)) == in_one_run
    assert len(set(in_one_run)) == len(in_one_run)


def test_the_seed_comes_out_byte_for_byte_as_the_build_wrote_it(tmp_path: Path) -> None:
    for name, file in (("turtle", "graph.ttl"), ("trig", "graph.trig")):
        export(ROOT / "out", name, tmp_path / file)
        assert (tmp_path / file).read_bytes() == (ROOT / "out" / file).read_bytes()


def test_the_parsers_of_three_families_agree_on_the_seed(tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    data = (ROOT / "out" / "graph.ttl").read_bytes()
    expected = read(data, RdfFormat.TURTLE)
    assert len(expected) > 1000
    assert read_by_rdflib(data, "turtle") == expected
    if rapper is None:
        pytest.skip("rapper (Debian's raptor2-utils) is not installed; rdflib and pyoxigraph agree")
    for name, syntax in (("turtle", "turtle"), ("nt", "ntriples"), ("rdfxml", "rdfxml")):
        path = tmp_path / f"seed{FORMATS[name].ending}"
        export(ROOT / "out", name, path)
        done = subprocess.run([rapper, "-q", "-i", syntax, "-o", "ntriples", path], capture_output=True, check=True)
        assert read(done.stdout, RdfFormat.N_TRIPLES) == expected, name


@pytest.mark.parametrize("ending", [".nq", ".nq.gz", ".nq.zst"])
def test_the_ending_says_what_to_write_and_how_to_compress(folder: Path, tmp_path: Path, ending: str) -> None:
    import gzip

    target = tmp_path / f"graph{ending}"
    assert export(folder, None, target) == 2
    data = target.read_bytes()
    if ending.endswith(".gz"):
        data = gzip.decompress(data)
    if ending.endswith(".zst"):
        data = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()
    assert read(data, RdfFormat.N_QUADS) == quads_of(RECORD, OTHER)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(folder: Path, name: str) -> None:
    assert written(folder, name) == written(folder, name)


def test_xml_that_cannot_hold_a_text_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    node = NamedNode(f"{terms.BASE}agency/a")
    graph = ArticleGraph(node, [Triple(node, terms.LABEL, Literal("form\x0cfeed"))])
    with pytest.raises(InputError, match=r"U\+000C"):
        in_memory("rdfxml", [graph])
    assert read(in_memory("turtle", [graph]), RdfFormat.TURTLE) == {(node, terms.LABEL, Literal("form\x0cfeed"))}


def test_a_target_stands_as_it_was_where_the_graph_is_broken(tmp_path: Path) -> None:
    folder = write(tmp_path / "graph", RECORD)
    target = tmp_path / "graph.nt"
    target.write_text("before", encoding="utf-8")
    (folder / "graph.trig").write_bytes((folder / "graph.trig").read_bytes()[:-40])
    with pytest.raises(InputError, match="not a graph that onrecord wrote"):
        export(folder, None, target)
    assert target.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph", "graph.nt"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--format", "owl"), "there is no such format"),
        (("--to", "graph.doc"), "its ending says no format"),
        (("--format", "csv"), "say where"),
        (("--to", "no/such/folder/graph.ttl"), "cannot be written"),
        (("--graph", "nowhere"), "there is no graph here"),
    ],
)
def test_what_cannot_be_is_one_line(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    command = [sys.executable, "-m", "onrecord", "export", "--graph", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_standard_output_is_the_file_byte_for_byte(folder: Path) -> None:
    for name in ("trig", "jsonld"):
        command = [sys.executable, "-m", "onrecord", "export", "--graph", str(folder), "--format", name]
        done = subprocess.run(command, capture_output=True, check=True)
        assert done.stdout == written(folder, name)
        assert done.stderr == b""
