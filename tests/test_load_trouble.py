"""Stores that are slow, busy, choosy or not there: what can be tried again is, and the rest is one clear line."""

from __future__ import annotations

import gzip
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from exported import OTHER, quads_of, write
from onrecord.errors import InputError
from onrecord.publish import Credentials, Endpoints, Options, load, stores
from onrecord.publish.journal import Journal
from onrecord.publish.settings import PASSWORD, TOKEN, USER
from onrecord.publish.transport import StoreError, Transport
from stores import free_port, served
from written import RECORD

NOBODY = Credentials()
WORD = "t0ken"
QUICK = Options(connections=2, pause=0.01, check=False)


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "graph", RECORD, OTHER)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_store_is_asked_again(folder: Path, status: int) -> None:
    seen: Counter[str] = Counter()

    async def busy(request: Request) -> Response:
        seen[request.url.query] += 1
        return Response(status_code=204 if seen[request.url.query] > 3 else status)

    with served(busy) as url:
        loaded = load(folder, Endpoints(url), NOBODY, QUICK)
    assert loaded.complete
    assert set(seen.values()) == {4}


def test_it_waits_as_long_as_the_store_asks_and_else_longer_each_time() -> None:
    waited: list[float] = []
    answers = iter([Response(status_code=429, headers={"Retry-After": "7"}), *[Response(status_code=503)] * 3])

    async def busy(_: Request) -> Response:
        return next(answers, Response(status_code=204))

    with served(busy) as url, Transport(NOBODY, pause=0.5, sleep=waited.append) as transport:
        assert transport.send("PUT", url, b"", "text/turtle") == 204
    assert waited[0] == 7
    assert 1 <= waited[1] < waited[2] < waited[3] <= 4.5
    assert transport.repeated == 4


def test_a_date_to_come_back_at_is_understood() -> None:
    waited: list[float] = []
    answers = iter([Response(status_code=503, headers={"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"})])

    async def busy(_: Request) -> Response:
        return next(answers, Response(status_code=204))

    with served(busy) as url, Transport(NOBODY, sleep=waited.append) as transport:
        transport.send("PUT", url, b"", "text/turtle")
    assert waited == [0]


def test_a_store_that_stays_busy_is_given_up_with_what_to_do(folder: Path) -> None:
    async def busy(_: Request) -> Response:
        return Response("no room", 503)

    with served(busy) as url:
        loaded = load(folder, Endpoints(url), NOBODY, QUICK)
    assert loaded.stopped is not None
    assert "503 (no room)" in loaded.stopped.what
    assert "goes on where it stopped" in loaded.stopped.what_to_do
    assert not loaded.put


@pytest.mark.parametrize("status", [400, 415, 500])
def test_a_store_that_takes_no_gzip_gets_none(folder: Path, status: int) -> None:
    encodings: list[str | None] = []
    bodies: list[bytes] = []

    async def plain(request: Request) -> Response:
        encodings.append(request.headers.get("Content-Encoding"))
        if encodings[-1]:
            return Response(status_code=status)
        bodies.append(await request.body())
        return Response(status_code=204)

    with served(plain) as url:
        assert load(folder, Endpoints(url), NOBODY, Options(connections=1, pause=0.01, check=False)).complete
    assert encodings == ["gzip", None, None]
    assert all(b"<https://w3id.org/onrecord/ns#Article>" in body for body in bodies)


def test_what_is_sent_is_compressed(folder: Path) -> None:
    sizes: list[tuple[int, int]] = []

    async def measuring(request: Request) -> Response:
        body = await request.body()
        sizes.append((len(body), len(gzip.decompress(body))))
        return Response(status_code=204)

    with served(measuring) as url:
        assert load(folder, Endpoints(url), NOBODY, QUICK).complete
    assert all(packed * 4 < whole for packed, whole in sizes)


def test_several_requests_are_under_way_at_once_and_no_more_than_asked(tmp_path: Path) -> None:
    from dataclasses import replace

    records = [replace(RECORD, article=replace(RECORD.article, identifier=f"a-{n}")) for n in range(12)]
    folder = write(tmp_path / "many", *records)
    lock, under_way, most = threading.Lock(), 0, 0

    async def slow(_: Request) -> Response:
        import asyncio

        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        await asyncio.sleep(0.05)
        with lock:
            under_way -= 1
        return Response(status_code=204)

    with served(slow) as url:
        assert load(folder, Endpoints(url), NOBODY, Options(connections=3, check=False)).complete
    assert most == 3


def test_a_store_that_asks_for_digest_gets_it(folder: Path) -> None:
    challenge = 'Digest realm="r", nonce="n", qop="auth", algorithm="MD5"'
    methods: list[str] = []

    async def by_digest(request: Request) -> Response:
        said = request.headers.get("Authorization", "")
        methods.append(said.partition(" ")[0])
        if said.startswith("Digest") and 'username="desk"' in said:
            return Response(status_code=204)
        # Like Virtuoso, it names its method only to who sends nothing.
        return Response(status_code=401, headers={} if said else {"WWW-Authenticate": challenge})

    options = Options(connections=1, check=False)
    with served(by_digest) as url:
        assert load(folder, Endpoints(url), Credentials("desk", WORD), options).complete
    assert methods == ["Basic", "", "Digest", "Digest"]


