"""The pages of the outside world, and a small JSON API beside them. For this machine only."""
