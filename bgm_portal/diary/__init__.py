"""One's own diary of active minutes. Nobody else reads it, whatever their role."""
