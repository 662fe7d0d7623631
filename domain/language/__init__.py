"""What people type: dates, references, colours, names and verbs, read from whole strings, never searched in prose."""
