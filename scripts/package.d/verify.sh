# Part of scripts/package --verify: what was made is made again, compared, and tried.

# what was made is put under a name that only UTF-8 has
export LC_ALL=C.UTF-8

tries=0
tried() { tries=$((tries + 1)); say "ok: $*"; }

# as one who owns nothing here
nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups env -i HOME=/nonexistent "PATH=$PATH")

twice() {
    # older Java writes its archives in no order that holds
    [ "$feature" -ge 25 ] || { say "left out: two equal builds, which need Java 25"; return; }
    local other=$stage.second
    roots+=("$other")
    rm -rf "$other"
    mkdir "$other"
    tar --exclude=./target --exclude=./.git -c . | tar -x -C "$other"
    rm -rf "${stage:?}"
    say "once more, elsewhere …"
    (cd "$other" && PASV_COMMIT=$commit SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH JAVA25=$jdk scripts/package >"$other.log" 2>&1) ||
        { cat "$other.log" >&2; die "the second build failed"; }
    (cd "$release" && sha256sum --quiet -c "$other/target/release/SHA256SUMS") || die "two builds of one commit differ"
    cmp -s target/pasv.jar "$other/target/pasv.jar" || die "two builds give two jars"
    rm -rf "$other" "$other.log"
    tried "two builds are equal to the byte: $(cd "$release" && ls | grep -v SHA256SUMS | paste -sd' ')"
}

papers() {
    local packed
    (cd "$release" && sha256sum --quiet -c SHA256SUMS) || die "SHA256SUMS does not hold"
    packed=$(stat -c %s "$release/$name-linux-x64.tar.gz")
    [ "$packed" -le $((60 << 20)) ] || die "the tarball has $packed bytes: 60 MiB is the limit"
    tried "SHA256SUMS holds; the tarball has $((packed >> 20)) MiB"
    python3 - "$release/$name.cdx.json" "$("$there/bin/pasv" --version --json)" "$commit" <<'PYTHON' || die "the papers do not agree"
import json, sys
bill = json.load(open(sys.argv[1]))
assert bill["bomFormat"] == "CycloneDX", bill
said = json.loads(sys.argv[2])
assert said["commit"] == sys.argv[3], said
listed = {(part["name"], part["version"]) for part in bill["components"]}
unknown = [part["name"] for part in bill["components"] if not part.get("licenses")]
assert not unknown, f"no licence of {unknown}"
for name, version in said["libraries"].items():
    assert any(part.startswith(name) and number == version for part, number in listed), (name, version, listed)
PYTHON
    tried "the bill of materials names the libraries that --version --json names, each with its licence"
}

# Fetches a file in clear and over TLS from a server that is played here; what is given runs pasv, /tmp is in the root given.
fetches() {
    local root=$1
    shift
    mkdir -p "$root/tmp"
    chmod 1777 "$root/tmp"
    rm -f "$root/tmp/pasv-a" "$root/tmp/pasv-b"
    LC_ALL=C.UTF-8 "$jdk/bin/java" scripts/Rehearsal.java "$@" -q get --no-netrc ftp://u:p@127.0.0.1:PORT/file -o /tmp/pasv-a
    LC_ALL=C.UTF-8 "$jdk/bin/java" scripts/Rehearsal.java "$@" -q get --no-netrc --insecure ftpes://u:p@127.0.0.1:PORT/file -o /tmp/pasv-b
    [ "$(stat -c %s "$root/tmp/pasv-a" "$root/tmp/pasv-b" | paste -sd' ')" = "4096 4096" ] || die "nothing was fetched by: $*"
    rm -f "$root/tmp/pasv-a" "$root/tmp/pasv-b"
}

