"""All writes: preparing, deciding, publishing, withdrawing, erasing."""
