"""What each Party keeps of a cycle, and what it answers when it is asked."""
