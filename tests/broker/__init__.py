"""The service between the hall and the store: real processes, a real socket."""
