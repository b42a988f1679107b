"""The notebook of what happened. Append-only; ids and codes, never names or free text."""
