package dev.sardonyx.zoo.chart;

import java.awt.Color;
import java.awt.Graphics2D;

/** A block of a {@link PixelChart} that takes its whole width. */
interface Section {
    Color INK = new Color(0x263238);
    Color FAINT = new Color(0x607D8B);
    Color GRID = new Color(0xDDE3E6);

    int minimumWidth();

    int height(int width);

    /** Paints this section with its upper left corner at the origin of {@code pen}. */
    void paint(Graphics2D pen, int width);
}
