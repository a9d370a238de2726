"""actions of meetings, one file for each part of the cycle."""
