"""The skill over HTTP on this machine, for clients that are not ours."""
