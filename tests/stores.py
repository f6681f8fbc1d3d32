"""Stores that the tests of loading start: a real Oxigraph, rdflib-endpoint, and servers that misbehave on purpose."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Handler = Callable[[Request], Awaitable[Response]]
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class Oxigraph:
    """Oxigraph's own server over a folder; it can be killed and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self._program = BIN / "oxigraph"
        if not self._program.exists():
            pytest.skip("the package oxigraph, which brings the server, is not installed")
        self._folder = folder
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.graphs, self.query, self.update = (f"{self.url}/{path}" for path in ("store", "query", "update"))
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        bind = ["--location", str(self._folder), "--bind", f"127.0.0.1:{self._port}"]
        self._process = subprocess.Popen(
            [self._program, "serve", *bind], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        answers(self.url)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def ask(self, query: str) -> list[dict[str, str]]:
        return ask(self.query, query)


def answers(url: str, seconds: float = 30) -> None:
    """Wait until something answers there."""
    end = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url)
        except httpx.TransportError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def ask(url: str, query: str) -> list[dict[str, str]]:
    """The rows of a SELECT, as plain strings."""
    answer = httpx.post(url, data={"query": query}, headers={"Accept": "application/sparql-results+json"}, timeout=60)
    answer.raise_for_status()
    rows = answer.json()["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in rows]


@contextmanager
def rdflib_endpoint(folder: Path, *, token: str | None = None) -> Iterator[str]:
    """rdflib's store behind SPARQL Update and Query; the address of both."""
    program = BIN / "rdflib-endpoint"
    if not program.exists():
        pytest.skip("the package rdflib-endpoint is not installed")
    port = free_port()
    variables = dict(os.environ) | ({"RDFLIB_APIKEY": token} if token else {})
    with (folder / "endpoint.log").open("wb") as log:
        command = [str(program), "serve", "--host", "127.0.0.1", "--port", str(port), "--enable-update"]
        process = subprocess.Popen(command, stdout=log, stderr=log, env=variables, cwd=folder)
    try:
        url = f"http://127.0.0.1:{port}/"
        answers(url, 60)
        yield url
    finally:
        process.kill()
        process.wait()


@contextmanager
def served(handler: Handler) -> Iterator[str]:
    """A server whose every answer the handler gives; its address."""
    methods = ["GET", "HEAD", "PUT", "POST", "DELETE"]
    app = Starlette(routes=[Route("/{path:path}", handler, methods=methods)])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


async def passed_on(request: Request, url: str) -> Response:
    """What the server at this address answers to the request."""
    headers = {name: value for name, value in request.headers.items() if name not in ("host", "authorization")}
    async with httpx.AsyncClient(timeout=60) as client:
        target = f"{url}{request.url.path}?{request.url.query}"
        answer = await client.request(request.method, target, content=await request.body(), headers=headers)
    kept = {name: value for name, value in answer.headers.items() if name == "content-type"}
    return Response(answer.content, answer.status_code, kept)
