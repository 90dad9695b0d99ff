"""An edited report brought up to a new ledger, sentence by sentence."""
