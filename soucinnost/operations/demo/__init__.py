"""The demonstration: loaded by the same actions as users use."""
