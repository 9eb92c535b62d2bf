"""Coverage of rules by their tests."""
