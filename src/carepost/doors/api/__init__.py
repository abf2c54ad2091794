"""What other programs talk to: JSON in, JSON out, no cookies."""
