"""Signs that a log-in is shared (A7): noticed, told, shown, dealt with."""