anywhere() {
    local odd="$stage/a path with spaces/ünd" link=$stage/link
    mkdir -p "$odd" "$link"
    mv "$there" "$odd/it"
    chmod -R a-w "$odd"
    ln -s "../a path with spaces/ünd/it/bin/pasv" "$link/pasv"
    ln -s pasv "$link/again"
    [ "$("$link/again" --version)" = "pasv $version" ] || die "not found behind a link"
    [ "$(cd "$odd/it/bin" && ./pasv --version)" = "pasv $version" ] || die "not found beside itself"
    [ "$(cd "$link" && PATH=.:$PATH && again --version)" = "pasv $version" ] || die "not found by the PATH"
    fetches "" env HOME=/nonexistent "$odd/it/bin/pasv"
    # archives of classes that do not fit are passed over in silence: they must fit
    "$odd/it/lib/pasv/runtime/bin/java" -XX:SharedArchiveFile="$odd/it/lib/pasv/pasv.jsa" -Xlog:class+load -Xshare:on \
        --class-path="$odd/it/lib/pasv/pasv.jar" -XX:+UseSerialGC pasv.Main --version | grep 'pasv.Main source: shared' >/dev/null ||
        [ "$feature" -lt 25 ] || die "the archive of classes does not hold elsewhere"
    tried "runs elsewhere: a path with spaces, read-only, by links"
    if [ "$(id -u)" = 0 ]; then
        chmod 755 "$stage"
        "${nobody[@]}" "$odd/it/bin/pasv" --version >/dev/null || die "another user cannot run it"
        fetches "" "${nobody[@]}" "$odd/it/bin/pasv"
        tried "runs as another user, without a home"
    fi
    chmod -R u+w "$odd"
    mv "$odd/it" "$there"
}

start() {
    python3 - "$there" <<'PYTHON'
import statistics, subprocess, sys, time
pasv, java = sys.argv[1] + "/bin/pasv", sys.argv[1] + "/lib/pasv/runtime/bin/java"
def took(*command):
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - begin) * 1000
pairs = [(took(java, "-version"), took(pasv, "--version")) for _ in range(15)]
bare, whole = (statistics.median(side) for side in zip(*pairs))
print(f"package: start-up {whole:.0f} ms, {whole / bare:.2f} times java -version of the same runtime (1.6 is the aim)")
PYTHON
}

