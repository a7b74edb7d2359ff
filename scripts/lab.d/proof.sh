# shellcheck shell=bash disable=SC2154  # sourced by scripts/lab
# Is every trouble what it claims to be (prove), and does the doctor recognise it (check)?

prove() {
    local trouble failed=0 troubles
    read -r -a troubles <<<"${*:-healthy healthy-tls $(troubles)}"
    for trouble in "${troubles[@]}"; do
        set_trouble "$trouble"
        if symptom "$trouble"; then
            say "ok: $trouble"
        else
            say "NOT AS CLAIMED: $trouble"
            printf '%s\n' "$evidence"
            failed=1
        fi
    done
    set_trouble healthy
    return $failed
}

# What a client without a doctor sees. The plain clients used here believe the advertised address.
symptom() {
    local a=ftp://a:1234@$server/ p=ftp://a:1234@$public/
    local closed='< 227 [^<]*\((10,0,0,11),234,[^<]*'
    case $1 in
    healthy) sees '226 Directory send OK' "$a" && sees '226 Directory send OK' "$p" && brings_whole_file &&
        sees '< 550 ' "${a}b.txt" && after_idle '200 NOOP ok.' ;;
    healthy-tls) sees '226 Directory send OK' --ssl-reqd --cacert "$dir/tls/ca.pem" "$a" && sees '226 Directory' "$a" ;;
    drop-range) sees "${closed}onnect(ion)? timeout" "$a" ;;
    reject-range) sees "${closed}No route to host" "$a" ;;
    refuse-range) sees "${closed}Connection refused" "$a" ;;
    half-range) sometimes '226 Directory send OK' "$a" && sometimes "${closed}onnect(ion)? timeout" "$a" ;;
    wrong-address) sees '< 227 [^<]*\(198,51,100,7,[^<]*onnect(ion)? timeout' "$p" && sees '226 Directory' --ftp-skip-pasv-ip "$p" ;;
    private-address) sees '< 227 [^<]*\(10,0,0,11,[^<]*onnect(ion)? timeout' "$p" && sees '226 Directory' --ftp-skip-pasv-ip "$p" ;;
    loopback-address) sees '< 227 [^<]*\(127,0,0,1,[^<]*refused' "$a" && sees '226 Directory' --ftp-skip-pasv-ip "$a" ;;
    no-range) sees '< 227 [^<]*onnect(ion)? timeout' "$a" && ! grep -qE ':600(0[0-9]|10)\.' <<<"$evidence" ;;
    nat-idle) sees '226 Directory send OK' "$a" && after_idle silence ;;
    slow-banner) sees 'pretransfer [4-6]\.' --connect-timeout 10 "$a" ;;
    require-tls) sees '< 530 Non-anonymous sessions must use encryption' "$a" &&
        sees '226 Directory send OK' --ssl-reqd --cacert "$dir/tls/ca.pem" "$a" ;;
    expired-cert) sees 'certificate has expired' --ssl-reqd --cacert "$dir/tls/ca.pem" "$a" ;;
    full-house) sees '< 421 There are too many connected users' "$a" ;;
    mtu-hole) sees '226 Directory send OK' "$a" && sees '< 150 Opening[^<]*timed out[^<]*0 out of' --max-time 4 -o /dev/null "${a}a.txt" ;;
    mtu-hole-up) sees '226 Directory send OK' "$a" &&
        ! sees '226 Transfer complete' --max-time 4 -T "$dir/tls/server.key" "${a}lab.tmp" ;;
    lossy) retransmits 15 ;;
    healthy-weak) retransmits 1 ;;
    own-filter | office-filter) sees "${closed}No route to host" "$a" && nobody_is_rejected ;;
    office-drop) sees "${closed}onnect(ion)? timeout" "$a" ;;
    nat-21-alone) sees '< 227 [^<]*\(10,0,0,11,' "$p" && sees 'refused' --ftp-skip-pasv-ip "$p" ;;
    renumbered) sees '< 227 [^<]*\(203,0,113,11,[^<]*refused' "$p" ;;
    two-faults) sees '< 227 [^<]*\(10,0,0,11,' "$p" && sees 'onnect(ion)? timeout' --ftp-skip-pasv-ip "$p" ;;
    taken-close) sees '> LIST [^<]*timed out' --max-time 4 "$a" ;;
    taken-html) in_place w10 bash -c 'exec 3<>/dev/tcp/$1/60003; head -1 <&3' page "$server" | grep -q '^HTTP' ;;
    web-port) sees 'timed out' --max-time 3 "ftp://$server:8021/" && sees Blocked "http://$server:8021/" ;;
    slow-name) sees 'pretransfer [7-9]\.' --connect-timeout 15 "ftp://a:1234@ftp.lab.example/" ;;
    name-server-fails | name-unknown) sees 'Could not resolve host' --connect-timeout 15 "ftp://a:1234@ftp.lab.example/" ;;
    name-silent) sees 'Resolving timed out' --connect-timeout 4 "ftp://a:1234@ftp.lab.example/" ;;
    esac
}

