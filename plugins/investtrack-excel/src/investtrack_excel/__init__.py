"""Excel importer, exporter and template for investtrack."""
