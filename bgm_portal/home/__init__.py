"""The start page of each role, and the pages that every visitor can read."""
