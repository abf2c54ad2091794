"""A person at a browser, from signing in to signing out: locked, asked again, and nothing typed lost."""
