"""Questions about race days. Reads only; every list has an order."""
