"""What is on offer: activities, their dates, the places, and what is possible there."""
