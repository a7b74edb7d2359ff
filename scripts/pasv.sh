#!/bin/sh
# Starts pasv: finds the jar beside this file and Java (of its own, JAVA_HOME's, the PATH's), and tells the program what
# only a shell knows.
lib=@LIB@
if [ ! -f "$lib/pasv.jar" ]; then
    # moved since it was installed, or made to be
    case $0 in
        */*) self=$0 ;;
        *) self=./$0 ;;
    esac
    while [ -L "$self" ]; do
        link=$(readlink "$self")
        case $link in
            /*) self=$link ;;
            *) self=${self%/*}/$link ;;
        esac
    done
    lib=$(CDPATH= cd -- "${self%/*}/../lib/pasv" && pwd -P) || exit 1
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

if [ -x "$lib/runtime/bin/java" ]; then
    java=$lib/runtime/bin/java
elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    java=$JAVA_HOME/bin/java
else
    java=java
fi
# whether there is no config file, which can ask for TLS
config=
settings=${XDG_CONFIG_HOME:-}
case $settings in
    /*) ;;
    *) settings=${HOME:-}/.config ;;
esac
[ -z "${HOME:-}" ] || [ -f "$settings/pasv/config" ] || config=none

# A short run in clear makes do with the quick compiler; TLS wants the thorough one for its ciphers. Classes come from an
# archive that was made when it was installed; one that is of another Java is passed over. Beside a runtime of its own there
# is but one.
archive=pasv
collector=-XX:+UseSerialGC
how=@$lib/steady.options
case $config," $* " in
    *ftps://* | *ftpes://* | *" --tls"*) ;;
    none,*" ftp://"* | *," --version ")
        how=-XX:TieredStopAtLevel=1
        # what is prepared of Java's own modules is for this collector, where Java is older than 25
        [ ! -f "$lib/quick.jsa" ] || archive=quick collector=-XX:+UseG1GC
        ;;
esac
prepared=-XX:SharedArchiveFile=$lib/$archive.jsa
# Java itself finds classes of the boot class path, and asks Java code for those of the class path; but an archive of the
# boot class path holds only where it was made
classes=-Xbootclasspath/a:$lib/pasv.jar
[ ! -d "$lib/runtime" ] || classes=--class-path=$lib/pasv.jar
# newer Java keeps more than classes, of one run, and more of those of the class path
case " $* " in
    *" get "*) [ ! -f "$lib/pasv.aot" ] || {
        prepared=-XX:AOTCache=$lib/pasv.aot
        classes=--class-path=$lib/pasv.jar
    } ;;
esac
# a short run is over before it is worth compiling, or collecting garbage; a tree is not
hot=4
nursery=
most=
case " $* " in
    *" ls "* | *" find "* | *" du "*)
        # a directory can be long: what is done with is collected at once
        collector=-XX:+UseSerialGC
        nursery=-Xmn8m
        # what is listed alone goes through a file where it is much; patterns and trees are held
        case " $* " in
            *" ls "*[][*?]* | *" -"*R* | *" find "* | *" du "*) ;;
            *) most=-Xmx96m ;;
        esac
        ;;
    *" -r "* | *" mirror "*)
        hot=0.25
        collector=-XX:+UseSerialGC
        nursery=-Xmn8m
        ;;
esac
# What is prepared is mapped where it was made, not moved at every start. What the JVM says of all this must not reach
# standard output.
exec "$java" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 \
    "$how" "$prepared" -Xlog:disable "$collector" $nursery $most -XX:-UsePerfData -XX:CompileThresholdScaling=$hot \
    -Dpasv.tty="t$tty" -Dpasv.locale="$locale" -Dpasv.config="$config" "$classes" pasv.Main "$@"
