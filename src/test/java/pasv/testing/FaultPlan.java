package pasv.testing;

import java.time.Duration;

/**
 * What a {@link FaultProxy} breaks: one kind of fault, where it strikes, and whether again and again.
 *
 * @param fault the kind
 * @param at the byte of the data connection at which a data fault strikes
 * @param prefix the address of {@link Fault#REWRITE_ADDRESS}, with commas; else how the command (of the client) or reply (of the server) begins at which a control fault strikes
 * @param delay how long {@link Fault#DELAY_REPLY} waits
 */
public record FaultPlan(Fault fault, long at, String prefix, Duration delay, boolean repeated) {
    /** The kinds of fault. */
    public enum Fault {
        NONE,
        /** FIN on the data connection after so many bytes; the server's final reply still comes. */
        CUT_DATA,
        /** RST on the data connection after so many bytes. */
        RESET_DATA,
        /** No further byte of data, but the connection stays open. */
        STALL_DATA,
        /** Nothing listens on the announced data port. */
        REFUSE_DATA,
        /** The command reaches the server, its replies no longer reach the client; the connection stays open. */
        STALL_CONTROL,
        /** FIN on the control connection when the command has been passed on. */
        CLOSE_CONTROL,
        /** RST on the control connection when the command has been passed on. */
        RESET_CONTROL,
        /** The reply is swallowed, everything else goes on. */
        DROP_REPLY,
        /** FIN on the control connection in place of the reply. */
        CLOSE_INSTEAD_OF_REPLY,
        /** Every 227 in clear names another address, as a router's FTP helper makes it do. */
        REWRITE_ADDRESS,
        /** The reply comes later. */
        DELAY_REPLY
    }

    /** Nothing is broken: the base for everything else. */
    public static FaultPlan none() {
        return new FaultPlan(Fault.NONE, -1, "", Duration.ZERO, false);
    }

    public static FaultPlan cutData(long at) {
        return data(Fault.CUT_DATA, at);
    }

    public static FaultPlan resetData(long at) {
        return data(Fault.RESET_DATA, at);
    }

    public static FaultPlan stallData(long at) {
        return data(Fault.STALL_DATA, at);
    }

    public static FaultPlan refuseData() {
        return data(Fault.REFUSE_DATA, 0);
    }

    /** After the first command that begins so ({@code "RETR"}), the client hears nothing more. */
    public static FaultPlan stallControlAfter(String command) {
        return control(Fault.STALL_CONTROL, command);
    }

    public static FaultPlan closeControlAfter(String command) {
        return control(Fault.CLOSE_CONTROL, command);
    }

    public static FaultPlan resetControlAfter(String command) {
        return control(Fault.RESET_CONTROL, command);
    }

    /** The first reply line that begins so ({@code "226"}) never arrives. */
    public static FaultPlan dropReply(String reply) {
        return control(Fault.DROP_REPLY, reply);
    }

    /** All of the data, and then a dead control connection instead of the {@code "226"}. */
    public static FaultPlan closeInsteadOf(String reply) {
        return control(Fault.CLOSE_INSTEAD_OF_REPLY, reply);
    }

    public static FaultPlan delayReply(String reply, Duration delay) {
        return new FaultPlan(Fault.DELAY_REPLY, -1, reply, delay, false);
    }

    /** Every 227 that is sent in clear names that address, whatever the server said. */
    public static FaultPlan rewriteAddress(String address) {
        return new FaultPlan(Fault.REWRITE_ADDRESS, -1, address.replace('.', ','), Duration.ZERO, true);
    }

    /** The same fault on every chance instead of the first one only. */
    public FaultPlan always() {
        return new FaultPlan(fault, at, prefix, delay, true);
    }

    boolean is(Fault kind, String line) {
        return fault == kind && line.startsWith(prefix);
    }

    private static FaultPlan data(Fault fault, long at) {
        return new FaultPlan(fault, at, "", Duration.ZERO, false);
    }

    private static FaultPlan control(Fault fault, String prefix) {
        return new FaultPlan(fault, -1, prefix, Duration.ZERO, false);
    }
}
