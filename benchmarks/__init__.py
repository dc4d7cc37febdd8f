"""How fast leadsroom is, as ratios measured in one run. `python -m benchmarks` prints them."""
