"""What the command line shows: tables and lines for people, each from the domain model."""
