"""What a command ends with when it does not end with 0."""

NOT_SOUND = 1
COULD_NOT = 2
INTERRUPTED = 130
