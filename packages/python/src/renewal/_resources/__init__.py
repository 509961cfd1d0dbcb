"""What is written by hand over the generated methods."""
