"""The whole way to AWS and back, on this machine and without an account."""
