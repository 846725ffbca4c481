"""Drift: pages, description, recordings, client and service compared, and every disagreement told as a finding."""
