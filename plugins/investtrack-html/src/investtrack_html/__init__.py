"""A page for the dispatch meeting (调度会): one self-contained HTML file, for investtrack."""
