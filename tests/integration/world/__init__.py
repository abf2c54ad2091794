"""The demo's outside world, run as the process it is."""
