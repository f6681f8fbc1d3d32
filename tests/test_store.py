"""The embedded store: what it holds after any sequence of builds, read while it is written, killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from onrecord import store
from onrecord.errors import InputError
from onrecord.rdf import files
from onrecord.rdf.terms import ALT_LABEL, LABEL, article_iri, rec
from onrecord.store import generations, merging

SEED = Path(__file__).parents[1] / "out"
Articles = dict[str, list[Quad]]


def graph_of(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/article/{name}")


def article(name: str, *said: tuple[NamedNode, NamedNode, NamedNode | Literal]) -> list[Quad]:
    return [Quad(*triple, graph_of(name)) for triple in said]


ANA, OFFICE = NamedNode("https://example.org/ana"), NamedNode("https://example.org/office")
BOTH: Articles = {
    "a": article("a", (ANA, LABEL, Literal("Ana Ruiz")), (ANA, rec("heads"), OFFICE)),
    "b": article("b", (ANA, LABEL, Literal("A. Ruiz")), (ANA, rec("heads"), OFFICE), (OFFICE, LABEL, Literal("PD"))),
}


def put(folder: Path, articles: Articles) -> store.Refreshed:
    keys = {name: str(sorted(map(str, quads))) for name, quads in articles.items()}
    return store.refresh(folder, keys, articles.__getitem__)


def merged(folder: Path) -> set[Triple]:
    with store.open_read_only(folder) as opened:
        found = [quad.triple for quad in opened.store.quads_for_pattern(None, None, None, DefaultGraph())]
    assert len(found) == len(set(found))
    return set(found)


def as_turtle(articles: Articles) -> set[Triple]:
    """What `graph.ttl` of these articles holds."""
    every = [quad for quads in articles.values() for quad in quads]
    return {quad.triple for quad in parse(files.turtle(every), format=RdfFormat.TURTLE)}


def graphs(folder: Path) -> set[Quad]:
    with store.open_read_only(folder) as opened:
        return {quad for quad in opened.store if quad.graph_name != DefaultGraph()}


def test_the_default_graph_says_each_thing_once_and_has_one_label_an_entity(tmp_path: Path) -> None:
    assert put(tmp_path, BOTH) == store.Refreshed(2, 0, 2)
    assert merged(tmp_path) == {
        Triple(ANA, LABEL, Literal("Ana Ruiz")),
        Triple(ANA, ALT_LABEL, Literal("A. Ruiz")),
        Triple(ANA, rec("heads"), OFFICE),
        Triple(OFFICE, LABEL, Literal("PD")),
    }
    assert graphs(tmp_path) == {quad for quads in BOTH.values() for quad in quads}


def test_the_first_article_is_the_one_whose_identifier_is_least_not_whose_name_is(tmp_path: Path) -> None:
    late = [Quad(ANA, LABEL, Literal("A. Ruiz"), article_iri("été"))]
    first = [Quad(ANA, LABEL, Literal("Ana Ruiz"), article_iri("zone"))]
    assert str(late[0].graph_name) < str(first[0].graph_name)
    wanted = {Triple(ANA, LABEL, Literal("Ana Ruiz")), Triple(ANA, ALT_LABEL, Literal("A. Ruiz"))}
    rest = {f"filler-{number}": article(f"filler-{number}", (OFFICE, rec("heads"), ANA)) for number in range(9)}
    put(tmp_path / "filled", {"été": late, "zone": first})
    put(tmp_path / "amended", rest | {"zone": first})
    put(tmp_path / "amended", rest | {"zone": first, "été": late})
    assert merged(tmp_path / "filled") == wanted == as_turtle({"été": late, "zone": first})
    assert merged(tmp_path / "amended") == wanted | {Triple(OFFICE, rec("heads"), ANA)}


def test_the_store_of_the_seed_is_its_turtle_and_its_trig(tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_bytes((SEED / "graph.trig").read_bytes())
    assert not store.up_to_date(tmp_path)
    assert store.fill(tmp_path).articles == 1
    assert store.up_to_date(tmp_path)
    assert merged(tmp_path) == {quad.triple for quad in by_value(SEED / "graph.ttl")}
    assert graphs(tmp_path) == by_value(SEED / "graph.trig")


def test_a_store_that_is_filled_load_by_load_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "LOAD", 1)
    put(tmp_path, BOTH)
    assert merged(tmp_path) == as_turtle(BOTH)
    assert graphs(tmp_path) == {quad for quads in BOTH.values() for quad in quads}


def test_the_graphs_of_a_file_may_stand_in_any_order_and_in_pieces(tmp_path: Path) -> None:
    triples = [serialize([quad], format=RdfFormat.TRIG) or b"" for name in ("b", "a", "b") for quad in BOTH[name]]
    (tmp_path / "graph.trig").write_bytes(b"".join(triples[::-1]))
    assert store.fill(tmp_path) == store.Refreshed(2, 0, 2)
    assert graphs(tmp_path) == {quad for quads in BOTH.values() for quad in quads}


FILLED = """
    import resource, sys
    from pathlib import Path
    from onrecord import store
    from onrecord.store import merging

    merging.LOAD = 1 << 20
    store.fill(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


def test_filling_takes_no_more_memory_for_more_articles(tmp_path: Path) -> None:
    trig = (SEED / "graph.trig").read_text(encoding="utf-8")
    peaks = []
    for count in (10, 60):
        folder = tmp_path / str(count)
        folder.mkdir()
        copies = (trig.replace("000_292bcf23186b3009", f"copy-{number}") for number in range(count))
        (folder / "graph.trig").write_text("".join(copies), encoding="utf-8")
        command = [sys.executable, "-c", textwrap.dedent(FILLED), str(folder)]
        peaks.append(int(subprocess.run(command, capture_output=True, check=True).stdout))
    assert peaks[1] - peaks[0] < 30, peaks


def by_value(file: Path) -> set[Quad]:
    """The quads of a file with each number written as the database gives it back."""
    kept = Store()
    kept.load(path=file)
    return set(kept)


_nodes = st.sampled_from([NamedNode(f"https://example.org/{name}") for name in "xyz"])
_labels = st.sampled_from([Literal(name) for name in ("", "ICE", "I.C.E.", "é “x” . \n y")])
_said = st.one_of(
    st.tuples(_nodes, st.sampled_from([LABEL, ALT_LABEL]), _labels),
    st.tuples(_nodes, st.just(rec("heads")), _nodes),
    st.tuples(_nodes, st.just(rec("inArticle")), st.sampled_from([graph_of("a"), graph_of("b")])),
)
_article = st.sets(_said, min_size=1, max_size=5)
_build = st.dictionaries(st.sampled_from("abcd"), _article, max_size=4)


@settings(max_examples=12, deadline=None)
@given(st.lists(_build, min_size=1, max_size=4), st.booleans())
def test_after_any_builds_it_holds_what_the_last_one_wrote(
    tmp_path_factory: pytest.TempPathFactory,
    builds: list[dict[str, set[tuple[NamedNode, NamedNode, NamedNode]]]],
    amending: bool,
) -> None:
    folder = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "AMENDED", 1e9 if amending else -1.0)
        for said in builds:
            last = {name: article(name, *triples) for name, triples in said.items()}
            put(folder, last)
    assert merged(folder) == (as_turtle(last) if last else set())
    assert graphs(folder) == {quad for quads in last.values() for quad in quads}