# A file system with Debian's C library, shell and basic commands: nothing else, and no Java.
bare() {
    local root=$1 debs=$stage/debs
    if [ ! -d "$debs" ]; then
        mkdir "$debs"
        (cd "$debs" && apt-get -qq -o APT::Sandbox::User=root download base-files libc6 libgcc-s1 gcc-12-base dash coreutils \
            libselinux1 libpcre2-8-0 libacl1 libattr1 libgmp10 >/dev/null 2>&1) || return 1
    fi
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
    for package in "$debs"/*.deb; do
        dpkg-deb -x "$package" "$root"
        { dpkg-deb -f "$package"; printf 'Status: install ok installed\n\n'; } >>"$root/var/lib/dpkg/status"
    done
    touch "$root/var/lib/dpkg/available"
    [ -e "$root/bin/sh" ] || ln -s dash "$root/bin/sh"
    mkdir -p "$root/dev" "$root/proc" "$root/tmp" "$root/etc"
    mknod -m 666 "$root/dev/null" c 1 3
    mknod -m 666 "$root/dev/urandom" c 1 9
    mknod -m 666 "$root/dev/random" c 1 8
    chmod 1777 "$root/tmp"
    roots+=("$root")
    ! chroot "$root" /bin/sh -c 'command -v java' || die "the bare system has a Java"
}

# chroot with /proc, in name spaces of its own: nothing stays mounted
within() {
    local root=$1 user=$2
    shift 2
    unshare --mount --pid --fork --mount-proc="$root/proc" chroot --userspec="$user" "$root" "$@"
}

# What an engine would make of the Containerfile, line by line.
container() {
    local root=$stage/container line user=0 entry=
    bare "$root" || { say "left out: the bare Debian, its packages cannot be fetched here"; return 1; }
    local setting=(PATH=/usr/bin:/bin)
    while read -r order line; do
        case $order in
            FROM | '#'* | '') ;;
            ADD)
                mkdir -p "$root/${line##* }"
                tar -xzf "$release/${line%% *}" -C "$root/${line##* }"
                ;;
            # shellcheck disable=SC2206  # several in a line
            ENV) setting+=($line) ;;
            USER) user=$line ;;
            WORKDIR) mkdir -p "$root$line" ;;
            ENTRYPOINT) entry=$(printf '%s' "$line" | sed 's/^\["\(.*\)"\]$/\1/') ;;
            *) die "the Containerfile says $order, and nobody here knows what that is" ;;
        esac
    done <"$release/Containerfile"
    [ "$user" != 0 ] || die "the image runs as root"
    fetches "$root" unshare --mount --pid --fork --mount-proc="$root/proc" chroot --userspec="$user" "$root" \
        /usr/bin/env -i "${setting[@]}" "$entry"
    within "$root" "$user" "$entry" explain 10,0,0,11,234,97 >/dev/null || die "explain fails in the container"
    tried "the Containerfile's file system, in a chroot of Debian's C library and shell without Java, as $user"
}

package() {
    local root=$stage/debian deb=$release/pasv_${version}_amd64.deb later=$stage/later before after
    [ -f "$deb" ] || return 0
    if command -v lintian >/dev/null; then
        # as one who is not root, which lintian warns of
        lintian --fail-on error "$deb" >"$stage/lintian.log" 2>&1 || { cat "$stage/lintian.log" >&2; die "lintian finds errors"; }
        tried "lintian: no errors"
    else
        say "left out: lintian is not here"
    fi
    bare "$root" || return 0
    listing() { (cd "$root" && find . -path ./var/lib/dpkg -prune -o -path ./var/log -prune -o -print | sort); }
    ours() { dpkg --root="$root" --force-not-root,bad-path --log=/dev/null "$@" >"$stage/dpkg.log" 2>&1 || { cat "$stage/dpkg.log" >&2; die "dpkg $1 fails"; }; }
    before=$(listing)
    ours -i "$deb"
    [ "$(within "$root" 65534:65534 /usr/bin/pasv --version)" = "pasv $version" ] || die "the package does not run"
    fetches "$root" unshare --mount --pid --fork --mount-proc="$root/proc" chroot --userspec=65534:65534 "$root" \
        /usr/bin/env -i HOME=/nonexistent PATH=/usr/bin:/bin pasv
    dpkg-deb -R "$deb" "$later"
    sed -i "s/^Version: .*/Version: $version+later/" "$later/DEBIAN/control"
    rm "$later/usr/share/doc/pasv/examples/pasv.timer"
    dpkg-deb --root-owner-group -Znone -b "$later" "$later.deb" >/dev/null
    ours -i "$later.deb"
    [ ! -e "$root/usr/share/doc/pasv/examples/pasv.timer" ] || die "an upgrade leaves old files"
    [ "$(within "$root" 65534:65534 /usr/bin/pasv --version)" = "pasv $version" ] || die "it does not run after an upgrade"
    ours --purge pasv
    after=$(listing)
    [ "$before" = "$after" ] || { diff <(echo "$before") <(echo "$after") >&2; die "a purge leaves something behind"; }
    tried "the package in a bare Debian: install, fetch, upgrade, purge; nothing is left"
}

# The example of docs/library.md, with the library's jar and what its pom names.
library() {
    local work=$stage/library classes
    mkdir "$work" "$work/inbox"
    sed -n '/^```java$/,/^```$/{/^```/d;p}' docs/library.md >"$work/Nightly.java"
    classes=$release/$name.jar:$(find target/libraries -name 'jackson*.jar' -o -name 'slf4j*.jar' | paste -sd:)
    "$jdk/bin/java" scripts/Rehearsal.java \
        "$jdk/bin/java" -cp "$classes" "$work/Nightly.java" ftp://127.0.0.1:PORT/ 1234 "$work/inbox" >/dev/null
    [ "$(stat -c %s "$work/inbox/file")" = 4096 ] || die "the library's example fetched nothing"
    ! unzip -Z1 "$release/$name.jar" | grep -E -v '^(META-INF|pasv)/' || die "the library's jar holds more than pasv"
    tried "the library's jar with the example of docs/library.md"
}

rm -rf "${stage:?}"/*
tar -xzf "$release/$name-linux-x64.tar.gz" -C "$stage"
there=$stage/$name
papers
anywhere
start
library
if [ "$(id -u)" = 0 ] && unshare --mount --pid --fork true 2>/dev/null; then
    container && package
else
    say "left out: the bare Debian, which needs root and name spaces"
fi
twice
printf '%s passed, 0 failed\n' "$tries"
