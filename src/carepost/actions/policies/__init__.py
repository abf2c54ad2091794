"""May this thing, in this state? Rules on states; who may is in permissions.py."""
