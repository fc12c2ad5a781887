"""The demo: real data through the public interface. A program like a user's, so it imports what users import."""

from .tour import run_demo

__all__ = ["run_demo"]
