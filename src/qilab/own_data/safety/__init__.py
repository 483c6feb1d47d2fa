"""Nothing about any one person: looked for in every cell before anything is drawn, kept or shown."""
