"""A built graph in a store over HTTP: one named graph an article, so that loading again replaces and never doubles."""

from onrecord.publish.loading import Loaded, Options, load, plan
from onrecord.publish.settings import Credentials, Endpoints

__all__ = ["Credentials", "Endpoints", "Loaded", "Options", "load", "plan"]
