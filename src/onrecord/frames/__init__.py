"""The relation lexicon, as data (`lexicon/*.toml`), and the engine that reads it over the dependency parse."""
