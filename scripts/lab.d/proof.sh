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
    esac
}

# sees PATTERN CURL-ARGUMENT…: the pattern is in the conversation, lines joined.
sees() {
    local pattern=$1
    shift
    evidence=$(in_place w10 curl -sv --disable-epsv --no-ftp-skip-pasv-ip --connect-timeout 2 --max-time 20 \
        -w '\npretransfer %{time_pretransfer}\n' "$@" 2>&1 | tr -d '\r' || true)
    tr '\n' ' ' <<<"$evidence" | grep -qE "$pattern"
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
        slow-banner full-house
}

# What the doctor prints is applied as it stands (nftables with this lab's table, chain and range), and it turns healthy.
check_fix() {
    local trouble=$1 url=ftp://a:1234@$server/ fixes settings=() rule
    case $trouble in wrong-address | private-address) url=ftp://a:1234@$public/ ;; esac
    set_trouble "$trouble"
    # shellcheck disable=SC2086  # words on purpose
    fixes=$(in_place w10 env XDG_STATE_HOME="$dir/state" timeout 90 $pasv doctor "$url" 2>"$dir/doctor.err" </dev/null |
        sed -n 's/^ *fix: *//p' | grep -v "from the vendor's manual" || true)
    mapfile -t settings < <(sed -n 's/^vsftpd\.conf: //p' <<<"$fixes")
    rule=$(sed -n 's/^nftables: //p' <<<"$fixes" | sed "s/TABLE CHAIN/lab input/; s/dport [0-9-]*/dport $range/")
    if [ ${#settings[@]} -gt 0 ]; then
        set_trouble "$trouble" "${settings[@]}"
        check_one "$trouble, then in vsftpd.conf: ${settings[*]}" healthy "$url"
    elif [ -n "$rule" ]; then
        # shellcheck disable=SC2086  # words on purpose
        in_place server $rule && check_one "$trouble, then: $rule" healthy "$url"
    else
        say "WRONG: $trouble: the doctor prints no line that was tested"
        return 1
    fi
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
