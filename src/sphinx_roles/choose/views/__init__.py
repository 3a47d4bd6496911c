"""What each view shows, as plain data: one module for each view."""
