"""The command line: arguments in, a library call, Chinese text or JSON out."""
