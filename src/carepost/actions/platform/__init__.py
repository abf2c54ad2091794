"""What people of the platform do for practices. They never see a patient."""