def test_only_what_changed_is_asked_for_and_written(tmp_path: Path) -> None:
    articles = {f"n{number}": article(f"n{number}", (ANA, rec("heads"), OFFICE)) for number in range(20)}
    put(tmp_path, articles)
    asked: list[str] = []

    def quads(name: str) -> list[Quad]:
        asked.append(name)
        return articles[name]

    keys = {name: str(sorted(map(str, quads))) for name, quads in articles.items()}
    assert store.refresh(tmp_path, keys, quads) == store.Refreshed(0, 0, 20)
    assert asked == []
    keys["n3"] = "another"
    del keys["n4"]
    assert store.refresh(tmp_path, keys, quads) == store.Refreshed(1, 1, 19)
    assert asked == ["n3"]
    assert store.holds(tmp_path) == keys


def test_nquads_of_any_hand_are_taken(tmp_path: Path) -> None:
    written = serialize(BOTH["b"], format=RdfFormat.N_QUADS)
    assert written is not None
    by_hand = b"# by hand\r\n" + written.replace(b" .\n", b"   .\r\n").rstrip()
    store.refresh(tmp_path, {"b": "1"}, lambda _: by_hand)
    assert graphs(tmp_path) == set(BOTH["b"])
    with pytest.raises(ValueError, match="not in one named graph"):
        store.refresh(tmp_path, {"b": "2"}, lambda _: [*BOTH["a"], *BOTH["b"]])
    assert graphs(tmp_path) == set(BOTH["b"])


