"""The subcommands of `cancu`, one file for each family."""
