# shellcheck shell=bash disable=SC2154  # sourced by scripts/lab
# What is broken? One entry per trouble; each starts from the healthy state, so they never pile up.

troubles() {
    echo drop-range reject-range refuse-range half-range wrong-address private-address loopback-address \
        no-range nat-idle slow-banner require-tls expired-cert full-house \
        mtu-hole mtu-hole-up lossy own-filter office-filter office-drop nat-21-alone renumbered two-faults \
        taken-close taken-html web-port slow-name name-server-fails name-silent name-unknown
}

# set_trouble WORD SETTING…: the settings are written behind those of the trouble, as somebody who mends it would.
set_trouble() {
    local firewall="tcp dport $range accept" router='' nat='' forget=432000 settings=() visitor=no
    local here='' segments=65535 names=0 resolver=10.0.0.1 web=''
    case $1 in
    healthy) ;;
    # The same, and it offers TLS to whoever asks.
    healthy-tls) settings=(ssl_enable=YES) ;;
    # The administrator forgot to open the range: the policy drops it.
    drop-range) firewall='' ;;
    # The same with firewalld, which answers with ICMP "administratively prohibited".
    reject-range) firewall="tcp dport $range reject with icmp type admin-prohibited" ;;
    # A reset, as from a host or a container gateway that does not publish the ports.
    refuse-range) firewall="tcp dport $range reject with tcp reset" ;;
    # vsftpd uses 60000-60010, somebody opened 60000-60005.
    half-range) firewall="tcp dport 60000-60005 accept" ;;
    # An address that the server had once, or a typing error.
    wrong-address) settings=("pasv_address=$elsewhere") ;;
    # The router translates 203.0.113.11 to 10.0.0.11, the server does not know; 10.0.0.11 itself is out of reach.
    private-address)
        router="ip daddr $server ct status & dnat == 0 drop"
        nat="ip daddr $public dnat to $server"
        ;;
    # As in many a Docker example that was copied as it stands.
    loopback-address) settings=(pasv_address=127.0.0.1) ;;
    # The firewall opens 60000-60010, vsftpd was never told.
    no-range) settings=(pasv_min_port= pasv_max_port=) ;;
    # A stateful box forgets a connection after 6 idle seconds and then drops its packets in silence.
    nat-idle)
        forget=6
        router='ct state invalid drop; ct state new tcp flags & (syn | ack) != syn drop'
        ;;
    # TCP wrappers ask for the client's name before the greeting, the name server does not answer for 5 s.
    slow-banner) settings=(tcp_wrappers=YES) ;;
    require-tls) settings=(ssl_enable=YES force_local_logins_ssl=YES force_local_data_ssl=YES) ;;
    expired-cert) settings=(ssl_enable=YES "rsa_cert_file=$dir/tls/expired.pem") ;;
    # One place, and somebody on w11 has it.
    full-house)
        settings=(max_clients=1)
        visitor=yes
        ;;
    # A link that carries 1400 bytes and says nothing of what is longer.
    mtu-hole)
        router='ip length > 1400 drop'
        segments=1
        ;;
    mtu-hole-up)
        router='iifname w10 ip length > 1400 drop'
        segments=1
        ;;
    # A bad line: 28 of 100 packets are lost each way. Weak is one that loses 5, on which nothing is wrong.
    lossy) router='numgen random mod 100 < 28 drop' ;;
    healthy-weak) router='numgen random mod 100 < 5 drop' ;;
    # Filters on the client's side: on the machine itself, on its router.
    own-filter) here='tcp dport >= 1024 reject with icmp type admin-prohibited' ;;
    office-filter) router='iifname w10 tcp dport >= 1024 reject with icmp type admin-prohibited' ;;
    office-drop) router='iifname w10 tcp dport >= 1024 drop' ;;
    # The router has 203.0.113.11 and forwards port 21 alone: the rest of that address is its own, and closed.
    nat-21-alone)
        router="ip daddr $server ct status & dnat == 0 drop; ip daddr $public reject with tcp reset"
        nat="ip daddr $public tcp dport 21 dnat to $server"
        ;;
    # The server is told its address, and the router forwards the range to other ports than were announced.
    renumbered)
        settings=("pasv_address=$public")
        firewall='tcp dport 1024-65535 accept'
        router="ip daddr $server ct status & dnat == 0 drop"
        nat="ip daddr $public tcp dport 21 dnat to $server
            ip daddr $public tcp dport $range dnat to $server:50000-50010"
        ;;
    # The address of private-address, and behind it the firewall of drop-range.
    two-faults)
        firewall=''
        router="ip daddr $server ct status & dnat == 0 drop"
        nat="ip daddr $public dnat to $server"
        ;;
    # An inspection takes the data port in the server's place, and closes or shows a page.
    taken-close | taken-html)
        nat="iifname w10 ip daddr $server tcp dport $range redirect to :9021"
        web="router web 9021 ${1#taken-}"
        ;;
    # A server that waits to be asked.
    web-port)
        firewall="tcp dport { $range, 8021 } accept"
        web='server web 8021 ask'
        ;;
    slow-name) names=7 ;;
    name-server-fails) names=servfail ;;
    name-unknown) names=nxdomain ;;
    name-silent) resolver=10.0.0.53 ;;
    *) die "no such trouble: $1 (there are: $(troubles))" ;;
    esac
    dismiss_visitor
    dismiss_impostors
    load_firewall "$firewall"
    load_router "$router" "$nat" "$forget"
    load_client "$here"
    one_packet_a_time "$segments"
    name_server "$names" "$resolver"
    # shellcheck disable=SC2086  # words on purpose
    if [ -n "$web" ]; then impostor $web; fi
    start_server "${settings[@]}" "${@:2}"
    if [ $visitor = yes ]; then invite_visitor; fi
    echo "$1" >"$dir/trouble"
}

