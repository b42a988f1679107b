"""Pictures of what has been: only of people who agreed, and only for as long as they do."""
