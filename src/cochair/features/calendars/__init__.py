"""Calendars, deadlines with their owners, reminders, and who has opened what."""