# sees PATTERN CURL-ARGUMENT…: the pattern is in the conversation, lines joined.
sees() {
    local pattern=$1
    shift
    evidence=$(run_in w10 curl -sv --disable-epsv --no-ftp-skip-pasv-ip --connect-timeout 2 --max-time 20 \
        -w '\npretransfer %{time_pretransfer}\n' "$@" 2>&1 | tr -d '\r' || true)
    tr '\n' ' ' <<<"$evidence" | grep -qE "$pattern"
}

# How many of 40 connects took a second or more: those that had to be asked twice, at least so many of a hundred.
retransmits() {
    local slow=0 try
    for try in {1..40}; do
        # shellcheck disable=SC2016  # expanded by the inner shell
        in_place w10 timeout 0.5 bash -c 'exec 3<>"/dev/tcp/$1/60001"' connect "$server" 2>"$dir/connect.err" ||
            grep -qs refused "$dir/connect.err" || slow=$((slow + 1))
    done
    evidence="$slow of $try connects took more than half a second"
    [ $((slow * 100)) -ge $(($1 * try)) ]
}

# An address that nobody has is rejected at a data port, and silent at port 21.
nobody_is_rejected() {
    evidence="192.0.2.1 is not as claimed"
    # shellcheck disable=SC2016  # expanded by the inner shell
    ! in_place w10 timeout 4 bash -c 'exec 3<>/dev/tcp/192.0.2.1/60001' 2>"$dir/connect.err" &&
        grep -q 'No route' "$dir/connect.err" &&
        ! in_place w10 timeout 4 bash -c 'exec 3<>/dev/tcp/192.0.2.1/21' 2>"$dir/connect.err" &&
        ! grep -q 'No route' "$dir/connect.err"
}

sometimes() {
    local try
    for try in {1..20}; do
        if sees "$@"; then return 0; fi
    done
    evidence="never in $try tries: $1"
    return 1
}

brings_whole_file() {
    evidence="a.txt came otherwise than it lies on the server"
    in_place w10 curl -s --max-time 120 "ftp://a:1234@$server/a.txt" | cmp -s - "$dir/home/a/a.txt"
}

# after_idle EXPECTED: what a NOOP brings after ten idle seconds, a reply or silence.
after_idle() {
    # shellcheck disable=SC2016  # expanded by the inner shell
    evidence=$(in_place w10 timeout 60 bash -c '
        exec 3<>"/dev/tcp/$1/21"
        printf "USER a\r\nPASS 1234\r\n" >&3
        for reply in 220 331 230; do
            read -r -t 5 line <&3 && [ "${line%% *}" = $reply ] || { echo "no $reply"; exit; }
        done
        sleep 10
        printf "NOOP\r\n" >&3
        if read -r -t 3 line <&3; then echo "${line%?}"; else echo silence; fi' idle "$server" 2>&1 || true)
    [ "$evidence" = "$1" ]
}

check() {
    local trouble verdict arguments failed=0
    [ -n "${PASV:-}" ] || [ -e "$repo/target/pasv.jar" ] || die "no target/pasv.jar; build it, or say PASV=…"
    while IFS='|' read -r trouble verdict arguments; do
        trouble=${trouble// /} verdict=${verdict// /}
        case " ${*:-$trouble} " in *" $trouble "*) ;; *) continue ;; esac
        # what is lost there is lost by chance: judged where it is named, and not in every run
        case " $* :$trouble" in *:lossy | *:healthy-weak) [ $# -gt 0 ] || continue ;; esac
        set_trouble "$trouble"
        check_one "$trouble" "$verdict" "$arguments" || failed=1
    done < <(expected)
    for trouble in $(mendable); do
        case " ${*:-$trouble} " in *" $trouble "*) check_fix "$trouble" || failed=1 ;; esac
    done
    case " ${*:-port-taken} " in *" port-taken "*) check_port_taken || failed=1 ;; esac
    set_trouble healthy
    return $failed
}

# The troubles that a line which the doctor prints as tested mends.
mendable() {
    echo drop-range reject-range refuse-range half-range no-range wrong-address private-address loopback-address \
        slow-banner full-house mtu-hole own-filter nat-21-alone two-faults
}

