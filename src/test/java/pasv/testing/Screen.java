package pasv.testing;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;

/**
 * The screen of a terminal of type xterm, without the terminal: takes what a program writes, obeys the movements in it,
 * and tells what a person would see. Lines that leave at the top are kept.
 *
 * <p>It knows what line editors and progress lines send: CR, LF, BS, HT, BEL, cursor movements, erasing, inserting and
 * deleting of characters and lines, and late wrapping. Anything else that begins with ESC is an error: a program that a
 * server can steer would show here.
 */
public final class Screen extends OutputStream {
    private static final Pattern CSI = Pattern.compile("\\[([?>]?)([0-9;]*)([@A-Za-z])");
    private static final long LIMIT_SECONDS = 20;
    private static final int TAB = 8;

    private final int columns;
    private final int rows;
    private final List<String> gone = new ArrayList<>();
    private final List<String[]> cells = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final byte[] pending = new byte[4];
    private final StringBuilder escape = new StringBuilder();
    private int pendingLength;
    private int row;
    private int column;
    private boolean wraps;

    public Screen(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        for (int i = 0; i < rows; i++) {
            cells.add(blank());
        }
    }

    private String[] blank() {
        String[] line = new String[columns];
        java.util.Arrays.fill(line, " ");
        return line;
    }

    @Override
    public synchronized void write(int b) {
        pending[pendingLength++] = (byte) b;
        int length =
                (pending[0] & 0x80) == 0 ? 1 : (pending[0] & 0xE0) == 0xC0 ? 2 : (pending[0] & 0xF0) == 0xE0 ? 3 : 4;
        if (pendingLength == length) {
            pendingLength = 0;
            character(new String(pending, 0, length, StandardCharsets.UTF_8).codePointAt(0));
            notifyAll();
        }
    }

    private void character(int c) {
        if (escape.length() > 0) {
            escaped(c);
            return;
        }
        switch (c) {
            case 0x1B -> escape.append((char) c);
            case '\r' -> move(row, 0);
            case '\n' -> lineFeed();
            case '\b' -> move(row, column - 1);
            case '\t' -> move(row, column / TAB * TAB + TAB);
            case 0x07 -> {}
            default -> {
                boolean control = c < 0x20 || (c >= 0x7F && c < 0xA0);
                boolean bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
                if (control || bidi) {
                    refused.add(String.format("0x%02x", c));
                } else {
                    put(c);
                }
            }
        }
    }

    private void put(int c) {
        int width = WCWidth.wcwidth(c);
        if (width <= 0) {
            int before = Math.max(0, column - 1);
            cells.get(row)[before] += Character.toString(c);
            return;
        }
        if (wraps || column + width > columns) {
            column = 0;
            wraps = false;
            lineFeed();
        }
        cells.get(row)[column] = Character.toString(c);
        if (width == 2) {
            cells.get(row)[column + 1] = "";
        }
        column += width;
        if (column >= columns) {
            // a terminal stays in its last column until the next character comes
            column = columns - 1;
            wraps = true;
        }
    }

    private void lineFeed() {
        wraps = false;
        if (row < rows - 1) {
            row++;
            return;
        }
        gone.add(line(cells.remove(0)));
        cells.add(blank());
    }

    private void move(int toRow, int toColumn) {
        row = Math.max(0, Math.min(rows - 1, toRow));
        column = Math.max(0, Math.min(columns - 1, toColumn));
        wraps = false;
    }

    private void escaped(int c) {
        escape.appendCodePoint(c);
        String text = escape.substring(1);
        Matcher csi = CSI.matcher(text);
        if (csi.matches()) {
            escape.setLength(0);
            command(csi);
        } else if (text.matches("[=>78]") || text.matches("[()][0AB]")) {
            escape.setLength(0);
        } else if (!text.matches("\\[[?>0-9;]*|[()]") || text.length() > 20) {
            escape.setLength(0);
            refused.add("ESC " + text);
        }
    }

