# shellcheck shell=bash disable=SC2154  # sourced by scripts/lab
# Which machines are there, and how do they reach each other?
#
# Every link is point to point with the router, so that all traffic passes its forward chain:
# that is where the troubles "in between" live. An address that nobody has is silent, as on the Internet.

places="router server w10 w11"

in_place() {
    local place=$1
    shift
    ip netns exec "pasv-$place" "$@"
}

run_in() {
    case ${1:-} in
    w10 | w11 | server | router) [ $# -gt 1 ] || die "run $1: which command?" ;;
    *) die "run where? w10, w11, server or router" ;;
    esac
    in_place "$1" sh -c "$with_names" sh "$dir" "${@:2}"
}

# The clients ask the lab's name server; `ip netns exec` gives each command a mount namespace of its own.
# shellcheck disable=SC2016  # expanded by the inner shell
with_names='
    if [ -e "$1/client/resolv.conf" ]; then
        mount --bind "$1/client/resolv.conf" "$(readlink -f /etc/resolv.conf)" || exit 1
        mount --bind "$1/client/nsswitch.conf" "$(readlink -f /etc/nsswitch.conf)" || exit 1
    fi
    shift
    exec "$@"'

has_network() {
    local place
    for place in $places; do ip netns pids "pasv-$place" >/dev/null 2>&1 || return 1; done
}

make_network() {
    local delay=$1 place
    for place in $places; do
        ip netns add "pasv-$place"
        ip -n "pasv-$place" link set lo up
    done
    in_place router sysctl -q -w net.ipv4.ip_forward=1
    ip -n pasv-router route add blackhole default
    link w10 10.0.0.101
    link w11 10.0.0.201
    if [ -n "$delay" ]; then delayed_link "$delay"; else link server "$server"; fi
    ip -n pasv-server address add "$public/32" dev lo
    ip -n pasv-router route add "$public" via "$server"
    # What nobody has is forwarded, as an office's router does, and answered by nobody.
    ip -n pasv-router route add 192.0.2.0/24 via "$server"
}

link() {
    local place=$1 address=$2
    ip -n pasv-router link add "$place" type veth peer name eth0 netns "pasv-$place"
    ip -n pasv-router address add 10.0.0.1 peer "$address" dev "$place"
    ip -n "pasv-$place" address add "$address" peer 10.0.0.1 dev eth0
    ip -n pasv-router link set "$place" up
    ip -n "pasv-$place" link set eth0 up
    ip -n "pasv-$place" route add default via 10.0.0.1
}

delayed_link() {
    command -v cc >/dev/null || die "--delay needs a C compiler"
    cc -O2 -o "$dir/delaylink" "$repo/scripts/delaylink.c"
    setsid "$dir/delaylink" pasv-router 10.0.0.1 pasv-server "$server" "$1" \
        >"$dir/delaylink.log" 2>&1 </dev/null &
    echo $! >"$dir/delaylink.pid"
    until_true 5 grep -qs ready "$dir/delaylink.log" || die "delaylink: $(cat "$dir/delaylink.log")"
    ip -n pasv-server route add default via 10.0.0.1
}

# The firewall of the server. Its policy is to drop: what is not listed gets no answer.
load_firewall() {
    in_place server nft -f - <<RULES
table inet lab
delete table inet lab
table inet lab {
    chain input {
        type filter hook input priority filter; policy drop;
        iif lo accept
        ct state established,related accept
        icmp type echo-request accept
        tcp dport 21 accept
        $1
    }
}
RULES
}

# The box in between. $1: rules of its forward chain, $2: of its prerouting (NAT) chain,
# $3: seconds after which it forgets an idle connection.
load_router() {
    in_place router nft -f - <<RULES
table ip lab
delete table ip lab
table ip lab {
    chain forward {
        type filter hook forward priority filter; policy accept;
        $1
    }
    chain prerouting {
        type nat hook prerouting priority dstnat; policy accept;
        $2
    }
}
RULES
    # After the rules: they load the module that has these settings.
    in_place router sysctl -q -w net.netfilter.nf_conntrack_tcp_timeout_established="$3" \
        net.netfilter.nf_conntrack_tcp_loose=0
}

# The filter of w10 itself. $1: rules of its output chain.
load_client() {
    in_place w10 nft -f - <<RULES
table inet lab
delete table inet lab
table inet lab {
    chain output {
        type filter hook output priority filter; policy accept;
        $1
    }
}
RULES
}

# Packets that are filtered by their length must be packets, and not what the kernel cuts up later.
one_packet_a_time() {
    local place
    for place in server w10; do
        ip -n "pasv-$place" link set eth0 gso_max_segs "$1" 2>/dev/null || true
    done
}

# Works on any remains: a half-built lab, one that crashed, none at all.
remove_network() {
    local place pid
    for place in $places; do
        for pid in $(ip netns pids "pasv-$place" 2>/dev/null); do kill -KILL "$pid" 2>/dev/null || true; done
    done
    stop_delaylink
    for place in $places; do
        if [ -e "/run/netns/pasv-$place" ]; then ip netns delete "pasv-$place"; fi
    done
}

stop_delaylink() {
    local pid
    [ -e "$dir/delaylink.pid" ] || return 0
    pid=$(cat "$dir/delaylink.pid")
    if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = delaylink ]; then kill "$pid" || true; fi
}
