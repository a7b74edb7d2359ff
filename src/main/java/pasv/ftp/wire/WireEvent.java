package pasv.ftp.wire;

import java.time.Duration;
import java.util.Optional;
import pasv.net.Endpoint;
import pasv.net.Proxy;
import pasv.net.TlsFacts;

/**
 * An event on the wire. One stream that verbose output, logs and diagnosis listen to. Secrets are masked before they
 * get here; a server's text is not made safe for a screen.
 */
public sealed interface WireEvent {
    /** The control connection is open, directly or through a proxy. */
    record Connected(Endpoint local, Endpoint remote, Optional<Proxy> through, Duration after) implements WireEvent {}

    /** A command was sent. */
    record Sent(Command command) implements WireEvent {}

    /** A reply came. */
    record Received(Reply reply) implements WireEvent {}

    /** A passive reply was understood. */
    record Announced(PassiveReply reply, Endpoint target) implements WireEvent {}

    /** The data connection is open. */
    record DataOpened(Endpoint local, Endpoint remote, Duration after) implements WireEvent {}

    /** The data connection was not opened; {@code how} says why, in words. */
    record DataFailed(Endpoint target, String how, Duration after) implements WireEvent {}

    /** A TLS handshake ended well, on the control or a data connection. */
    record Secured(boolean data, TlsFacts facts) implements WireEvent {}

    /** Nothing has come for a while outside a transfer; at {@code limit} the waiting ends. Told once a second. */
    record Waiting(String what, Duration waited, Duration limit) implements WireEvent {}

    /** What a person should change; shown even when little else is. */
    record Warned(String text) implements WireEvent {}

    /** What the client knows or decides, for people. */
    record Noted(String text) implements WireEvent {}
}
