"""任务台: what waits for whoever signed in, and for whom they wait."""
