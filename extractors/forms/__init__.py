"""Forms as data: one YAML file a family of papers, and the fixed words of offices; people may edit them."""
