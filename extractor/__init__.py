"""Numeric claims from Chinese press releases."""
