@echo off
rem Starts pasv on Windows: finds Java (of its own, JAVA_HOME's, the PATH's) and the jar beside this file.
rem An exclamation mark in a name stays one, whatever the caller's cmd was told:
setlocal DisableDelayedExpansion
rem A variable of this name would hide the code that Java ends with:
set "ERRORLEVEL="
set "LIB=%~dp0..\lib\pasv"
set "JAVA=java"
rem People put quotes into JAVA_HOME; no brackets here, for there may be one in the path (Program Files (x86)):
if defined JAVA_HOME set "JAVA_HOME=%JAVA_HOME:"=%"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%LIB%\runtime\bin\java.exe" set "JAVA=%LIB%\runtime\bin\java.exe"
"%JAVA%" -Xshare:auto -XX:SharedArchiveFile="%LIB%\pasv.jsa" -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData -Xbootclasspath/a:"%LIB%\pasv.jar" pasv.Main %*
exit /b %ERRORLEVEL%
