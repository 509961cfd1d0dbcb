"""How calls travel: the loops over the core, once for threads and once for tasks."""
