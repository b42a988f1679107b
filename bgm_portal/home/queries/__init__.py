"""Questions of the start pages, by whose page it is. Reads only; every list has an order."""
