"""The nodes of each view: one module for each view."""
