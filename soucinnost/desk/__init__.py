"""The signed-in home: what waits for me."""
