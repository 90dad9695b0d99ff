"""What a form asks for: placeholders, conditions, markers, fields, and what answers them."""
