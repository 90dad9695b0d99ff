"""Word exporter and template for investtrack."""
