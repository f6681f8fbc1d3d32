"""Where the store is, and as whom it is spoken to. Credentials come from the environment alone, and show nowhere."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

import httpx

from onrecord.errors import InputError

USER, PASSWORD, TOKEN = (f"ONRECORD_STORE_{name}" for name in ("USER", "PASSWORD", "TOKEN"))
"""The variables of the environment that credentials are read from."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Endpoints:
    """A store's addresses: `graphs` for the Graph Store Protocol or `update` for SPARQL Update, `query` to check."""

    graphs: str | None = None
    update: str | None = None
    query: str | None = None

    def __post_init__(self) -> None:
        for url in (self.graphs, self.update, self.query):
            if url is not None:
                _check(url)
        if (self.graphs is None) == (self.update is None):
            raise InputError(
                "load",
                "say one place to load to",
                "give the URL of the store's Graph Store Protocol, or --update-endpoint URL",
            )

    @property
    def target(self) -> str:
        """The address that is written to."""
        return self.graphs or self.update or ""

    @property
    def in_the_open(self) -> bool:
        """Whether what is sent to the store can be read on the way there."""
        urls = [urlsplit(url) for url in (self.graphs, self.update, self.query) if url]
        return any(url.scheme == "http" and url.hostname not in _LOOPBACK for url in urls)


def _check(url: str) -> None:
    """Raise where this is no address to write to, without repeating what may be a password."""
    try:
        parts = urlsplit(url)
        named, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(url, f"this is no URL ({error})", "give one such as http://localhost:7878/store") from error
    if parts.username is not None or parts.password is not None:
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        advice = f"leave them out of the URL, where logs show them, and set {USER} and {PASSWORD}, or {TOKEN}"
        raise InputError(bare, "the URL holds credentials", advice)
    if parts.scheme not in ("http", "https") or not named:
        raise InputError(url, "this is no URL of a store", "give one such as http://localhost:7878/store")


@dataclass(frozen=True, slots=True)
class Credentials:
    """As whom the store is spoken to: a user with a password (basic or digest), a token (bearer), or nobody."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def from_environment(cls, variables: Mapping[str, str] = os.environ) -> Credentials:
        """Raises `InputError` where the variables contradict one another, or one of a pair is missing."""
        user, password, token = (variables.get(name) or None for name in (USER, PASSWORD, TOKEN))
        if token and (user or password):
            raise InputError(TOKEN, f"there is a user or password in {USER}, {PASSWORD} too", "unset one or the other")
        if bool(user) != bool(password):
            given, missing = (USER, PASSWORD) if user else (PASSWORD, USER)
            raise InputError(given, f"is set, and {missing} is not", f"set {missing}, or unset {given}")
        if token and not (token.isascii() and token.isprintable() and " " not in token):
            raise InputError(TOKEN, "holds characters that no token has", "check it for spaces and line breaks")
        return cls(user, password, token)

    @property
    def given(self) -> bool:
        """Whether there are any."""
        return bool(self.user or self.token)

    def hidden_in(self, text: str) -> str:
        """The text without what is secret, should a store repeat it."""
        for secret in (self.password, self.token):
            text = text.replace(secret, "***") if secret else text
        return text

    def auth(self) -> httpx.Auth | None:
        """What adds them to each request."""
        if self.token:
            return _Bearer(self.token)
        return _Password(self.user, self.password or "") if self.user else None


class _Password(httpx.Auth):
    """Basic, and digest (RFC 7616) from the first answer on that asks for it, or that says no without saying how.

    Virtuoso wants digest, and says so only to who sends no credentials at all.
    """

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._by_digest = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the credentials into the request's header."""
        if not self._by_digest:
            flow = self._basic.auth_flow(request)
            answer = yield next(flow)
            challenge = answer.headers.get("WWW-Authenticate", "digest").lower()
            if answer.status_code != HTTPStatus.UNAUTHORIZED or not challenge.startswith("digest"):
                return
            self._by_digest = True
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Put the token into the request's header."""
        request.headers["Authorization"] = self._header
        yield request
