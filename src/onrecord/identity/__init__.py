"""Authority data: what the words and names of public life are, apart from any article."""
