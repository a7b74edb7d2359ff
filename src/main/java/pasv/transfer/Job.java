package pasv.transfer;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;

/** A piece of work for one session, one of many in a {@link Queue}: a file to fetch, a file to send, or a branch. */
public sealed interface Job {
    /** Who lends sessions with its server. */
    Clients clients();

    /**
     * A remote file to fetch.
     *
     * @param name what it is called in messages: its own name, or its place in a tree
     * @param size in bytes, as a listing told it; empty where it is not known. It decides on the way, and proves nothing
     */
    record Get(Clients clients, FtpUrl url, Target target, String name, OptionalLong size) implements Job {
        /** Of a file that no listing told of. */
        public Get(Clients clients, FtpUrl url, Target target) {
            this(clients, url, target, url.path().name().text(), OptionalLong.empty());
        }
    }

    /**
     * A local file to send.
     *
     * @param file what it is called in messages
     */
    record Put(Clients clients, String file, Opening source, FtpUrl url) implements Job {}

    /**
     * What brings more jobs: a remote directory to list, or one to make for what is in a local one.
     *
     * @param url the remote directory
     */
    record Branch(Clients clients, FtpUrl url, Growth growth) implements Job {}

    /** Makes a source when its turn has come, so that no more files are open than are being sent. */
    @FunctionalInterface
    interface Opening {
        Source open() throws FtpException;
    }

    /** What a branch does, and the jobs that come of it: first the files, then the branches below. */
    @FunctionalInterface
    interface Growth {
        /** @param session the worker's, of the branch's server */
        List<Job> grow(Clients session) throws IOException;
    }
}
