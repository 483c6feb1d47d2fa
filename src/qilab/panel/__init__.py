"""The widget kit that labs are made of, and stills of it for saved pages and paper."""
