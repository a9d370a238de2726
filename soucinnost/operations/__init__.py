"""Running the installation: supervisor, periodic duties, backup and move, checks, generated data."""
