"""What stands between a request and any page of a person's: each gate lets through or answers itself."""
