"""onrecord: news about government as a knowledge graph that can be checked."""
