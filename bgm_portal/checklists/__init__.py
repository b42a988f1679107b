"""What must be done for an activity, week by week, before it and after it."""
