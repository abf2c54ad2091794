"""Clinical systems, asked who their users are."""
