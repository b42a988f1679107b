"""What happens on a race day and before it, one use case a function."""
