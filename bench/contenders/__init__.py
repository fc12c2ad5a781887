"""One module a contender. Each offers `contender(path)`: an object with one method for each workload it takes part in.

A workload method does its untimed preparation, then returns a function; calling that function is what is timed.
"""
