"""What is built in: JSON, CSV, plain text, the findings and the verbs, offered through the same hooks as everybody's."""
