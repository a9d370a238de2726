"""Messages to people: queue, retries, what went out."""
