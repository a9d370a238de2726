"""The machine interface: tokens, operations under ``/api/v1/``, their description."""
