package pasv.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;

/** A list of URLs in a file. One a line; empty lines and lines that begin with {@code #} are passed over. */
final class UrlList {
    private static final int MOST = 1_000_000;

    private UrlList() {}

    /** Reads a file, or standard input for {@code -}. */
    static List<String> read(String source) throws IOException {
        try (InputStream in = source.equals("-")
                        ? new FileInputStream(FileDescriptor.in)
                        : Files.newInputStream(Path.of(source));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> urls = new ArrayList<>();
            for (String line = lines.readLine(); line != null && urls.size() < MOST; line = lines.readLine()) {
                String url = line.strip();
                if (!url.isEmpty() && !url.startsWith("#")) {
                    urls.add(url);
                }
            }
            return urls;
        } catch (FtpException e) {
            throw e;
        } catch (IOException e) {
            throw new FtpException(
                    Failure.LOCAL_FILE, "cannot read the list " + source, Circumstances.in(Phase.LOCAL), e);
        }
    }
}
