"""Scoring by published rules, every point with its working."""
