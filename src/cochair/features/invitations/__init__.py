"""The notice of a meeting and its invitations: who must be invited, and where that is written."""
