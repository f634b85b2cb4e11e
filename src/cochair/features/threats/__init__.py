"""What threat assessments find, and the chain from each finding to the results of what answers it."""
