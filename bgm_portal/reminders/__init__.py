"""What is due for whom, and when."""
