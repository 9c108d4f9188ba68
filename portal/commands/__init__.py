"""One file a command: `run(door, options) -> exit code`."""
