"""What tests of faults say in common."""

from __future__ import annotations

from holdfast import exc

# What drivers raise for a lost connection; which of them is the driver's business.
LOST = (exc.OperationalError, exc.InterfaceError, exc.InternalError)
