"""The embedded store of a graph: one named graph an article, and all of them merged as the default graph.

`refresh` brings it to the articles of a graph, `fill` to those of a folder that was built, `open_read_only` reads it.
The default graph holds each triple once, however many articles say it, and one `rdfs:label` an entity: it is what
`graph.ttl` is.
"""

from onrecord.store.contents import fill, opened, up_to_date
from onrecord.store.generations import Opened, Refreshed, holds, open_read_only, refresh

__all__ = ["Opened", "Refreshed", "fill", "holds", "open_read_only", "opened", "refresh", "up_to_date"]
