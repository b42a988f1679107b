"""Forms, fields, headers, error pages, assets: knows Flask, not the portal."""
