"""A change of somebody's name, address or telephone: asked for, proved, decided by an administrator (A8)."""
