"""A plausible year of an invented house, through the services, with a fixed seed."""
