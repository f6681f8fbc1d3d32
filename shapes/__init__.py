"""The SHACL shapes, as part of the installed package: `onrecord.shapes` reads them from here."""
