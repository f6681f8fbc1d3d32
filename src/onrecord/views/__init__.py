"""The graph as networks: views of it, their files, their pictures."""
