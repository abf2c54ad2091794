"""The addresses of the site, one module for each part of it; urls.py puts them together."""
