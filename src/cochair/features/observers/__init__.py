"""Observers: a request, each Party's answer, an invitation by both, and what is granted."""
