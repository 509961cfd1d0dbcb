"""What every call is, without any input or output: how it is built, decided and understood."""
