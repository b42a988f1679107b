"""What belongs to a race day: start numbers, results, an emergency contact, one page for it all."""
