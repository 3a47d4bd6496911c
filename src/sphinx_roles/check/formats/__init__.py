"""Findings as text: lines for people, JSON for programs, annotations for GitHub."""
