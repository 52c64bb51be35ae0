package dev.sardonyx.zoo.chart;

import dev.sardonyx.api.Escape;
import dev.sardonyx.zoo.image.Picture;
import dev.sardonyx.zoo.internal.Images;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet with a title, rows of small pictures, and plots, one below the other; to look at what a network computes.
 * For one thread.
 */
public final class PixelChart {
    private static final int MARGIN = 32;
    private static final int TITLE = 44;
    private static final int GAP = 22;

    private final String title;
    private final List<Section> sections = new ArrayList<>();

    public PixelChart(String title) {
        this.title = title;
    }

    /** Adds pictures side by side: small ones enlarged pixel by pixel, large ones shrunk. */
    public PixelChart pictures(String heading, List<Tile> tiles) {
        sections.add(new TileRow(heading, tiles));
        return this;
    }

    /**
     * Adds groups of bars, which start at zero.
     *
     * @throws dev.sardonyx.api.InputException if a series has not one value for each label
     */
    public PixelChart bars(String heading, List<String> labels, List<Series> series) {
        sections.add(new Plot(heading, true, labels, series));
        return this;
    }

    /**
     * Adds lines.
     *
     * @throws dev.sardonyx.api.InputException if a series has not one value for each label
     */
    public PixelChart lines(String heading, List<String> labels, List<Series> series) {
        sections.add(new Plot(heading, false, labels, series));
        return this;
    }

    /** The sheet so far; {@link Picture#writePng} saves it. */
    public Picture render() {
        int width = 560;
        for (Section section : sections) {
            width = Math.max(width, section.minimumWidth());
        }
        int height = 2 * MARGIN + TITLE;
        for (Section section : sections) {
            height += section.height(width) + GAP;
        }
        height -= sections.isEmpty() ? 0 : GAP;
        BufferedImage image = new BufferedImage(width + 2 * MARGIN, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = Images.pen(image);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), height);
        pen.setColor(Section.INK);
        pen.setFont(Images.font(Font.BOLD, 22));
        pen.drawString(Escape.text(title), MARGIN, MARGIN + 20);
        int y = MARGIN + TITLE;
        for (Section section : sections) {
            Graphics2D part = (Graphics2D) pen.create();
            part.translate(MARGIN, y);
            section.paint(part, width);
            part.dispose();
            y += section.height(width) + GAP;
        }
        pen.dispose();
        return Picture.ofRgb(image.getWidth(), height, Images.toRgb(image));
    }
}
