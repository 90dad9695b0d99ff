"""OC4IDS project packages of investtrack ledgers."""
