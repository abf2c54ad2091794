"""Each component in each state and each page, with made-up people: to look at, and for axe."""
