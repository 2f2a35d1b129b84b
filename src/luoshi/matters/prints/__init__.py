"""What the office prints: every paper of a matter's life as a Word file that clerks edit, and what comes back on paper."""
