package pasv.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pasv.testing.FaultPlan.Fault;

/** One control connection through a {@link FaultProxy}, and the data connections that belong to it. */
final class ProxiedSession {
    private static final int LIMIT_MILLIS = 30_000;
    private static final Pattern SIX = Pattern.compile("(\\d+,\\d+,\\d+,\\d+),(\\d+),(\\d+)");
    private static final Pattern EXTENDED = Pattern.compile("\\|\\|\\|(\\d+)\\|");

    private final FaultProxy proxy;
    private final FaultPlan plan;
    private final Socket client;
    private final Socket server;
    private volatile boolean muted;
    private volatile boolean opaque;
    /** A line that comes behind the next one. */
    private String held = "";

    ProxiedSession(FaultProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.plan = proxy.plan();
        this.client = client;
        this.server = server;
    }

    void start() {
        Pipe.daemon("fault-proxy-commands", () -> lines(client, server, this::command));
        Pipe.daemon("fault-proxy-replies", () -> lines(server, client, this::reply));
    }

    private interface Relay {
        void line(String line) throws IOException;
    }

    /** Line by line while it is clear text; byte by byte from the answer to AUTH on. */
    private void lines(Socket from, Socket to, Relay relay) {
        try {
            from.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(from.getInputStream(), 1);
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (opaque) {
                    carryProtected(b, from, to);
                    return;
                }
                line.append((char) b);
                if (b == '\n') {
                    relay.line(line.toString());
                    line.setLength(0);
                }
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            ScriptedServer.quietly(client::close);
            ScriptedServer.quietly(server::close);
        }
    }

    private void carryProtected(int first, Socket from, Socket to) throws IOException {
        boolean cut = plan.fault() == Fault.CUT_PROTECTED && from.equals(server) && proxy.strike();
        if (!cut || plan.at() > 0) {
            to.getOutputStream().write(first);
            Pipe.carry(from, to, cut ? plan.at() - 1 : -1);
        }
        if (cut) {
            to.shutdownOutput();
            Pipe.drain(from);
        }
    }

    private void command(String line) throws IOException {
        proxy.passed(line.strip());
        // muted before the command leaves, or the reply could be quicker
        boolean stall = plan.is(Fault.STALL_CONTROL, line) && proxy.strike();
        muted |= stall;
        boolean close = plan.is(Fault.CLOSE_CONTROL, line) && proxy.strike();
        boolean reset = plan.is(Fault.RESET_CONTROL, line) && proxy.strike();
        muted |= close || reset;
        server.getOutputStream().write(WireText.raw(line));
        if (close) {
            client.shutdownOutput();
        } else if (reset) {
            DataPort.reset(client);
        }
    }

    private void reply(String line) throws IOException {
        if (muted || (plan.is(Fault.DROP_REPLY, line) && proxy.strike())) {
            return;
        }
        if (plan.is(Fault.CLOSE_INSTEAD_OF_REPLY, line) && proxy.strike()) {
            muted = true;
            client.shutdownOutput();
            return;
        }
        if (plan.is(Fault.DELAY_REPLY, line) && proxy.strike()) {
            LockSupport.parkNanos(plan.delay().toNanos());
        }
        opaque |= line.startsWith("234");
        if (plan.is(Fault.INSERT_REPLY, line) && proxy.strike()) {
            say(plan.text());
        } else if (plan.is(Fault.REPLACE_REPLY, line) && proxy.strike()) {
            say(plan.text());
            return;
        }
        client.getOutputStream().write(WireText.raw(damaged(redirected(line))));
    }

    private String damaged(String line) {
        if (plan.is(Fault.DOUBLE_REPLY, line) && proxy.strike()) {
            return line + line;
        }
        if (plan.is(Fault.LOSE_BYTE, line) && proxy.strike()) {
            return new StringBuilder(line).deleteCharAt((int) plan.at()).toString();
        }
        if (plan.is(Fault.SWAP_REPLIES, line) && proxy.strike()) {
            held = line;
            return "";
        }
        String both = line + held;
        held = "";
        return both;
    }

