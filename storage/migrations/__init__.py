"""The steps by which a database gets its tables; `storage.migrate` runs them."""
