package pasv.transfer.mirror;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pasv.ftp.Clients;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;

/**
 * The proof that a path is still not in the source when the time of a planned deletion has come: hours may lie between, and
 * a deletion may rest on nothing but a listing that is whole and understood.
 */
final class Absence {
    /** What was found about a path. */
    enum Finding {
        GONE,
        THERE,
        /** A listing on the way to it proves nothing. */
        UNPROVEN
    }

    /** A directory of the source: its names, and why they prove nothing. */
    private record Known(Set<String> names, Optional<String> doubt) {}

    private static final int KEPT = 16;

    private final Side source;
    private final Clients session;
    /** The directories looked at last: deletions come directory by directory. */
    private final Map<String, Known> known = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > KEPT;
        }
    };

    /** The directories whose doubt was told. */
    private final Set<String> told = new HashSet<>();

    private final Side.Told doubts;

    /** @param doubts told once of each directory whose listing proves nothing, and why */
    Absence(Side source, Clients session, Side.Told doubts) {
        this.source = source;
        this.session = session;
        this.doubts = doubts;
    }

    /** @throws IOException when the source cannot be asked any more */
    Finding of(String path) throws IOException {
        String directory = "";
        for (String name : path.split("/")) {
            Known here = known.get(directory);
            if (here == null) {
                here = look(directory);
                known.put(directory, here);
            }
            if (here.doubt().isPresent()) {
                if (told.add(directory)) {
                    doubts.of(directory, new IOException(here.doubt().get()));
                }
                return Finding.UNPROVEN;
            }
            if (!here.names().contains(name)) {
                return Finding.GONE;
            }
            directory = RemoteSide.below(directory, name);
        }
        return Finding.THERE;
    }

    private Known look(String directory) throws IOException {
        Set<String> names = new HashSet<>();
        String[] refused = new String[1];
        Listed listed;
        try {
            listed = source.list(session, directory, (path, why) -> refused[0] = why.getMessage());
        } catch (FtpException e) {
            if (e.failure() != Failure.REFUSED && e.failure() != Failure.LOCAL_FILE) {
                throw e;
            }
            return new Known(names, Optional.of(String.valueOf(e.getMessage())));
        }
        while (listed.entries().hasNext()) {
            names.add(listed.entries().next().name());
        }
        return new Known(names, listed.doubt().or(() -> Optional.ofNullable(refused[0])));
    }
}
