package pasv.testing;

import java.time.Duration;

/**
 * What a {@link FaultProxy} breaks: one kind of fault, where it strikes, and whether again and again.
 *
 * @param fault the kind
 * @param at the byte of the data connection at which a data fault strikes
 * @param prefix the address of {@link Fault#REWRITE_ADDRESS}, with commas; else how the command (of the client) or reply (of the server) begins at which a control fault strikes
 * @param text what {@link Fault#INSERT_REPLY}, {@link Fault#REPLACE_REPLY} and {@link Fault#END_SESSION} say
 * @param delay how long {@link Fault#DELAY_REPLY} waits
 * @param upload whether a data fault strikes what the client sends, and not what it gets
 * @param repeated whether it strikes on every chance
 * @param act what {@link Fault#ACT} does
 */
public record FaultPlan(
        Fault fault, long at, String prefix, String text, Duration delay, boolean upload, int every, Runnable act) {
    private static final Runnable NOTHING = () -> {};

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
        DELAY_REPLY,
        /** A line that nobody asked for comes before the reply. */
        INSERT_REPLY,
        /** The reply comes twice. */
        DOUBLE_REPLY,
        /** The reply comes behind the one that follows it. */
        SWAP_REPLIES,
        /** The reply comes without the byte at {@link #at}. */
        LOSE_BYTE,
        /** Behind the data come as many bytes again as {@link #at} says, before the end. */
        ADD_DATA,
        /** Another line comes in place of the reply. */
        REPLACE_REPLY,
        /** A last reply, and FIN on both connections, in the middle of the data. */
        END_SESSION,
        /** The test does something in the middle of the data, which waits for it and goes on. */
        ACT,
        /** FIN on the control connection after so many bytes of the server behind AUTH TLS. */
        CUT_PROTECTED
    }

    /** Nothing is broken: the base for everything else. */
    public static FaultPlan none() {
        return data(Fault.NONE, -1);
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
        return new FaultPlan(Fault.DELAY_REPLY, -1, reply, "", delay, false, 0, NOTHING);
    }

    /** Before the first reply line that begins so, another line. */
    public static FaultPlan insertBefore(String reply, String line) {
        return said(Fault.INSERT_REPLY, reply, line);
    }

    /** The first reply line that begins so comes twice. */
    public static FaultPlan doubled(String reply) {
        return control(Fault.DOUBLE_REPLY, reply);
    }

    /** The first reply line that begins so comes behind the one that follows it. */
    public static FaultPlan swapped(String reply) {
        return control(Fault.SWAP_REPLIES, reply);
    }

    /** The first reply line that begins so comes without one of its bytes. */
    public static FaultPlan loseByte(String reply, long at) {
        return new FaultPlan(Fault.LOSE_BYTE, at, reply, "", Duration.ZERO, false, 0, NOTHING);
    }

    /** More data than the file has, and then the end. */
    public static FaultPlan addData(long bytes) {
        return data(Fault.ADD_DATA, bytes);
    }

    /** Another line in place of the first reply line that begins so. */
    public static FaultPlan replace(String reply, String line) {
        return said(Fault.REPLACE_REPLY, reply, line);
    }

    /** The server says that, and hangs up, when so many bytes of data have come. */
    public static FaultPlan endSession(long at, String reply) {
        return new FaultPlan(Fault.END_SESSION, at, "", reply, Duration.ZERO, false, 0, NOTHING);
    }

    /** When so many bytes of data have passed, the test acts. */
    public static FaultPlan during(long at, Runnable act) {
        return new FaultPlan(Fault.ACT, at, "", "", Duration.ZERO, false, 0, act);
    }

    public static FaultPlan cutProtected(long at) {
        return data(Fault.CUT_PROTECTED, at);
    }

    /** Every 227 that is sent in clear names that address, whatever the server said. */
    public static FaultPlan rewriteAddress(String address) {
        return control(Fault.REWRITE_ADDRESS, address.replace('.', ',')).always();
    }

    /** The same fault on every chance instead of the first one only. */
    public FaultPlan always() {
        return new FaultPlan(fault, at, prefix, text, delay, upload, 1, act);
    }

    /** The same fault on every second chance: what goes well once goes wrong the next time. */
    public FaultPlan everySecond() {
        return new FaultPlan(fault, at, prefix, text, delay, upload, 2, act);
    }

    /** The same fault in what the client sends. */
    public FaultPlan ofUpload() {
        return new FaultPlan(fault, at, prefix, text, delay, true, every, act);
    }

    @Override
    public String toString() {
        return (fault + (upload ? " of an upload" : "") + (at < 0 ? "" : " at " + at) + " " + prefix + " " + text)
                .strip();
    }

    boolean is(Fault kind, String line) {
        return fault == kind && line.startsWith(prefix);
    }

    private static FaultPlan data(Fault fault, long at) {
        return new FaultPlan(fault, at, "", "", Duration.ZERO, false, 0, NOTHING);
    }

    private static FaultPlan control(Fault fault, String prefix) {
        return said(fault, prefix, "");
    }

    private static FaultPlan said(Fault fault, String prefix, String text) {
        return new FaultPlan(fault, -1, prefix, text, Duration.ZERO, false, 0, NOTHING);
    }
}
