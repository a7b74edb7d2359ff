#!/usr/bin/perl
# Somebody who answers in another's place, for the lab: impostor.pl names ADDRESS:PORT MODE ANSWER | web PORT MODE.
use strict;
use warnings;
use IO::Socket::INET;

my ($what, @rest) = @ARGV;
$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';
if ($what eq 'names') { names(@rest) } else { web(@rest) }

# A name server that knows one answer. MODE: seconds of delay, "servfail" or "nxdomain".
sub names {
    my ($at, $mode, $answer) = @_;
    my $socket = IO::Socket::INET->new(LocalAddr => $at, Proto => 'udp') or die "names: $!\n";
    print "ready\n";
    STDOUT->flush;
    while (defined(my $peer = $socket->recv(my $query, 512))) {
        next if fork;
        my ($id, $question) = (substr($query, 0, 2), substr($query, 12));
        my $end = index($question, "\0") + 5;
        $question = substr($question, 0, $end);
        my $type = unpack('n', substr($question, -4, 2));
        my $code = $mode eq 'servfail' ? 2 : $mode eq 'nxdomain' ? 3 : 0;
        my $known = $code == 0 && $type == 1;
        sleep $mode if $mode =~ /^\d+$/;
        my $reply = $id . pack('n5', 0x8180 | $code, 1, $known ? 1 : 0, 0, 0) . $question;
        $reply .= pack('n3Nn', 0xc00c, 1, 1, 60, 4) . pack('C4', split /\./, $answer) if $known;
        $socket->send($reply, 0, $peer);
        exit;
    }
}

# MODE: "close" at once, "html" before a word was said, "ask" answers HTTP when it is asked.
sub web {
    my ($port, $mode) = @_;
    my $listener = IO::Socket::INET->new(LocalPort => $port, Listen => 20, ReuseAddr => 1) or die "web: $!\n";
    print "ready\n";
    STDOUT->flush;
    my $page = "<html><body>Blocked</body></html>\n";
    while (my $client = $listener->accept) {
        next if fork;
        <$client> if $mode eq 'ask';
        print $client "HTTP/1.0 403 Forbidden\r\nContent-Length: " . length($page) . "\r\n\r\n$page" if $mode ne 'close';
        close $client;
        exit;
    }
}
