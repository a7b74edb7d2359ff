# shellcheck shell=bash disable=SC2154  # sourced by scripts/lab
# Which server runs, with which users, files, certificates and settings?
#
# The users exist only for vsftpd: it sees its own passwd, shadow and PAM service, bind-mounted
# in the mount namespace that `ip netns exec` gives it. The machine's accounts are not touched.

make_server() {
    make_users
    make_certificates
}

make_users() {
    local etc=$dir/etc hash
    mkdir -p "$etc/pam.d" "$dir/empty" "$dir/home/a" "$dir/home/b"
    hash=$(openssl passwd -6 -salt pasvlab 1234)
    printf '%s\n' "root:x:0:0::/root:/bin/sh" "nobody:x:65534:65534::/nonexistent:/bin/false" \
        "a:x:7001:7001::$dir/home/a:/bin/sh" "b:x:7002:7002::$dir/home/b:/bin/sh" >"$etc/passwd"
    printf '%s\n' "root:x:0:" "nogroup:x:65534:" "a:x:7001:" "b:x:7002:" >"$etc/group"
    printf '%s\n' "root:*:::::::" "nobody:*:::::::" "a:$hash:::::::" "b:$hash:::::::" >"$etc/shadow"
    chmod 600 "$etc/shadow"
    printf '%s\n' "auth required pam_unix.so" "account required pam_unix.so" >"$etc/pam.d/vsftpd"
    printf '%s\n' "passwd: files" "group: files" "shadow: files" "hosts: files dns" >"$etc/nsswitch.conf"
    # A name server that never answers, and a rule that wants a client's name: see slow-banner.
    printf '%s\n' "nameserver 10.0.0.53" "options timeout:5 attempts:1" >"$etc/resolv.conf"
    printf '%s\n' "vsftpd: .lab.example" "vsftpd: ALL" >"$etc/hosts.allow"
    make_file a 7001
    make_file b 7002
}

# Bytes without a pattern, the same in every lab, different for a and b.
make_file() {
    local user=$1 id=$2 file=$dir/home/$1/$1.txt
    head -c "$file_bytes" /dev/zero |
        openssl enc -aes-128-ctr -K "0000000000000000000000000000$id" -iv 00000000000000000000000000000000 >"$file" ||
        die "no room for $file_bytes bytes in $dir (PASV_LAB_DIR chooses another place)"
    chown -R "$id:$id" "$dir/home/$user"
    chmod 700 "$dir/home/$user"
}

make_certificates() {
    local tls=$dir/tls year
    mkdir -p "$tls"
    year=$(date +%Y)
    cat >"$tls/ca.conf" <<CONF
[ca]
default_ca = lab
[lab]
database = $tls/index.txt
new_certs_dir = $tls
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[server]
subjectAltName = IP:$server,IP:$public,DNS:ftp.lab.example
CONF
    : >"$tls/index.txt"
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=pasv lab CA" \
        -keyout "$tls/ca.key" -out "$tls/ca.pem" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -subj "/CN=ftp.lab.example" \
        -keyout "$tls/server.key" -out "$tls/server.csr" 2>/dev/null
    certificate valid "$((year - 1))0101000000Z" "$((year + 9))0101000000Z"
    certificate expired "$((year - 2))0101000000Z" "$((year - 1))0101000000Z"
}

certificate() {
    openssl ca -batch -notext -config "$dir/tls/ca.conf" -extensions server \
        -cert "$dir/tls/ca.pem" -keyfile "$dir/tls/ca.key" -startdate "$2" -enddate "$3" \
        -in "$dir/tls/server.csr" -out "$dir/tls/$1.pem" 2>"$dir/tls/$1.log" ||
        die "certificate: $(cat "$dir/tls/$1.log")"
}

# The healthy configuration. The last block is what namespaces and new kernels need.
healthy_config() {
    cat <<CONF
listen=YES
anonymous_enable=NO
local_enable=YES
write_enable=YES
local_umask=022
chroot_local_user=YES
allow_writeable_chroot=YES
pasv_enable=YES
pasv_min_port=60000
pasv_max_port=60010
idle_session_timeout=120
data_connection_timeout=60
ssl_enable=NO
force_local_logins_ssl=NO
force_local_data_ssl=NO
rsa_cert_file=$dir/tls/valid.pem
rsa_private_key_file=$dir/tls/server.key
ssl_ciphers=HIGH
pam_service_name=vsftpd
log_ftp_protocol=YES
xferlog_enable=YES
vsftpd_log_file=$dir/vsftpd.log
secure_chroot_dir=$dir/empty
background=NO
seccomp_sandbox=NO
isolate=NO
isolate_network=NO
CONF
}

# start_server SETTING…: KEY=VALUE replaces the healthy line, KEY= takes it out.
start_server() {
    local setting key
    stop_server
    : >"$dir/server.log"
    healthy_config >"$dir/vsftpd.conf"
    for setting in "$@"; do
        key=${setting%%=*}
        sed -i "/^$key=/d" "$dir/vsftpd.conf"
        if [ "$setting" != "$key=" ]; then echo "$setting" >>"$dir/vsftpd.conf"; fi
    done
    # vsftpd writes its last words, "500 OOPS", to descriptor 0.
    # shellcheck disable=SC2016  # expanded by the inner shell
    in_place server setsid sh -c '
        for file in passwd group shadow pam.d nsswitch.conf resolv.conf hosts.allow; do
            target=$(readlink -f "/etc/$file")
            [ -e "$target" ] || continue
            mount --bind "$1/etc/$file" "$target" || exit 1
        done
        exec vsftpd "$1/vsftpd.conf"' sh "$dir" <>"$dir/server.log" >&0 2>&1 &
    until_true 5 server_listens || die "vsftpd did not start: $(cat "$dir/server.log")"
}

server_pids() {
    local pid
    for pid in $(ip netns pids pasv-server 2>/dev/null); do
        if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = vsftpd ]; then echo "$pid"; fi
    done
}

has_server() { [ -n "$(server_pids)" ]; }
no_server() { ! has_server; }
server_listens() { in_place server ss -Hntl 'sport = :21' | grep -q .; }

stop_server() {
    local pid
    for pid in $(server_pids); do kill -KILL "$pid" 2>/dev/null || true; done
    until_true 5 no_server || die "vsftpd does not stop"
}
