"""A PostgreSQL of the instance's own: started by the first process that needs it, stopped by the last."""
