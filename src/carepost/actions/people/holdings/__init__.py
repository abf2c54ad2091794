"""What a member can hold, and how each kind of it is handed over: a module for each kind, listed in order.py."""
