"""Reports that organisations give before a meeting: asked for in time, kept as one record, never retyped."""
