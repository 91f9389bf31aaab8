"""What the package is known to do in another way; it counts as a failure only when it changes."""

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if item.name == "test_conformance[7.1.5]":
            item.add_marker(pytest.mark.xfail(reason="a Close frame inside a message is answered with 1002"))
