"""Mail as bytes: composed once and exactly, read in a child process with limits. Knows nothing of Django."""
