"""What a coordinator learns from an activity: figures, what was learned, what comes next."""
