@echo off
rem The command line, from the desktop package: its own Node on its own core.
setlocal
set ORT_DISABLE_TELEMETRY=1
"%~dp0node\node.exe" "%~dp0core\main\cli.js" %*
