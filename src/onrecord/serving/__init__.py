"""A read-only SPARQL 1.1 endpoint over the store of a graph, and a page to ask it from a browser."""

from onrecord.serving.server import ENDPOINT, application, serve

__all__ = ["ENDPOINT", "application", "serve"]