# Logs in as b from w11 and stays, with a NOOP every 30 s against the server's idle limit.
invite_visitor() {
    # shellcheck disable=SC2016  # expanded by the inner shell
    in_place w11 setsid bash -c '
        exec 3<>"/dev/tcp/$1/21"
        read -r -t 10 _ <&3
        printf "USER b\r\nPASS 1234\r\n" >&3
        while printf "NOOP\r\n" >&3 && read -r -t 10 _ <&3; do read -r -t 30 _ <&3 || :; done' \
        visitor "$server" >/dev/null 2>&1 </dev/null &
    echo $! >"$dir/visitor.pid"
    until_true 5 server_is_visited || die "the visitor did not get in"
}

server_is_visited() { in_place server ss -Hnt state established 'sport = :21' | grep -q .; }

dismiss_visitor() {
    [ -e "$dir/visitor.pid" ] || return 0
    local pid
    pid=$(cat "$dir/visitor.pid")
    if ip netns pids pasv-w11 | grep -qx "$pid"; then kill -KILL "$pid" || true; fi
    rm -f "$dir/visitor.pid"
}

# The lab's name server, at the router: it knows the address of ftp.lab.example, whatever it is asked.
name_server() {
    mkdir -p "$dir/client"
    echo "hosts: files dns" >"$dir/client/nsswitch.conf"
    printf '%s\n' "nameserver $2" "options timeout:10 attempts:1" >"$dir/client/resolv.conf"
    impostor router names "10.0.0.1:53" "$1" "$server"
}

impostor() {
    local place=$1
    shift
    : >"$dir/impostor.log"
    in_place "$place" setsid perl "$repo/scripts/lab.d/impostor.pl" "$@" >"$dir/impostor.log" 2>&1 </dev/null &
    until_true 5 grep -qs ready "$dir/impostor.log" || die "impostor: $(cat "$dir/impostor.log")"
}

impostors() {
    local pid place
    for place in router server; do
        for pid in $(ip netns pids "pasv-$place"); do
            if grep -qs impostor.pl "/proc/$pid/cmdline"; then echo "$pid"; fi
        done
    done
}

dismiss_impostors() {
    local pid
    for pid in $(impostors); do kill -KILL "$pid" 2>/dev/null || true; done
    until_true 5 no_impostors || die "the impostors do not go"
}

no_impostors() { [ -z "$(impostors)" ]; }
