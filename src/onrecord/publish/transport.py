"""Requests that get through: compressed where the store takes it, tried again where trying again can help."""

from __future__ import annotations

import email.utils
import gzip
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus

import httpx
import tenacity

from onrecord.publish.settings import PASSWORD, TOKEN, USER, Credentials

LONGEST_WAIT = 60.0
"""Seconds that are waited for a store at most before it is tried again, whatever it asks for."""

_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_ALWAYS = frozenset({401, 403, 404, 405})
"""What every request would be answered if one is."""
_PERHAPS_GZIP = frozenset({400, 415, 500, 501})
"""What stores answer that do not take a compressed body."""
Parameters = Mapping[str, str] | None

_PIECE = 200
"""Characters of a store's own words that are repeated."""


_LATER = "run the same command again later, it goes on where it stopped"


class StoreError(Exception):
    """The store did not do what it was asked to; `what` and `what_to_do` are for the user's line.

    `fatal` says that no other request will fare better.
    """

    def __init__(self, what: str, what_to_do: str, *, fatal: bool, status: int | None = None) -> None:
        super().__init__(what, what_to_do)
        self.what = what
        self.what_to_do = what_to_do
        self.fatal = fatal
        self.status = status


class _AgainError(Exception):
    """The request may work if it is made again, after `wait` seconds where the store says so."""

    def __init__(self, error: StoreError, wait: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.wait = wait


class Transport:
    """Requests to one store, from several threads at once. A context manager, which closes the connections.

    `tries` is how often a request is made at most, `pause` the seconds before the second try, which then double, with
    up to as many again by chance. A store that never answered is given up at once.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        connections: int = 4,
        tries: int = 6,
        pause: float = 0.5,
        timeout: float = 120.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        limit = httpx.Timeout(timeout, connect=10.0)
        self._client = httpx.Client(
            auth=credentials.auth(), limits=limits, timeout=limit, headers={"User-Agent": "onrecord"}
        )
        self._tries = tries
        self._wait = tenacity.wait_exponential(pause, max=LONGEST_WAIT) + tenacity.wait_random(0, pause)
        self._sleep = sleep
        self._credentials = credentials
        self._answered = threading.Event()
        self._compress: bool | None = None
        self.repeated = 0
        """How many requests had to be made again."""

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def send(self, method: str, url: str, content: bytes, kind: str, parameters: Parameters = None) -> int:
        """Send a body of this media type; returns the status of the answer, which is a success.

        Raises `StoreError`.
        """
        compress = self._compress is not False
        if compress:
            headers = {"Content-Type": kind, "Content-Encoding": "gzip"}
            packed = gzip.compress(content, 5, mtime=0)
            try:
                status = self._tried(method, url, parameters, packed, headers).status_code
            except StoreError as error:
                if self._compress is not None or error.status not in _PERHAPS_GZIP:
                    raise
            else:
                self._compress = True
                return status
        status = self._tried(method, url, parameters, content, {"Content-Type": kind}).status_code
        if compress:
            self._compress = False
        return status

    def ask(
        self,
        method: str,
        url: str,
        parameters: Parameters = None,
        *,
        accept: str = "*/*",
        form: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Ask without a body, or with a form; the answer, whose status is a success or 404. Raises `StoreError`."""
        return self._tried(method, url, parameters, None, {"Accept": accept}, form, missing=True)

    def _tried(
        self,
        method: str,
        url: str,
        parameters: Parameters,
        content: bytes | None,
        headers: Mapping[str, str],
        form: Mapping[str, str] | None = None,
        *,
        missing: bool = False,
    ) -> httpx.Response:
        def once() -> httpx.Response:
            request = self._client.build_request(
                method, url, params=parameters, content=content, data=form, headers=headers
            )
            return self._once(request, missing=missing)

        retrying = tenacity.Retrying(
            stop=self._enough,
            wait=self._pause,
            retry=tenacity.retry_if_exception_type(_AgainError),
            sleep=self._sleep,
            before_sleep=self._count,
            reraise=True,
        )
        try:
            return retrying(once)
        except _AgainError as again:
            raise again.error from again

    def _enough(self, state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= (self._tries if self._answered.is_set() else 1)

    def _pause(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait if isinstance(error, _AgainError) else None
        return self._wait(state) if asked is None else min(asked, LONGEST_WAIT)

    def _count(self, _: tenacity.RetryCallState) -> None:
        self.repeated += 1

    def _once(self, request: httpx.Request, *, missing: bool) -> httpx.Response:
        try:
            answer = self._client.send(request)
        except httpx.TransportError as error:
            raise _AgainError(_unreached(error)) from error
        self._answered.set()
        if answer.is_success or (missing and answer.status_code == HTTPStatus.NOT_FOUND):
            return answer
        refused = self._refused(answer)
        gzipped = "Content-Encoding" in request.headers and self._compress is None
        if answer.status_code in _TRY_AGAIN and not (gzipped and answer.status_code in _PERHAPS_GZIP):
            raise _AgainError(refused, _retry_after(answer))
        raise refused

    def _refused(self, answer: httpx.Response) -> StoreError:
        """The line for an answer that is no success."""
        status, given = answer.status_code, self._credentials.given
        if status in _ALWAYS or answer.is_redirect:
            return _for_all(status, answer.headers.get("Location"), given=given)
        words = self._credentials.hidden_in(" ".join(answer.text.split())[:_PIECE])
        said = f"the store answers {status}" + (f" ({words})" if words else "")
        if status in _TRY_AGAIN and status != HTTPStatus.INTERNAL_SERVER_ERROR:
            return StoreError(said, _LATER, fatal=True, status=status)
        return StoreError(said, "see the store's own log", fatal=False, status=status)


def _for_all(status: int, location: str | None, *, given: bool) -> StoreError:
    """The line for an answer that every other request would have too."""
    variables = f"{USER} and {PASSWORD}, or {TOKEN}"
    if status == HTTPStatus.UNAUTHORIZED and not given:
        what, advice = "the store wants to know who asks", f"set {variables}"
    elif status == HTTPStatus.UNAUTHORIZED:
        what, advice = "the store does not accept these credentials", f"check {variables}"
    elif status == HTTPStatus.FORBIDDEN:
        what, advice = "the store does not allow it", f"use credentials that may write: {variables}"
    elif status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        what, advice = "the store takes no data at this address", "check the path: docs/stores.md has it for each store"
    else:
        what, advice = f"the store is elsewhere, at {location}", "give that URL, if you trust it with your credentials"
    return StoreError(f"{what} ({status})", advice, fatal=True, status=status)


def _unreached(error: httpx.TransportError) -> StoreError:
    if isinstance(error, httpx.ConnectError):
        advice = "start the store, or check the host and port of the URL"
        return StoreError(f"no store answers there ({_reason(error)})", advice, fatal=True)
    return StoreError(f"the connection broke ({_reason(error)})", _LATER, fatal=True)


def _reason(error: BaseException) -> str:
    return str(error).lower() or type(error).__name__


def _retry_after(answer: httpx.Response) -> float | None:
    """The seconds that the store asks to be left alone (RFC 9110, 10.2.3), as a number or a date; None if not said."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isdigit():
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
