package pasv.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import pasv.net.Endpoint;

/** The way between this machine and the server: each connection an arc, with its ports and what became of it. */
final class Way {
    private static final int LEFT = 160;
    private static final int RIGHT = 600;
    private static final int ROW = 62;
    /** Data connections that are drawn; the rest is counted. */
    private static final int MOST = 6;

    private final RunRecord record;

    Way(RunRecord record) {
        this.record = record;
    }

    Html drawn() {
        List<Channel> arcs = new ArrayList<>();
        List<Channel> control =
                record.channels().stream().filter(c -> !c.data()).toList();
        control.stream().limit(1).forEach(arcs::add);
        List<Channel> data = record.channels().stream().filter(Channel::data).toList();
        data.stream()
                .sorted(Comparator.comparing(Way::rank))
                .limit(MOST)
                .sorted(Comparator.comparingLong(Channel::begun))
                .forEach(arcs::add);
        int height = Math.max(arcs.size(), 1) * ROW + 60;
        Html svg = new Html();
        svg.openPicture(height, "this machine on the left, the server on the right, " + words(control, data));
        box(
                svg,
                8,
                height,
                "this machine",
                control.stream()
                        .flatMap(c -> c.local().stream())
                        .map(Endpoint::host)
                        .findFirst()
                        .orElse(""));
        box(
                svg,
                RIGHT,
                height,
                "server",
                arcs.stream()
                        .map(c -> c.target().host())
                        .findFirst()
                        .orElse(record.facts().getOrDefault("server", "")));
        svg.empty("line", "x1", 380, "x2", 380, "y1", 22, "y2", height - 8, "class", "between");
        svg.leaf("text", between(data), "x", 380, "y", 14, "class", "mid small");
        int y = 70;
        for (Channel arc : arcs) {
            arc(svg, arc, y);
            y += ROW;
        }
        svg.close("svg");
        Html figure = new Html();
        figure.openScroll("the way");
        figure.add(svg).close("div");
        figure.leaf("p", words(control, data) + ".", "class", "words");
        return figure;
    }

    private static int rank(Channel channel) {
        return channel.trouble().isPresent() ? 0 : channel.isOpen() ? 1 : 2;
    }

    private static String between(List<Channel> data) {
        boolean dropped = data.stream()
                .anyMatch(c ->
                        c.trouble().filter(why -> why.startsWith("no answer")).isPresent());
        boolean rewritten = data.stream()
                .anyMatch(c -> c.words().contains(" is ")
                        && !c.words().contains(c.target().host()));
        return dropped
                ? "in between: something drops packets, such as a firewall"
                : rewritten
                        ? "in between: the server gives another address, such as behind a NAT"
                        : "nothing seen in between";
    }

    private String words(List<Channel> control, List<Channel> data) {
        long open = data.stream().filter(Channel::isOpen).count();
        long failed = data.stream().filter(c -> c.trouble().isPresent()).count();
        long left = record.channelsLeft();
        return String.format(
                Locale.ROOT,
                "control connections opened: %d; data connections opened: %d, failed: %d%s%s",
                control.size(),
                open,
                failed,
                data.size() > MOST ? "; drawn: " + MOST + ", those that failed first" : "",
                left > 0 ? "; left out of these counts: " + left : "");
    }

    private static void box(Html svg, int x, int height, String name, String address) {
        svg.empty("rect", "x", x, "y", 26, "width", LEFT - 8, "height", height - 34, "rx", 8, "class", "box");
        int middle = x + (LEFT - 8) / 2;
        svg.leaf("text", name, "x", middle, "y", 46, "class", "mid strong");
        svg.leaf("text", shortened(address, 22), "x", middle, "y", height - 18, "class", "mid small");
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static void arc(Html svg, Channel channel, int y) {
        boolean failed = channel.trouble().isPresent();
        String kind = failed ? "bad" : channel.isOpen() ? "good" : "unknown";
        int end = failed ? 372 : RIGHT;
        int half = (LEFT + RIGHT) / 2;
        String path = failed
                ? "M" + LEFT + " " + (y + 14) + " Q 270 " + (y - 2) + " " + end + " " + (y + 1)
                : "M" + LEFT + " " + (y + 14) + " Q " + half + " " + (y - 12) + " " + RIGHT + " " + (y + 14);
        svg.open("g");
        svg.leaf("title", (channel.data() ? channel.words() : "control connection") + ": " + state(channel));
        svg.empty("path", "d", path, "class", "arc " + kind);
        if (failed) {
            svg.empty("path", "d", "M" + (end - 6) + " " + (y - 6) + " l 13 13 m 0 -13 l -13 13", "class", "cross");
        }
        svg.leaf("text", label(channel), "x", half, "y", y - 6, "class", "mid halo");
        svg.leaf("text", state(channel), "x", half, "y", y + 24, "class", "mid small halo " + kind);
        String port = channel.local().map(e -> Integer.toString(e.port())).orElse("");
        svg.leaf("text", port, "x", LEFT - 8, "y", y + 18, "class", "end small");
        svg.leaf("text", Integer.toString(channel.target().port()), "x", RIGHT + 8, "y", y + 18, "class", "small");
        svg.close("g");
    }

    private static String label(Channel channel) {
        if (!channel.data()) {
            return "control connection";
        }
        int port = channel.words().indexOf("port ");
        return port < 0 ? channel.words() : channel.words().substring(port + 5);
    }

    private static String state(Channel channel) {
        return channel.trouble().orElse(channel.isOpen() ? "open" : "announced, nobody connected");
    }
}
