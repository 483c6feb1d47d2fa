"""The lab Two months: a slide with two points, and the two years that it leaves out."""
