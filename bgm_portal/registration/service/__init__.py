"""What may be done with registrations, by noun: sign-ups, places, offers, dates, drafts."""
