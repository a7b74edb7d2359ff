package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/** The rules of Windows' and macOS' file systems for paths, names and case, held on ones in memory. */
class ForeignDisksTest {
    private static FileSystem windows() {
        return Jimfs.newFileSystem(Configuration.windows());
    }

    private static FileSystem mac() {
        return Jimfs.newFileSystem(Configuration.osX());
    }

    private static FileSystem linux() {
        return Jimfs.newFileSystem(Configuration.unix());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:",
                "C:autoexec.bat",
                "a.txt:stream",
                "..\\up",
                "\\\\host\\share",
                "a\\b",
                "CON",
                "con.txt",
                "Nul",
                "com1",
                "COM¹.log",
                "lpt9.x",
                "end.",
                "end ",
                "a?b",
                "a*b",
                "a|b",
                "a<b",
                "a>b",
                "a\"b"
            })
    void windowsCannotHold(String name) throws IOException {
        try (FileSystem disk = windows()) {
            assertThrows(FtpException.class, () -> LocalName.checked(name, disk));
        }
        try (FileSystem disk = linux()) {
            assertEquals(name, LocalName.checked(name, disk));
            assertEquals(1, disk.getPath(name).getNameCount());
        }
    }

    @Property(tries = 1000)
    void whatPassesForWindowsStaysInItsDirectory(
            @ForAll @StringLength(min = 1, max = 12) @Chars({'a', 'C', ':', '\\', '/', '.', ' ', '?', '"', '~', '한'})
                    String name)
            throws IOException {
        try (FileSystem disk = windows()) {
            Path directory = disk.getPath("C:\\inbox");
            String checked;
            try {
                checked = LocalName.checked(name, disk);
            } catch (FtpException e) {
                return;
            }
            Path file = directory.resolve(checked);
            assertEquals(directory, file.normalize().getParent());
            assertEquals(name, file.getFileName().toString());
        }
    }

    @Test
    void namesThatAreOneOnADiskAreFoundThere() throws IOException {
        try (FileSystem disk = windows()) {
            assertTrue(taken(disk.getPath("C:\\work"), "README", "readme"));
            assertFalse(taken(disk.getPath("C:\\work"), "README", "READ.ME"));
        }
        try (FileSystem disk = mac()) {
            assertTrue(taken(disk.getPath("/work"), "README", "readme"));
            // é as one character, and as e with an accent behind it
            assertTrue(taken(disk.getPath("/work"), "caf\u00e9", "cafe\u0301"));
        }
        try (FileSystem disk = linux()) {
            assertFalse(taken(disk.getPath("/work"), "README", "readme"));
            assertFalse(taken(disk.getPath("/work"), "caf\u00e9", "cafe\u0301"));
        }
    }

    /** Whether the second takes the place of the first; what was made to find out is gone. */
    private static boolean taken(Path directory, String one, String other) throws IOException {
        Files.createDirectories(directory);
        Siblings siblings = new Siblings();
        assertTrue(siblings.add(directory, one).isEmpty());
        assertTrue(siblings.add(directory, one).isEmpty(), "the same name is the same file");
        boolean taken = siblings.add(directory, other).isPresent();
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
        return taken;
    }

    private static final String TREE = Conversation.DEFAULTS + """
            default PWD 257 "/" is the current directory
            default CWD 250 ok
            === session
            < 220 hi
            ?~ LIST( -a)?.*
            < 150 here
            ! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 README\\r\\n-rw-r--r-- 1 a a 5 Nov 20 2025 readme\\r\\n\
            -rw-r--r-- 1 a a 5 Nov 20 2025 a:b\\r\\ndrwxr-xr-x 1 a a 5 Nov 20 2025 Sub\\r\\n\
            drwxr-xr-x 1 a a 5 Nov 20 2025 sub\\r\\n
            ! close-data
            < 226 done
            """;

    @Test
    void aTreeBringsOneOfTwoNamesThatAreOneHereAndTellsOfTheOther() throws Exception {
        try (FileSystem disk = mac()) {
            List<String> told = new ArrayList<>();
            assertEquals(List.of("README", "a:b", "Sub"), brought(disk.getPath("/inbox"), told));
            assertEquals(2, told.size(), told.toString());
            assertTrue(told.get(0).contains("readme and README are one name"), told.toString());
            assertTrue(told.get(1).contains("sub and Sub are one name"), told.toString());
        }
    }

    @Test
    void aTreeOnWindowsLeavesWhatWindowsCannotHoldToo() throws Exception {
        try (FileSystem disk = windows()) {
            List<String> told = new ArrayList<>();
            assertEquals(List.of("README", "Sub"), brought(disk.getPath("C:\\inbox"), told));
            assertEquals(3, told.size(), told.toString());
            assertTrue(told.get(1).contains("Windows cannot hold it"), told.toString());
        }
    }

    @Test
    void aTreeOnLinuxBringsAll() throws Exception {
        try (FileSystem disk = linux()) {
            List<String> told = new ArrayList<>();
            assertEquals(List.of("README", "readme", "a:b", "Sub", "sub"), brought(disk.getPath("/inbox"), told));
            assertEquals(List.of(), told);
        }
    }

    /** The names of the files and directories that are to come, in their order. */
    private static List<String> brought(Path target, List<String> told) throws Exception {
        TreeDownload.Report report = new TreeDownload.Report() {
            @Override
            public void failed(RemotePath path, FtpException reason) {
                told.add(String.valueOf(reason.getMessage()));
            }

            @Override
            public void left(RemotePath path, String why) {
                told.add(why);
            }
        };
        List<String> names = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.play(TREE)) {
            FtpUrl url = FtpUrl.parse(server.url("a", "/"));
            try (Clients clients = new Clients(FtpOptions.to(url), WireListener.NONE, new Cancellation())) {
                Job.Branch tree = (Job.Branch) TreeDownload.of(clients, url, target, false, report);
                for (Job job : tree.growth().grow(clients)) {
                    FtpUrl from = job instanceof Job.Get get ? get.url() : ((Job.Branch) job).url();
                    names.add(from.path().withoutSlash().name().text());
                }
            }
        }
        return names;
    }
}
