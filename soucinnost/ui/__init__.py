"""Base templates, components, template tags, static assets."""
