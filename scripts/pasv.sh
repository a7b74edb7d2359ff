#!/bin/sh
# Starts pasv: finds Java and the jar beside this file, and tells the program what only a shell knows.
lib=@LIB@
if [ ! -f "$lib/pasv.jar" ]; then
    # moved since it was installed
    self=$0
    while [ -L "$self" ]; do
        link=$(readlink "$self")
        case $link in
            /*) self=$link ;;
            *) self=$(dirname "$self")/$link ;;
        esac
    done
    lib=$(CDPATH= cd -- "$(dirname -- "$self")/../lib/pasv" && pwd -P) || exit 1
fi

# which standard streams are terminals
tty=
[ -t 0 ] && tty=0
[ -t 1 ] && tty=${tty}1
[ -t 2 ] && tty=${tty}2

# Java reads arguments and file names in the locale's encoding: outside UTF-8 it would lose them
locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
case $locale in
    *[Uu][Tt][Ff]-8* | *[Uu][Tt][Ff]8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
else
    java=java
fi
# The quick compiler alone makes short runs shorter; TLS needs the thorough one, and so does a long evening in the shell.
jit=-XX:TieredStopAtLevel=1
case " $* " in
    "  " | *ftps://* | *ftpes://* | *" --tls"* | *" shell "*) jit=-XX:+TieredCompilation ;;
esac
# an archive of another Java is passed over; what the JVM says of it must not reach standard output
exec "$java" -Xshare:auto -XX:SharedArchiveFile="$lib/pasv.jsa" -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData \
    "$jit" \
    -Dpasv.tty="t$tty" -Dpasv.locale="$locale" \
    -cp "$lib/pasv.jar" pasv.Main "$@"
