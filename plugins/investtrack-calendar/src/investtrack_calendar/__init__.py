"""Supervision calendar with Chinese public holidays for investtrack."""
