"""The start page of each role, and the pages that every house owes to everybody."""
