package pasv.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A lab of {@code scripts/lab} for one test, in a mount namespace of its own, so that it meets no other lab of this
 * machine. {@code pasv} is the program under test; on its own it runs on w10, whose user knows the passwords by .netrc.
 */
final class DocumentedLab implements AutoCloseable {
    private static final String END = "@@ the command is over";

    private final Path directory;
    private final Process shell;
    private final Writer typed;
    private final BufferedReader read;

    DocumentedLab(Path directory) throws IOException {
        this.directory = directory;
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path home = Files.createDirectories(directory.resolve("home"));
        program(bin.resolve("pasv"));
        Files.writeString(
                home.resolve(".netrc"),
                "machine 10.0.0.11 login a password 1234\nmachine 10.0.0.11 login b password 1234\n");
        Files.setPosixFilePermissions(home.resolve(".netrc"), PosixFilePermissions.fromString("rw-------"));
        ProcessBuilder unshared =
                new ProcessBuilder("unshare", "--mount", "--propagation", "private", "bash").redirectErrorStream(true);
        unshared.environment().put("HOME", home.toString());
        unshared.environment().put("XDG_STATE_HOME", home.resolve("state").toString());
        unshared.environment().put("LC_ALL", "C.UTF-8");
        unshared.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        shell = unshared.start();
        typed = shell.outputWriter(StandardCharsets.UTF_8);
        read = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
        Files.createDirectories(directory.resolve("lab"));
        run("mount -t tmpfs none /run && mkdir /run/netns /run/pasv-lab && mount --bind '" + directory
                + "/lab' /run/pasv-lab");
        String up = run("scripts/lab up");
        if (!up.contains("lab: up")) {
            close();
            throw new IOException("the lab did not come up: " + up);
        }
    }

    private static void program(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                file,
                "#!/bin/sh\nexec '" + java + "' -cp '" + System.getProperty("java.class.path")
                        + "' pasv.Main \"$@\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * What the command line prints, on both streams, as on a terminal: vsftpd complains on its standard input. Each
     * command begins in an empty directory.
     */
    String run(String command) throws IOException {
        String line = command.startsWith("pasv ") ? "scripts/lab run w10 " + command : command;
        typed.write("here=$PWD; rm -rf '" + directory + "/work'; mkdir '" + directory
                + "/work'; ln -s \"$here/scripts\" '" + directory + "/work/scripts'; cd '" + directory + "/work'\n");
        typed.write("{ " + line + "\n} 0<>'" + directory + "/said' 1>&0 2>&0; cd \"$here\"; cat '" + directory
                + "/said'; : >'" + directory + "/said'; echo; echo '" + END + "'\n");
        typed.flush();
        StringBuilder said = new StringBuilder();
        for (String next = read.readLine(); !END.equals(next); next = read.readLine()) {
            if (next == null) {
                throw new IOException("the lab's shell ended: " + said);
            }
            said.append(next).append('\n');
        }
        return said.toString().isBlank() ? "" : said.toString().stripTrailing() + "\n";
    }

    /** As on the first day: healthy, and pasv remembers no server. */
    void renew() throws IOException {
        run("rm -rf \"$XDG_STATE_HOME\"");
        run("scripts/lab mend");
    }

    @Override
    public void close() throws IOException {
        run("scripts/lab down");
        typed.close();
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
