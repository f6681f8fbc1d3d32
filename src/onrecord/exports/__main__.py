"""`python -m onrecord.exports > ontology/context.jsonld`: the published context, from the ontology."""

import json
import sys

from onrecord.exports.context import context

sys.stdout.write(json.dumps({"@context": context().document()}, indent=2, ensure_ascii=False) + "\n")
