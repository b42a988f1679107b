"""What may be done: publish, read, answer, finish, prove, forget."""
