"""Activities that somebody keeps an eye on without having signed up."""
