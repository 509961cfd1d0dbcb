"""Where access tokens come from, and how many callers share one fetch."""