# Every line that the doctor prints as tested is applied as it stands, with this lab's tables, chains and range: in
# vsftpd.conf, in the firewall of the server, on the router, on the client. Then it turns healthy.
check_fix() {
    local trouble=$1 url fixes settings=() line where rule applied=''
    url=$(expected | awk -F' *[|] *' -v trouble="$trouble" '$1 == trouble { print $3; exit }')
    set_trouble "$trouble"
    # what the doctor advised a moment ago, when its verdict was compared
    fixes=$(grep '"event" *: *"verdict"' "$dir/doctor.$trouble" | sed 's/.*"advice" *: *\[//; s/" *, *"/\n/g; s/^"//; s/"\].*//' |
        grep -v "from the vendor's manual" || true)
    mapfile -t settings < <(sed -n 's/^vsftpd\.conf: \([a-z_]*=[^ ]*\)$/\1/p' <<<"$fixes")
    if [ ${#settings[@]} -gt 0 ]; then
        set_trouble "$trouble" "${settings[@]}"
        applied="; in vsftpd.conf: ${settings[*]}"
    fi
    while IFS= read -r line; do
        rule=$(sed "s/^[a-z]*: //; s/dport [0-9-]* /dport $range /" <<<"$line")
        case $line in
        nftables:*) where=server rule=${rule/TABLE CHAIN/lab input} ;;
        here:*) where=w10 rule=${rule/TABLE CHAIN/lab output} ;;
        *dnat*) where=router rule=${rule/TABLE CHAIN/lab prerouting} ;;
        *) where=router rule=${rule/inet TABLE CHAIN/ip lab forward} ;;
        esac
        # shellcheck disable=SC2086  # words on purpose
        in_place "$where" $rule || say "WRONG: $trouble: $where does not take '$rule'"
        applied="$applied; on $where: $rule"
    done < <(grep -E '^(nftables|router|here): nft ' <<<"$fixes")
    if [ -z "$applied" ]; then
        say "WRONG: $trouble: the doctor prints no line that was tested"
        return 1
    fi
    check_one "$trouble, then$applied" healthy "$url"
}

# A second server on the same port does not start, and ss tells who has it: what the doctor advises to look at.
check_port_taken() {
    local said holder
    set_trouble healthy
    # vsftpd writes its last words to descriptor 0
    : >"$dir/second.log"
    in_place server timeout 5 vsftpd "$dir/vsftpd.conf" <>"$dir/second.log" >&0 2>&1 || true
    said=$(cat "$dir/second.log")
    holder=$(in_place server ss -tlnpH 'sport = :21')
    if grep -q '500 OOPS: could not bind listening IPv4 socket' <<<"$said" && grep -q vsftpd <<<"$holder"; then
        say "ok: port-taken: $said"
        say "    ss: $holder"
    else
        say "WRONG: port-taken: the second server says '$said', ss says '$holder'"
        return 1
    fi
}

check_one() {
    local output said alarms='' code=0
    sockets >"$dir/sockets.before"
    # shellcheck disable=SC2086  # words on purpose
    output=$(run_in w10 env XDG_STATE_HOME="$dir/state" timeout 90 $pasv doctor --json $3 2>"$dir/doctor.err" </dev/null) || code=$?
    printf '%s\n' "$output" >"$dir/doctor.${1%%,*}"
    said=$(json_ids verdict <<<"$output")$(grep '"event" *: *"verdict"' <<<"$output" | and_ids)
    if [ "$2" = healthy ]; then alarms=$(grep '"severity" *: *"fail"' <<<"$output" | json_ids finding); fi
    if [ "$said" = "$2" ] && [ -z "$alarms" ]; then
        say "ok: $1: $said (exit $code)"
    else
        say "WRONG: $1: expected $2, the doctor says ${said:-nothing}${alarms:+, false alarms: $alarms} (exit $code)"
        printf '%s\n' "$output"
        cat "$dir/doctor.err"
    fi
    sockets | grep -vxFf "$dir/sockets.before" | sed 's/^/    ss: /' || true
    [ "$said" = "$2" ] && [ -z "$alarms" ]
}

# ss -nat on the server, without what changes from line to line.
sockets() { in_place server ss -Hnat | awk '$1 != "LISTEN" { printf "%-10s %s  %s\n", $1, $4, $5 }'; }

# The ids of the other troubles of a verdict, each behind a plus sign.
and_ids() { sed -n 's/.*"and" *: *\[\([^]]*\)\].*/\1/p' | tr -d '" ' | sed 's/,/+/g; s/^\(.\)/+\1/'; }

# The ids of one kind of event, from one JSON object a line.
json_ids() {
    grep "\"event\" *: *\"$1\"" | sed -n 's/.*"id" *: *"\([^"]*\)".*/\1/p' | tr '\n' ' ' | sed 's/ $//'
}
