"""The notebook of what to send: messages as values, an outbox, their delivery."""
