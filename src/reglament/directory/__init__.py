"""People, companies, contracts, products."""
