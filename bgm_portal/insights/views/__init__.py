"""Pages: reports as they are read (`reports`, `years`), and what comes before (`preparing`)."""
