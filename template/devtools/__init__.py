"""What only the machines of developers and of the pipeline run; never part of the image."""