def test_a_reader_keeps_what_it_opened_while_builds_go_on(tmp_path: Path) -> None:
    put(tmp_path, BOTH)
    with store.open_read_only(tmp_path) as before:
        put(tmp_path, {"a": BOTH["a"]})
        put(tmp_path, {"b": BOTH["b"]})
        assert len(list(before.store.quads_for_pattern(None, None, None, graph_of("a")))) == 2
        assert before.generation.exists()
    assert graphs(tmp_path) == set(BOTH["b"])
    put(tmp_path, {})
    assert not before.generation.exists()
    assert [path.name for path in sorted((tmp_path / "store").iterdir())] == ["000004", "current", "lock"]


def test_two_builds_do_not_fill_one_store(tmp_path: Path) -> None:
    def quads(name: str) -> list[Quad]:
        with pytest.raises(InputError, match="another process is filling this store"):
            put(tmp_path, {})
        return BOTH[name]

    store.refresh(tmp_path, {"a": "1"}, quads)
    assert graphs(tmp_path) == set(BOTH["a"])


KILLED = """
    import sys, time
    from pathlib import Path
    from onrecord import store
    sys.path.insert(0, sys.argv[1])
    from test_store import BOTH

    def quads(name):
        print("asked", flush=True)
        if name == "b":
            time.sleep(60)
        return BOTH[name]

    store.refresh(Path(sys.argv[2]), {"a": "3", "b": "3"}, quads)
"""


@pytest.mark.parametrize("filled", [False, True])
def test_killed_in_the_middle_and_run_again_it_ends_right(tmp_path: Path, filled: bool) -> None:
    if filled:
        put(tmp_path, {"a": BOTH["a"]})
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(Path(__file__).parent), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == process.stdout.readline() == b"asked\n"
        time.sleep(0.1)
        os.kill(process.pid, signal.SIGKILL)
    if filled:
        assert graphs(tmp_path) == set(BOTH["a"])
    else:
        with pytest.raises(InputError, match="there is no store here"):
            store.open_read_only(tmp_path)
    put(tmp_path, BOTH)
    assert merged(tmp_path) == as_turtle(BOTH)
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 1


def test_a_damaged_store_is_filled_anew(tmp_path: Path) -> None:
    articles = {f"n{number}": article(f"n{number}", (ANA, rec("heads"), OFFICE)) for number in range(20)}
    put(tmp_path, articles)
    generation = generations.current(tmp_path)
    assert generation is not None
    (generation / "quads" / "CURRENT").write_text("nothing\n")
    with pytest.raises(InputError, match="the store cannot be read"):
        store.open_read_only(tmp_path)
    articles["n3"] += article("n3", (ANA, LABEL, Literal("Ana")))
    put(tmp_path, articles)
    assert merged(tmp_path) == as_turtle(articles)
    (tmp_path / "store" / "000002" / "held.json").write_text("{")
    assert put(tmp_path, articles).changed == 20
    assert merged(tmp_path) == as_turtle(articles)
