"""How a call becomes a value: calls, the runner, retries, rate limits, batches, transports."""
