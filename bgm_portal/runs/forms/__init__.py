"""Forms of the race day, of teams, pairs and buses."""
