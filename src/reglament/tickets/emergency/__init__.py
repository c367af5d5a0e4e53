"""Emergencies: claimed, confirmed, approved."""
