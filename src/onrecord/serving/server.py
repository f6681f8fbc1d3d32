"""The application, and the server that runs it."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from onrecord import graph
from onrecord.errors import InputError
from onrecord.queries import questions
from onrecord.queries.values import values_of
from onrecord.serving import protocol
from onrecord.serving.description import description
from onrecord.serving.negotiation import GRAPH_TYPES, media_type, wanted
from onrecord.serving.page import page
from onrecord.serving.protocol import ProtocolError
from onrecord.sparql import Request, Workers

ENDPOINT = "/sparql"
_METHODS = "GET, HEAD, POST, OPTIONS"
_WORKERS = max(2, min(8, os.cpu_count() or 2))
_POLICY = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"}


def application(folder: Path, seconds: float, limit: int) -> Starlette:
    """The application over the store of a folder: queries take at most `seconds`, answers have at most `limit` rows."""

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        app.state.workers = workers = Workers(folder, _WORKERS, seconds)
        try:
            yield
        finally:
            await run_in_threadpool(workers.close)

    async def sparql(http: HttpRequest) -> Response:
        if http.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        try:
            parameters = await protocol.asked(http)
            accept = http.headers.get("accept")
            if http.method != "POST" and not parameters:
                return _described(http, accept)
            answer = await protocol.answered(http.app.state.workers, protocol.request(parameters, accept, limit))
            return protocol.response(answer, limit)
        except ProtocolError as error:
            return protocol.refused(error)

    async def home(http: HttpRequest) -> Response:
        return await _page(http, folder, limit)

    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST"],
        allow_headers=["*"],
        expose_headers=[protocol.LIMIT_HEADER, protocol.CUT_HEADER],
    )
    routes = [Route(ENDPOINT, sparql, methods=["GET", "POST", "OPTIONS"]), Route("/", home)]
    return Starlette(routes=routes, middleware=[cors, Middleware(GZipMiddleware)], lifespan=running)


def _described(http: HttpRequest, accept: str | None) -> Response:
    form = wanted(accept, GRAPH_TYPES) or "turtle"
    content = description(str(http.url.replace(query="", fragment="")), form)
    return Response(content, media_type=media_type(form, GRAPH_TYPES), headers={"Vary": "Accept"})


async def _page(http: HttpRequest, folder: Path, limit: int) -> Response:
    """The page with the question or the query that its address asks."""
    given = dict(http.query_params)
    question = questions().get(given.pop("question", ""))
    query, problem, answer = given.get("query", ""), "", None
    values = {name: value for name, value in given.items() if question and value}
    try:
        if question:
            query = question.query
            missing = any(item.needed and item.name not in values for item in question.parameters)
            set_values = [f"{name}={value}" for name, value in values.items()]
            query = (
                question.query
                if missing
                else question.asked(await run_in_threadpool(values_of, set_values, question, folder), limit)
            )
            asking = not missing
        else:
            asking = bool(query.strip())
        if asking:
            answer = await protocol.answered(http.app.state.workers, Request(query, limit=limit, local=True))
    except InputError as error:
        problem = f"{error.what}; {error.what_to_do}"
    except ProtocolError as error:
        problem = error.what
    written = page(
        question=question,
        values=values,
        query=query,
        answer=answer,
        problem=problem,
        limit=limit,
        base=graph.base(folder),
    )
    return HTMLResponse(written, headers=_POLICY)


def serve(folder: Path, host: str, port: int, *, seconds: float, limit: int, started: Callable[[str], None]) -> None:
    """Serve until it is interrupted; `started` is told the address once it is there.

    Raises `InputError` where the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            # From here on clients are let in, and answered as soon as the workers are there.
            listening.listen(128)
        except (OSError, OverflowError) as error:
            what = f"cannot be served at ({getattr(error, 'strerror', None) or error})"
            raise InputError(f"{host}:{port}", what, "give another --host or --port") from error
        name = f"[{host}]" if ":" in host else host
        address = f"http://{name}:{listening.getsockname()[1]}/"
        config = uvicorn.Config(application(folder, seconds, limit), log_level="warning", access_log=False)
        started(address)
        uvicorn.Server(config).run(sockets=[listening])
