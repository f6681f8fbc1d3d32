"""SPARQL over the store: what a query may say, one evaluation of it, and processes that evaluate within limits."""

from onrecord.sparql.evaluation import GRAPH_FORMATS, SOLUTION_FORMATS, Answer, Kind, Request
from onrecord.sparql.syntax import QueryError
from onrecord.sparql.workers import BusyError, TimeLimitError, UnansweredError, Worker, Workers

__all__ = [
    "GRAPH_FORMATS",
    "SOLUTION_FORMATS",
    "Answer",
    "BusyError",
    "Kind",
    "QueryError",
    "Request",
    "TimeLimitError",
    "UnansweredError",
    "Worker",
    "Workers",
]