    private void say(String line) throws IOException {
        client.getOutputStream().write(WireText.raw(line + "\r\n"));
    }

    /** A 227 or 229 with the port of a listener of ours, which leads to the port that it named. */
    private String redirected(String line) throws IOException {
        Matcher six = SIX.matcher(line);
        Matcher extended = EXTENDED.matcher(line);
        if (line.startsWith("227") && six.find()) {
            int port = Integer.parseInt(six.group(2)) * 256 + Integer.parseInt(six.group(3));
            int ours = passOn(port);
            String address = plan.fault() == Fault.REWRITE_ADDRESS && proxy.strike() ? plan.prefix() : six.group(1);
            return six.replaceFirst(address + "," + (ours >> 8) + "," + (ours & 0xFF));
        }
        if (line.startsWith("229") && extended.find()) {
            return extended.replaceFirst("|||" + passOn(Integer.parseInt(extended.group(1))) + "|");
        }
        return line;
    }

    private int passOn(int serverDataPort) throws IOException {
        if (plan.fault() == Fault.REFUSE_DATA && proxy.strike()) {
            return proxy.keep(new RefusingPort(proxy.server())).port();
        }
        ServerSocket passive = proxy.keep(new ServerSocket(0, 1, proxy.server()));
        int ours = passive.getLocalPort();
        passive.setSoTimeout(LIMIT_MILLIS);
        Pipe.daemon("fault-proxy-data", () -> data(passive, serverDataPort));
        return ours;
    }

    private void data(ServerSocket passive, int serverDataPort) {
        try (passive) {
            Socket here = proxy.keep(passive.accept());
            Socket there = proxy.keep(new Socket());
            there.connect(new InetSocketAddress(proxy.server(), serverDataPort), LIMIT_MILLIS);
            Pipe.daemon("fault-proxy-upload", () -> carry(here, there, here, plan.upload()));
            carry(there, here, here, !plan.upload());
        } catch (IOException gone) {
            // the client opened no data connection, or the server is not there: either sees it on its own side
        }
    }

    /** Carries one direction, to its end or to the byte at which it breaks. */
    private void carry(Socket from, Socket to, Socket here, boolean breaks) {
        Fault fault = plan.fault();
        boolean ofData = Set.of(Fault.CUT_DATA, Fault.RESET_DATA, Fault.STALL_DATA, Fault.END_SESSION, Fault.ACT)
                .contains(fault);
        try {
            if (breaks && fault == Fault.ADD_DATA) {
                addTo(from, to);
                return;
            }
            boolean whole = !breaks || !ofData;
            if (Pipe.carry(from, to, whole ? -1 : plan.at()) != Pipe.End.LIMIT) {
                return; // also a smaller file than the byte at which to break it
            }
            boolean strikes = proxy.strike();
            if (strikes && fault != Fault.ACT) {
                broken(from, to, here);
                return;
            }
            if (strikes) {
                plan.act().run();
            }
            Pipe.carry(from, to, -1);
        } catch (IOException gone) {
            // the client is not there any more
        }
    }

    private void addTo(Socket from, Socket to) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = from.getInputStream().read(buffer);
                n >= 0;
                n = from.getInputStream().read(buffer)) {
            to.getOutputStream().write(buffer, 0, n);
        }
        if (proxy.strike()) {
            to.getOutputStream().write(new byte[(int) plan.at()]);
        }
        to.shutdownOutput();
    }

    private void broken(Socket from, Socket to, Socket here) throws IOException {
        switch (plan.fault()) {
            case CUT_DATA -> to.shutdownOutput();
            case RESET_DATA -> {
                DataPort.reset(here);
                to.close();
            }
            case END_SESSION -> {
                muted = true;
                say(plan.text());
                client.shutdownOutput();
                to.shutdownOutput();
            }
            default -> {
                return; // stalled: nothing more comes, and nothing ends
            }
        }
        Pipe.drain(from); // the other side has sent all, and says so: the lie that the client must see through
        from.close();
    }
}