def test_a_store_that_takes_no_long_update_gets_short_ones(folder: Path) -> None:
    taken: list[bytes] = []

    async def short(request: Request) -> Response:
        body = gzip.decompress(await request.body())
        if body.count(b"\n") > 120:
            return Response("Internal error: too many lines", 400)
        taken.append(body)
        return Response(status_code=204)

    with served(short) as url, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "SMALL_CHUNK", 8_000)
        assert load(folder, Endpoints(update=url), NOBODY, Options(connections=1, check=False)).complete
    assert len(taken) > 4
    drops = [body for body in taken if b"DROP SILENT GRAPH" in body]
    assert len(drops) == 2
    lines = [line for body in taken for line in body.splitlines() if line.startswith(b"<https")]
    assert len(lines) == len(quads_of(RECORD, OTHER))


def test_one_refused_graph_does_not_keep_the_others_out(folder: Path) -> None:
    async def choosy(request: Request) -> Response:
        return Response("too long", 413) if "larch-1" in request.url.query else Response(status_code=204)

    with served(choosy) as url:
        loaded = load(folder, Endpoints(url), NOBODY, QUICK)
        assert [name.rpartition("/")[2] for name in loaded.refused] == ["larch-1"]
        assert [name.rpartition("/")[2] for name in loaded.put] == ["larch-2"]
        assert not loaded.complete
        assert len(load(folder, Endpoints(url), NOBODY, QUICK).unchanged) == 1


@pytest.mark.parametrize(
    ("status", "words"), [(401, "wants to know who asks"), (403, "does not allow"), (404, "no data"), (405, "no data")]
)
def test_what_every_graph_would_meet_stops_the_load(folder: Path, status: int, words: str) -> None:
    asked: list[str] = []

    async def refusing(request: Request) -> Response:
        asked.append(request.method)
        return Response(status_code=status)

    with served(refusing) as url:
        loaded = load(folder, Endpoints(url), NOBODY, Options(connections=1, check=False))
    assert loaded.stopped is not None
    assert words in loaded.stopped.what
    assert len(asked) <= 2


def test_a_redirect_is_told_and_not_followed_with_credentials(folder: Path) -> None:
    async def elsewhere(_: Request) -> Response:
        return Response(status_code=307, headers={"Location": "https://elsewhere.example/store"})

    with served(elsewhere) as url:
        loaded = load(folder, Endpoints(url), Credentials(token=WORD), QUICK)
    assert loaded.stopped is not None
    assert "https://elsewhere.example/store" in loaded.stopped.what


def test_no_store_is_one_try_and_one_line() -> None:
    waited: list[float] = []
    with (
        Transport(NOBODY, sleep=waited.append) as transport,
        pytest.raises(StoreError, match="no store answers there") as error,
    ):
        transport.send("PUT", f"http://127.0.0.1:{free_port()}/store", b"", "text/turtle")
    assert error.value.fatal
    assert waited == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://desk:pa55word@localhost/store", "holds credentials"),
        ("ftp://localhost/store", "no URL of a store"),
        ("localhost:7878", "no URL of a store"),
        ("http://localhost:port/store", "no URL"),
    ],
)
def test_what_is_no_address_is_one_line_without_secrets(url: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        Endpoints(url)
    assert "pa55word" not in str(error.value)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({USER: "desk"}, f"{PASSWORD} is not"),
        ({PASSWORD: "pa55word"}, f"{USER} is not"),
        ({USER: "desk", PASSWORD: "pa55word", TOKEN: "t0ken"}, "unset one"),
        ({TOKEN: "t0ken\n"}, "no token has"),
    ],
)
def test_credentials_that_make_no_sense_are_told_and_not_shown(variables: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        Credentials.from_environment(variables)
    assert not [word for word in ("pa55word", "t0ken") if word in str(error.value)]


def test_credentials_do_not_show_where_they_are_printed() -> None:
    shown = repr(Credentials("desk", "pa55word")) + repr(Credentials(token=WORD))
    assert not [word for word in ("pa55word", "t0ken") if word in shown]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal("http://localhost/store", tmp_path) as journal:
        yield journal


def test_a_journal_that_was_cut_short_holds_what_was_whole(journal: Journal, tmp_path: Path) -> None:
    journal.took("https://example.org/a", "1")
    journal.took("https://example.org/b", "2")
    journal.dropped("https://example.org/a")
    with journal.path.open("a", encoding="utf-8") as file:
        file.write('{"graph": "https://example.org/c", "sha2')
    assert Journal("http://localhost/store", tmp_path).loaded == {"https://example.org/b": "2"}
    assert Journal("http://localhost/other", tmp_path).loaded == {}
    assert Journal("http://localhost/store", tmp_path / "other").loaded == {}
