"""Benchmarks of sphinx-roles: see README.md. Not part of the package."""
