"""Public versions of minutes: what is covered is confirmed by a person, only the covered text leaves."""
