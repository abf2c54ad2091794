"""Single sign-on in a browser: there and back, and what of it stands in the session."""
