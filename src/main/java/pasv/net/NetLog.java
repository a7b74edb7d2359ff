package pasv.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of the sockets, for developers. A class of its own, so that the logging library is loaded only when there is
 * something to say: it would cost every start a fifth of its time.
 */
final class NetLog {
    private static final Logger LOG = LoggerFactory.getLogger("pasv.net");

    private NetLog() {}

    static void debug(String what, Throwable e) {
        LOG.debug(what, e);
    }
}
