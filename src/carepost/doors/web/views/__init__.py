"""A view is: get, ask the verb, answer."""
