package pasv.transfer;

import java.time.Duration;
import java.util.OptionalLong;
import pasv.ftp.wire.FtpException;

/**
 * An event of a transfer. Each job emits one {@link Started}, then any of the middle events, then exactly one of {@link
 * Finished}, {@link Skipped} and {@link Failed}. Bytes never fall within an attempt. Events are emitted on the copying
 * thread; the listener chooses what to show and when.
 */
public sealed interface TransferEvent {
    /** Which job it belongs to. */
    Job job();

    /**
     * One file on its way.
     *
     * @param url the remote side, without a password
     * @param target the local side as people name it
     * @param name the short name for a progress line
     */
    record Job(String url, String target, String name) {
        // spelled out: the generated ones are linked by method handles, which costs every start some milliseconds
        @Override
        public boolean equals(Object other) {
            return other instanceof Job that
                    && url.equals(that.url)
                    && target.equals(that.target)
                    && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return url.hashCode() * 31 + target.hashCode();
        }
    }

    /** The job begins; {@code offset} bytes are here already. */
    record Started(Job job, OptionalLong size, long offset) implements TransferEvent {}

    /** {@code bytes} of the file are here now. */
    record Progressed(Job job, long bytes, OptionalLong size) implements TransferEvent {}

    /** No byte came for a while; at {@code limit} the attempt ends. */
    record Stalled(Job job, Duration waited, Duration limit) implements TransferEvent {}

    /** All bytes are here, the final reply is not; at {@code limit} the waiting ends. */
    record Waiting(Job job, Duration waited, Duration limit) implements TransferEvent {}

    /** The next attempt follows after {@code delay}; {@code attempt} counts from 2. */
    record Retrying(Job job, int attempt, FtpException reason, Duration delay) implements TransferEvent {}

    /** Something a person should know, whatever the outcome. */
    record Warned(Job job, String text) implements TransferEvent {}

    /** Nothing was to be done. */
    record Skipped(Job job, String reason) implements TransferEvent {}

    /** Done. */
    record Finished(Job job, TransferResult result) implements TransferEvent {}

    /** Not done. */
    record Failed(Job job, FtpException reason) implements TransferEvent {}
}