    private void command(Matcher csi) {
        int n = number(csi.group(2), 1);
        String[] line = cells.get(row);
        switch (csi.group(3).charAt(0)) {
            case 'A' -> move(row - n, column);
            case 'B' -> move(row + n, column);
            case 'C' -> move(row, column + n);
            case 'D' -> move(row, column - n);
            case 'G' -> move(row, n - 1);
            case 'd' -> move(n - 1, column);
            case 'H' -> {
                String[] both = (csi.group(2) + ";").split(";", -1);
                move(number(both[0], 1) - 1, number(both[1], 1) - 1);
            }
            case 'K' -> eraseInLine(number(csi.group(2), 0));
            case 'J' -> {
                eraseInLine(0);
                for (int below = row + 1; below < rows; below++) {
                    cells.set(below, blank());
                }
                if (number(csi.group(2), 0) != 0) {
                    refused.add("erase display " + csi.group(2));
                }
            }
            case 'P' -> {
                System.arraycopy(line, Math.min(columns, column + n), line, column, Math.max(0, columns - column - n));
                java.util.Arrays.fill(line, Math.max(column, columns - n), columns, " ");
            }
            case '@' -> {
                int kept = Math.max(0, columns - column - n);
                System.arraycopy(line, column, line, columns - kept, kept);
                java.util.Arrays.fill(line, column, columns - kept, " ");
            }
            case 'L' -> {
                for (int i = 0; i < n; i++) {
                    cells.remove(rows - 1);
                    cells.add(row, blank());
                }
            }
            case 'M' -> {
                for (int i = 0; i < n; i++) {
                    cells.remove(row);
                    cells.add(blank());
                }
            }
            case 'm', 'h', 'l' -> {} // colours and modes change no text
            default -> refused.add("ESC " + csi.group());
        }
    }

    private void eraseInLine(int how) {
        int from = how == 0 ? column : 0;
        int to = how == 1 ? column + 1 : columns;
        java.util.Arrays.fill(cells.get(row), from, to, " ");
    }

    private static int number(String text, int otherwise) {
        String first = text.replaceFirst(";.*", "");
        return first.isEmpty() ? otherwise : Integer.parseInt(first);
    }

    private static String line(String[] cells) {
        return String.join("", cells).stripTrailing();
    }

    /** All lines from the beginning, those that have left at the top too, without blanks at their ends. */
    public synchronized String text() {
        StringBuilder all = new StringBuilder();
        gone.forEach(line -> all.append(line).append('\n'));
        cells.forEach(line -> all.append(line(line)).append('\n'));
        return all.toString().stripTrailing();
    }

    /** The line that the cursor is in, up to the cursor. */
    public synchronized String beforeCursor() {
        return String.join("", java.util.Arrays.asList(cells.get(row)).subList(0, column + (wraps ? 1 : 0)));
    }

    /** In which column of the lowest line that shows it this text begins, counted in cells from 0; -1 where none does. */
    public synchronized int columnOf(String shown) {
        for (int line = rows - 1; line >= 0; line--) {
            List<String> row = java.util.Arrays.asList(cells.get(line));
            for (int at = 0; at < columns; at++) {
                if (!row.get(at).isEmpty()
                        && String.join("", row.subList(at, columns)).startsWith(shown)) {
                    return at;
                }
            }
        }
        return -1;
    }

    /** What was written that steers a terminal and that no line editor of ours has a reason to send. */
    public synchronized List<String> refused() {
        return List.copyOf(refused);
    }

    /** Waits until the whole text has a match. */
    public void await(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.MULTILINE);
        await(() -> pattern.matcher(text()).find(), regex);
    }

    /** Waits until the cursor stands behind exactly this. */
    public void awaitCursorAfter(String line) {
        await(() -> beforeCursor().equals(line), "the cursor behind '" + line + "'");
    }

    /** Waits until a prompt or a question is there, and whatever was typed behind it; a narrow screen may have only its last blank in this line. */
    public void awaitPrompt() {
        await(() -> beforeCursor().matches(".*[>?] .*| "), "a prompt");
    }

    private synchronized void await(java.util.function.BooleanSupplier seen, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!seen.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("not seen within " + LIMIT_SECONDS + " s: " + what + "\n" + text()
                        + "\n(the cursor is behind '" + beforeCursor() + "')");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }
}
