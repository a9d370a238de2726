"""Claims and their sources: what somebody reported, with unit, period and kind."""
