@echo off
rem Starts pasv on Windows: finds Java and the jar beside this file.
setlocal
set "LIB=%~dp0..\lib\pasv"
if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java")
"%JAVA%" -Xshare:auto -XX:SharedArchiveFile="%LIB%\pasv.jsa" -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData -Xbootclasspath/a:"%LIB%\pasv.jar" pasv.Main %*
exit /b %ERRORLEVEL%
