"""The SPARQL 1.1 Protocol: what a request asks, and the answer with its status."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response

from onrecord.errors import InputError
from onrecord.serving.negotiation import GRAPH_TYPES, SOLUTION_TYPES, media_type, wanted
from onrecord.sparql import Answer, BusyError, Kind, QueryError, Request, TimeLimitError, UnansweredError, Workers

LONGEST = 1 << 20
"""Bytes that a query may have."""
LIMIT_HEADER = "X-Row-Limit"
"""How many rows or triples an answer may have."""
CUT_HEADER = "X-Truncated"
"""Says "true" where the limit cut the answer."""
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATES = "updates are refused: this endpoint only answers queries"


class ProtocolError(Exception):
    """A request that is answered with an error: its status, and one line that says why."""

    def __init__(self, status: int, what: str) -> None:
        super().__init__(status, what)
        self.status = status
        self.what = what


async def asked(http: HttpRequest) -> list[tuple[str, str]]:
    """The parameters of a request, from wherever the protocol lets them stand.

    Raises `ProtocolError` where a POST has no body that the protocol knows.
    """
    inline = parse_qsl(http.url.query, keep_blank_values=True)
    if http.method != "POST":
        return inline
    kind = http.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise ProtocolError(400, _UPDATES)
    if kind not in (_FORM, _QUERY):
        raise ProtocolError(415, f"a query is posted as {_FORM} or {_QUERY}")
    body = b""
    async for piece in http.stream():
        body += piece
        if len(body) > LONGEST:
            raise ProtocolError(413, f"a query has at most {LONGEST:,} bytes")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, "the query is not in UTF-8") from error
    return [*inline, ("query", text)] if kind == _QUERY else parse_qsl(text, keep_blank_values=True)


def request(parameters: Sequence[tuple[str, str]], accept: str | None, limit: int) -> Request:
    """The query of these parameters; raises `ProtocolError` where there is not exactly one."""

    def every(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if every("update"):
        raise ProtocolError(400, _UPDATES)
    queries = every("query")
    if len(queries) != 1:
        raise ProtocolError(400, f"one parameter “query” is needed, and there are {len(queries)}")
    return Request(
        queries[0],
        solutions=wanted(accept, SOLUTION_TYPES),
        triples=wanted(accept, GRAPH_TYPES),
        limit=limit,
        default_graphs=every("default-graph-uri"),
        named_graphs=every("named-graph-uri"),
        local=True,
    )


async def answered(workers: Workers, query: Request) -> Answer:
    """The answer; raises `ProtocolError` with the status that says why there is none."""
    try:
        return await run_in_threadpool(workers.ask, query)
    except QueryError as error:
        raise ProtocolError(400, str(error)) from error
    except TimeLimitError as error:
        raise ProtocolError(504, str(error)) from error
    except BusyError as error:
        raise ProtocolError(503, str(error)) from error
    except (UnansweredError, InputError) as error:
        raise ProtocolError(500, str(error)) from error


def response(answer: Answer, limit: int) -> Response:
    """The answer as HTTP; 406 where none of the formats that the client takes is one for it."""
    offered = GRAPH_TYPES if answer.kind is Kind.TRIPLES else SOLUTION_TYPES
    if answer.form is None:
        raise ProtocolError(406, f"a {answer.kind.value} is answered as {', '.join(offered)}")
    headers = {LIMIT_HEADER: str(limit), "Vary": "Accept"} | ({CUT_HEADER: "true"} if answer.cut else {})
    return Response(answer.content, media_type=media_type(answer.form, offered), headers=headers)


def refused(error: ProtocolError) -> Response:
    """An error as one line of text."""
    headers = {"Retry-After": "5"} if error.status == 503 else {}
    return PlainTextResponse(f"{' '.join(error.what.split())}\n", error.status, headers)
