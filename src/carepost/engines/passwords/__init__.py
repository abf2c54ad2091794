"""Whether a password is known to have been stolen somewhere: a file of hashes, looked up without asking anybody."""
