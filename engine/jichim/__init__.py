"""jichim: policy conditions as readable rules, checked against smart-city service plans."""
