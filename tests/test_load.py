"""Loading into real stores: nothing doubles, nothing is lost when a store dies, and every problem is one line."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from starlette.requests import Request
from starlette.responses import Response

from exported import OTHER, of, quads_of, read, write
from onrecord import rdf
from onrecord.publish import Credentials, Endpoints, Options, load, plan
from onrecord.publish.graphs import VOCABULARY
from onrecord.publish.settings import PASSWORD, TOKEN, USER
from onrecord.rdf.terms import BASE
from onrecord.record import Record
from stores import Oxigraph, ask, passed_on, rdflib_endpoint, served
from written import RECORD

COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
NOBODY = Credentials()
WORD = "s3cret-t0ken"
QUICK = Options(connections=2, pause=0.01)
TRIPLES = len(quads_of(RECORD))


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Oxigraph]:
    store = Oxigraph(tmp_path / "store")
    yield store
    store.kill()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "graph", RECORD, OTHER)


def many(folder: Path, number: int) -> Path:
    return write(folder, *(named(f"larch-{n:02}") for n in range(number)))


def named(identifier: str) -> Record:
    return replace(RECORD, article=replace(RECORD.article, identifier=identifier))


def counts(url: str) -> dict[str, int]:
    return {row["g"].removeprefix(f"{BASE}article/"): int(row["n"]) for row in ask(url, COUNTS) if "g" in row}


def onrecord(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onrecord", "load", *map(str, arguments)]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=120
    )


def ways(store: Oxigraph) -> dict[str, Endpoints]:
    return {
        "graph store": Endpoints(store.graphs),
        "graph store and query": Endpoints(store.graphs, query=store.query),
        "update and query": Endpoints(update=store.update, query=store.query),
    }


@pytest.mark.parametrize("way", ["graph store", "graph store and query", "update and query"])
def test_loading_twice_replaces_and_never_doubles(store: Oxigraph, folder: Path, way: str) -> None:
    endpoints = ways(store)[way]
    for _ in range(2):
        loaded = load(folder, endpoints, NOBODY, replace(QUICK, again=True))
        assert (len(loaded.put), loaded.checked, loaded.complete) == (2, True, True)
        assert counts(store.query) == {"larch-1": TRIPLES, "larch-2": len(quads_of(OTHER))}


def test_the_store_holds_the_very_quads(store: Oxigraph, folder: Path) -> None:
    load(folder, Endpoints(store.graphs), NOBODY, QUICK)
    # Oxigraph keeps numbers by value: "7"^^xsd:nonNegativeInteger comes back as "7"^^xsd:integer.
    kept = pyoxigraph.Store()
    kept.extend([quad for record in (RECORD, OTHER) for quad in rdf.quads(record)])
    assert read(httpx.get(store.graphs).content, RdfFormat.N_QUADS) == set(map(of, kept))


def test_what_has_not_changed_is_left_alone_and_what_is_gone_is_removed(
    store: Oxigraph, folder: Path, tmp_path: Path
) -> None:
    endpoints = Endpoints(store.graphs)
    load(folder, endpoints, NOBODY, QUICK)
    load(write(tmp_path / "other", named("elsewhere")), endpoints, NOBODY, QUICK)
    changed = replace(OTHER, article=replace(OTHER.article, headline="Larch leaves"))
    write(folder, changed, named("larch-3"))
    loaded = load(folder, endpoints, NOBODY, QUICK)
    assert {name.rpartition("/")[2] for name in loaded.put} == {"larch-2", "larch-3"}
    assert loaded.dropped == [f"{BASE}article/larch-1"]
    assert set(counts(store.query)) == {"larch-2", "larch-3", "elsewhere"}
    assert not load(folder, endpoints, NOBODY, QUICK).put


@pytest.mark.parametrize("way", ["graph store", "update and query"])
def test_what_the_store_lost_is_loaded_again(store: Oxigraph, folder: Path, way: str) -> None:
    load(folder, ways(store)[way], NOBODY, QUICK)
    httpx.delete(store.graphs, params={"graph": f"{BASE}article/larch-1"}).raise_for_status()
    loaded = load(folder, ways(store)[way], NOBODY, QUICK)
    assert (loaded.restored, len(loaded.put), loaded.complete) == (1, 1, True)
    assert counts(store.query)["larch-1"] == TRIPLES


def test_a_wrong_number_of_triples_is_told_and_put_right_by_the_next_load(folder: Path, tmp_path: Path) -> None:
    store = Oxigraph(tmp_path / "store")
    losing = True

    async def loses(request: Request) -> Response:
        if request.method == "PUT" and "larch-2" in request.url.query and losing:
            return Response(status_code=204)
        return await passed_on(request, store.url)

    try:
        with served(loses) as url:
            endpoints = Endpoints(f"{url}/store")
            loaded = load(folder, endpoints, NOBODY, QUICK)
            [wrong] = loaded.wrong
            assert (wrong.graph, wrong.found) == (f"{BASE}article/larch-2", 0)
            done = onrecord(f"{url}/store", "--graph", folder)
            assert done.returncode == 2
            assert "the store holds 0 triples of" in done.stderr
            losing = False
            assert load(folder, endpoints, NOBODY, QUICK).complete
        assert len(counts(store.query)) == 2
    finally:
        store.kill()


def test_a_store_killed_in_the_middle_is_gone_on_with(store: Oxigraph, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 30)
    done: list[str] = []

    def killing(name: str) -> None:
        done.append(name)
        if len(done) == 10:
            store.kill()

    options = replace(QUICK, tries=2)
    stopped = load(folder, Endpoints(store.graphs, query=store.query), NOBODY, options, killing)
    assert stopped.stopped is not None
    assert 10 <= len(stopped.put) < 30
    store.start()
    loaded = load(folder, Endpoints(store.graphs, query=store.query), NOBODY, options)
    assert loaded.complete
    assert len(loaded.unchanged) + len(loaded.put) == 30
    assert len(loaded.put) <= 30 - len(stopped.put) + loaded.restored
    assert counts(store.query) == {f"larch-{n:02}": TRIPLES for n in range(30)}


def test_a_store_that_comes_back_is_waited_for(store: Oxigraph, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 20)
    done: list[str] = []

    def restarting(name: str) -> None:
        done.append(name)
        if len(done) == 5:
            store.kill()
            threading.Timer(0.5, store.start).start()

    options = Options(connections=2, tries=10, pause=0.1)
    loaded = load(folder, Endpoints(store.graphs), NOBODY, options, restarting)
    assert loaded.complete
    assert loaded.repeated > 0
    assert counts(store.query) == {f"larch-{n:02}": TRIPLES for n in range(20)}


def test_a_second_implementation_takes_updates(folder: Path, tmp_path: Path) -> None:
    with rdflib_endpoint(tmp_path) as url:
        endpoints = Endpoints(update=url, query=url)
        for _ in range(2):
            loaded = load(folder, endpoints, NOBODY, replace(QUICK, again=True, connections=1))
            assert (len(loaded.put), loaded.checked, loaded.complete) == (2, True, True)
            assert counts(url) == {"larch-1": TRIPLES, "larch-2": len(quads_of(OTHER))}
        write(folder, OTHER)
        assert load(folder, endpoints, NOBODY, replace(QUICK, connections=1)).dropped == [f"{BASE}article/larch-1"]
        assert set(counts(url)) == {"larch-2"}


def test_a_second_implementation_wants_its_token(folder: Path, tmp_path: Path) -> None:
    with rdflib_endpoint(tmp_path, token=WORD) as url:
        arguments = ("--update-endpoint", url, "--query-endpoint", url, "--graph", folder)
        done = onrecord(*arguments)
        assert done.returncode == 1
        assert onrecord(*arguments, **{TOKEN: "wrong"}).returncode == 1
        done = onrecord(*arguments, **{TOKEN: WORD})
        assert done.returncode == 0, done.stderr
        assert WORD not in done.stdout + done.stderr


def test_a_large_article_goes_in_several_updates(store: Oxigraph, folder: Path) -> None:
    from onrecord.publish.graphs import graphs
    from onrecord.publish.stores import UpdateStore
    from onrecord.publish.transport import Transport

    with Transport(NOBODY) as transport:
        updates = UpdateStore(transport, store.update, store.query, chunk=2000)
        for _ in range(2):
            for graph in graphs(folder):
                updates.put(graph.name, graph.content)
                assert updates.count([graph.name]) == {graph.name: graph.triples}


def test_the_vocabulary_has_graphs_of_its_own_and_stays(store: Oxigraph, folder: Path) -> None:
    endpoints = Endpoints(store.graphs, query=store.query)
    assert load(folder, endpoints, NOBODY, replace(QUICK, vocabulary=True)).complete
    assert set(VOCABULARY) < set(counts(store.query))
    loaded = load(folder, endpoints, NOBODY, QUICK)
    assert (loaded.dropped, len(loaded.unchanged)) == ([], 2)
    assert set(VOCABULARY) < set(counts(store.query))
    assert not load(folder, endpoints, NOBODY, replace(QUICK, vocabulary=True)).put


def test_a_dry_run_says_what_would_be_done_and_sends_nothing(folder: Path) -> None:
    # Nothing listens at this address.
    done = onrecord("http://127.0.0.1:9/store", "--graph", folder, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "2 graphs to load" in done.stdout
    assert "nothing was sent" in done.stdout
    assert len(plan(folder, Endpoints("http://127.0.0.1:9/store"), QUICK).put) == 2


def test_rdf_and_its_quads_are_what_is_planned(folder: Path) -> None:
    planned = plan(folder, Endpoints("http://127.0.0.1:9/store"), QUICK)
    assert planned.put == {f"{BASE}article/larch-{n + 1}": len(rdf.quads(it)) for n, it in enumerate((RECORD, OTHER))}


def test_basic_credentials_go_to_the_store_and_nowhere_else(store: Oxigraph, folder: Path) -> None:
    expected = "Basic " + base64.b64encode(b"desk:pa55word").decode()

    async def guarded(request: Request) -> Response:
        if request.headers.get("Authorization") != expected:
            # A store that repeats what it was sent.
            said = f"no entry with {request.headers.get('Authorization')} or pa55word"
            return Response(said, 401, {"WWW-Authenticate": "Basic"})
        return await passed_on(request, store.url)

    with served(guarded) as url:
        arguments = (f"{url}/store", "--graph", folder)
        nobody = onrecord(*arguments)
        assert nobody.returncode == 1
        assert nobody.stderr.count("\n") == 1
        assert USER in nobody.stderr
        assert TOKEN in nobody.stderr
        wrong = onrecord(*arguments, **{USER: "desk", PASSWORD: "guess-1"})
        assert wrong.returncode == 1
        assert "does not accept these credentials" in wrong.stderr
        right = onrecord(*arguments, **{USER: "desk", PASSWORD: "pa55word"})
        assert right.returncode == 0, right.stderr
    for done in (nobody, wrong, right):
        assert not [word for word in ("pa55word", "guess-1", "Basic") if word in done.stdout + done.stderr]
    assert len(counts(store.query)) == 2


def test_a_secret_that_a_store_repeats_is_not_shown(folder: Path) -> None:
    async def echoing(request: Request) -> Response:
        return Response(f"cannot parse this from {request.headers.get('Authorization')}", 422)

    with served(echoing) as url:
        done = onrecord(f"{url}/store", "--graph", folder, ONRECORD_DEBUG="1", **{TOKEN: WORD})
    assert done.returncode == 1
    assert "422" in done.stderr
    assert WORD not in done.stdout + done.stderr
