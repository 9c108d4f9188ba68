"""Run: Prefect flows over the one-document functions of `pipeline`."""
