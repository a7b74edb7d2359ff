# shellcheck shell=bash disable=SC2154  # sourced by scripts/lab
# What is broken? One entry per trouble; each starts from the healthy state, so they never pile up.

troubles() {
    echo drop-range reject-range refuse-range half-range wrong-address private-address loopback-address \
        no-range nat-idle slow-banner require-tls expired-cert full-house
}

# set_trouble WORD SETTING…: the settings are written behind those of the trouble, as somebody who mends it would.
set_trouble() {
    local firewall="tcp dport $range accept" router='' nat='' forget=432000 settings=() visitor=no
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
    *) die "no such trouble: $1 (there are: $(troubles))" ;;
    esac
    dismiss_visitor
    load_firewall "$firewall"
    load_router "$router" "$nat" "$forget"
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
