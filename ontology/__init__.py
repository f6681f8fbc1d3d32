"""The ontology, as part of the installed package: `onrecord.ontology` reads it from here."""
