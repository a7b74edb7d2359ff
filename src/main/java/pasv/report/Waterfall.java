package pasv.report;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pasv.ui.Quantity;

/** The waterfall: time to the right, one lane for each control connection and one for its data connections. */
final class Waterfall {
    /** Where time begins in a picture, and how far it reaches to the right. */
    static final int LEFT = 92;

    static final int REACH = Html.WIDTH - LEFT - 24;
    private static final int LANE = 26;
    private static final int TOP = 30;
    /** Sessions that are drawn. */
    private static final int MOST = 12;

    private static final int SHORTEST = 2;
    private static final int TICKS = 5;

    private final RunRecord record;
    private final List<Mark> marks;
    private final double scale;

    Waterfall(RunRecord record) {
        this.record = record;
        this.marks = record.marks();
        this.scale = (double) REACH / record.lasted();
    }

    private double x(long nanos) {
        return LEFT + nanos * scale;
    }

    Html drawn() {
        int sessions = Math.max(1, Math.min(MOST, record.sessions()));
        int height = TOP + sessions * 2 * LANE + 12;
        Html svg = new Html();
        svg.openPicture(
                height,
                "commands, replies, waits and data connections over time; the conversation below says the same in words");
        svg.open("defs").open("pattern", "id", "hatch", "width", 6, "height", 6, "patternUnits", "userSpaceOnUse");
        svg.empty("path", "d", "M0 6 L6 0", "class", "hatch").close("pattern").close("defs");
        axis(svg, height, record.lasted());
        for (int session = 1; session <= sessions; session++) {
            int y = TOP + (session - 1) * 2 * LANE;
            svg.leaf("text", "control " + session, "x", 4, "y", y + 17, "class", "small");
            svg.leaf("text", "data " + session, "x", 4, "y", y + LANE + 17, "class", "small");
            svg.empty("line", "x1", LEFT, "x2", LEFT + REACH, "y1", y + 13, "y2", y + 13, "class", "lane");
            control(svg, session, y);
            data(svg, session, y + LANE);
        }
        svg.close("svg");
        Html figure = new Html();
        figure.openScroll("the waterfall");
        figure.add(svg).close("div");
        figure.leaf(
                "p",
                "▲ command sent, ● reply; solid bar: data connection open; hatched bar: waiting; ✕: it failed. Marks at the"
                        + " same place are drawn once."
                        + (record.sessions() > MOST ? " Sessions left out: " + (record.sessions() - MOST) + "." : ""),
                "class",
                "words");
        return figure;
    }

    static void axis(Html svg, int height, long lasted) {
        for (int i = 0; i <= TICKS; i++) {
            double at = LEFT + (double) REACH * i / TICKS;
            svg.empty("line", "x1", Html.n(at), "x2", Html.n(at), "y1", 20, "y2", height - 6, "class", "grid");
            svg.leaf(
                    "text",
                    Quantity.seconds(Duration.ofNanos(lasted * i / TICKS)),
                    "x",
                    Html.n(at),
                    "y",
                    14,
                    "class",
                    "mid small");
        }
    }

    private void control(Html svg, int session, int y) {
        Set<String> drawn = new HashSet<>();
        for (Mark mark : marks) {
            if (mark.session() != session) {
                continue;
            }
            double at = x(mark.nanos());
            if (!drawn.add(mark.kind() + " " + Math.round(at / SHORTEST))) {
                continue;
            }
            svg.open("g");
            svg.leaf(
                    "title",
                    Page.clock(mark.nanos()) + " " + mark.kind().word() + ": " + Way.shortened(mark.text(), 160));
            switch (mark.kind()) {
                case SENT ->
                    svg.empty("path", "d", "M" + Html.n(at) + " " + (y + 4) + " l 5 9 h -10 z", "class", "sent");
                case RECEIVED -> svg.empty("circle", "cx", Html.n(at), "cy", y + 18, "r", 4, "class", "received");
                case WAIT -> bar(svg, mark.nanos(), mark.nanos() + mark.lasted(), y + 6, "wait");
                case TROUBLE -> cross(svg, at, y);
                default ->
                    svg.empty("rect", "x", Html.n(at - 1), "y", y + 8, "width", 2, "height", 10, "class", "note");
            }
            svg.close("g");
        }
    }

    private void data(Html svg, int session, int y) {
        Set<Long> drawn = new HashSet<>();
        for (Channel channel : record.channels()) {
            long key = Math.round(x(channel.begun()) / SHORTEST);
            if (!channel.data() || channel.session() != session || !drawn.add(key)) {
                continue;
            }
            long end = channel.ended() < 0 ? record.lasted() : channel.ended();
            svg.open("g");
            String state = channel.trouble().orElse(channel.isOpen() ? "open" : "never opened");
            svg.leaf("title", channel.words() + ": " + state);
            if (channel.isOpen()) {
                bar(svg, channel.begun(), channel.opened(), y + 6, "wait");
                bar(svg, channel.opened(), end, y + 6, "open");
            } else {
                bar(svg, channel.begun(), end, y + 6, "wait badbar");
            }
            if (channel.trouble().isPresent()) {
                double at = x(end);
                cross(svg, at, y);
                svg.leaf(
                        "text",
                        state,
                        "x",
                        Html.n(Math.max(LEFT + 90, at - 10)),
                        "y",
                        y + 18,
                        "class",
                        "end small halo");
            }
            svg.close("g");
        }
    }

    private static void cross(Html svg, double at, int y) {
        svg.empty("path", "d", "M" + Html.n(at - 5) + " " + (y + 8) + " l 10 10 m 0 -10 l -10 10", "class", "cross");
    }

    private void bar(Html svg, long from, long to, int y, String kind) {
        double width = Math.max(1.5, (to - from) * scale);
        svg.empty("rect", "x", Html.n(x(from)), "y", y, "width", Html.n(width), "height", 14, "class", kind);
    }
}
