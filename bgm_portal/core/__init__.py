"""What every room stands on: clock, database, refusals, registries. Knows neither Flask views nor the portal."""
