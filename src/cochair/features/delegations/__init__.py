"""Delegations and their people: nomination, lists, check-in, participation."""
