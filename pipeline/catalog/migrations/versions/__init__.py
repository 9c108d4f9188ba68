"""One file a schema version, named by number."""
