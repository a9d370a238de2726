"""What must not leak, however it is asked."""
