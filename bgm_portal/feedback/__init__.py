"""How it was: five questions after an activity, kept so that nobody can tell who answered what."""
