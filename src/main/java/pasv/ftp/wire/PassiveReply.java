package pasv.ftp.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pasv.listing.entry.Numbers;

/**
 * The address and port that a passive reply announces. The two pure parsers and the arithmetic: the port of a 227 is
 * its fifth number times 256 plus its sixth (RFC 959 §4.1.2), a 229 carries the port alone (RFC 2428 §3).
 *
 * @param advertised the address of a 227; empty for a 229
 * @param port 1 to 65535
 */
public record PassiveReply(Optional<InetAddress> advertised, int port) {
    public static final int PASV = 227;
    public static final int EPSV = 229;
    private static final int NUMBERS = 6;
    private static final Pattern RUN = Pattern.compile("[0-9]++(?:[ \\t]*+,[ \\t]*+[0-9]++)*+");
    private static final Pattern PREFIX = Pattern.compile("(?m)^22[79](?:[ -]|$)");

    /** Why a passive reply cannot be used, in words that follow "the server's 227 was rejected:". */
    public static final class Rejected extends Exception {
        private static final long serialVersionUID = 1;

        public Rejected(String why) {
            super(why);
        }

        /** The reason. */
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /** The fifth number of a 227, the high byte of the port. */
    public int high() {
        return port >> 8;
    }

    /** The sixth number of a 227, the low byte of the port. */
    public int low() {
        return port & 0xFF;
    }

    /** Whether a reply names a passive port, by its code: 227 or 229. */
    public static boolean isOne(Reply reply) {
        return reply.code() == PASV || reply.code() == EPSV;
    }

    /** Reads a reply by its code. */
    public static PassiveReply of(Reply reply) throws Rejected {
        return switch (reply.code()) {
            case PASV -> of227(String.join("\n", reply.lines()));
            case EPSV -> of229(String.join("\n", reply.lines()));
            default -> throw new Rejected("its code is " + reply.code() + ", not 227 or 229");
        };
    }

    /**
     * The first run of exactly six comma-separated numbers on any line, with or without parentheses around it. Seven
     * numbers, or one over 255, reject the reply: whoever takes a part of them connects to somewhere else.
     */
    public static PassiveReply of227(String text) throws Rejected {
        Matcher runs = RUN.matcher(PREFIX.matcher(text).replaceAll(""));
        while (runs.find()) {
            String[] numbers = runs.group().split(",", -1);
            if (numbers.length < NUMBERS) {
                continue;
            }
            if (numbers.length > NUMBERS) {
                throw new Rejected("it has " + numbers.length + " numbers where six belong");
            }
            return of227(numbers);
        }
        throw new Rejected("it has no run of six numbers");
    }

    private static PassiveReply of227(String[] numbers) throws Rejected {
        int[] n = new int[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            String digits = numbers[i].strip().replaceFirst("^0+(?=[0-9])", "");
            if (digits.length() > 3 || Integer.parseInt(digits) > 255) {
                throw new Rejected("the number " + clipped(digits) + " is over 255");
            }
            n[i] = Integer.parseInt(digits);
        }
        int port = n[4] * 256 + n[5];
        if (port == 0) {
            throw new Rejected("port 0 cannot be connected to");
        }
        byte[] address = {(byte) n[0], (byte) n[1], (byte) n[2], (byte) n[3]};
        try {
            return new PassiveReply(Optional.of(InetAddress.getByAddress(address)), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    /**
     * The first {@code (<d><d><d>port<d>)} with any printable delimiter; without parentheses only where it is the only
     * one. An address between the delimiters rejects the reply (RFC 2428 §3: it must be empty).
     */
    public static PassiveReply of229(String text) throws Rejected {
        List<String> bare = new ArrayList<>();
        for (int i = 0; i + 4 < text.length(); i++) {
            Optional<String> port = groupAt(text, i);
            if (port.isEmpty()) {
                continue;
            }
            int end = i + 4 + port.get().length();
            if (i > 0 && text.charAt(i - 1) == '(' && end < text.length() && text.charAt(end) == ')') {
                return new PassiveReply(Optional.empty(), port(port.get()));
            }
            bare.add(port.get());
        }
        if (bare.size() == 1) {
            return new PassiveReply(Optional.empty(), port(bare.get(0)));
        }
        throw new Rejected(bare.isEmpty() ? "it has no (|||port|)" : "it has several ports");
    }

    /** The digits of a well-formed group that begins at {@code at}. */
    private static Optional<String> groupAt(String text, int at) {
        char d = text.charAt(at);
        if (d < 33 || d > 126 || Numbers.isDigit(d) || text.charAt(at + 1) != d || text.charAt(at + 2) != d) {
            return Optional.empty();
        }
        int end = at + 3;
        while (end < text.length() && Numbers.isDigit(text.charAt(end))) {
            end++;
        }
        boolean closed = end > at + 3 && end < text.length() && text.charAt(end) == d;
        return closed ? Optional.of(text.substring(at + 3, end)) : Optional.empty();
    }

    private static int port(String digits) throws Rejected {
        String bare = digits.replaceFirst("^0+(?=[0-9])", "");
        if (bare.length() > 5 || Integer.parseInt(bare) > 65_535) {
            throw new Rejected("port " + clipped(bare) + " is over 65535");
        }
        if (bare.equals("0")) {
            throw new Rejected("port 0 cannot be connected to");
        }
        return Integer.parseInt(bare);
    }

    private static String clipped(String digits) {
        return digits.length() > 12 ? digits.substring(0, 12) + "…" : digits;
    }
}
