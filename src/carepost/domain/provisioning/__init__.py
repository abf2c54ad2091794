"""What an organisation's own directory has told a practice about people and teams, and its keys (A12)."""
