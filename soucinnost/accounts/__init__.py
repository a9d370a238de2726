"""People who sign in, second factors, preferences."""
