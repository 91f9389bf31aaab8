"""Runs `wstest` with Twisted's log on standard output, where its servers say that they are listening."""

import sys

from twisted.python import log

log.startLogging(sys.stdout)

from autobahntestsuite.wstest import run  # noqa: E402 (installs the reactor)

run()
