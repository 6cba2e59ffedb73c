#!/bin/sh
# Runs Electron with its stdout in a file from the first byte on: the driver attaches only after main has started.
exec "$GATEHOUSE_TEST_EXECUTABLE" "$@" >>"$GATEHOUSE_TEST_LOG"
