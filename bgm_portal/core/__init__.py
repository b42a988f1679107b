"""What every room stands on: clock, database, refusals, registries, sealing, languages."""
