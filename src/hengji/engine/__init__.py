"""Composes reading, checking, scoring and writing: what the command and the site call."""
