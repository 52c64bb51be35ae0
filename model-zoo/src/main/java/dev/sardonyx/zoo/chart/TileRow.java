package dev.sardonyx.zoo.chart;

import dev.sardonyx.api.Escape;
import dev.sardonyx.zoo.image.Filter;
import dev.sardonyx.zoo.image.Picture;
import dev.sardonyx.zoo.internal.Images;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/** Pictures side by side under a heading, in as many lines as they need. */
record TileRow(String heading, List<Tile> tiles) implements Section {
    private static final int TILE = 160;
    private static final int GAP = 20;
    private static final int HEADING = 30;
    private static final int CAPTION = 26;
    private static final int COLUMNS = 6;

    TileRow {
        tiles = List.copyOf(tiles);
    }

    @Override
    public int minimumWidth() {
        return Math.min(tiles.size(), COLUMNS) * (TILE + GAP) - GAP;
    }

    @Override
    public int height(int width) {
        return HEADING + Math.ceilDiv(tiles.size(), columns(width)) * (TILE + CAPTION + GAP / 2);
    }

    private static int columns(int width) {
        return Math.max(1, (width + GAP) / (TILE + GAP));
    }

    @Override
    public void paint(Graphics2D pen, int width) {
        pen.setColor(INK);
        pen.setFont(Images.font(Font.BOLD, 15));
        pen.drawString(Escape.text(heading), 0, 18);
        pen.setFont(Images.font(Font.PLAIN, 13));
        for (int i = 0; i < tiles.size(); i++) {
            int x = i % columns(width) * (TILE + GAP);
            int y = HEADING + i / columns(width) * (TILE + CAPTION + GAP / 2);
            paint(pen, tiles.get(i), x, y);
        }
    }

    private static void paint(Graphics2D pen, Tile tile, int x, int y) {
        Picture picture = fitted(tile.picture());
        int left = x + (TILE - picture.width()) / 2;
        int top = y + (TILE - picture.height()) / 2;
        pen.drawImage(Images.ofRgb(picture.width(), picture.height(), picture.toRgb()), left, top, null);
        pen.setColor(GRID);
        pen.drawRect(left - 1, top - 1, picture.width() + 1, picture.height() + 1);
        FontMetrics metrics = pen.getFontMetrics();
        String caption = shortened(Escape.text(tile.caption()), metrics);
        pen.setColor(FAINT);
        pen.drawString(caption, x + (TILE - metrics.stringWidth(caption)) / 2, y + TILE + 18);
    }

    /** Small pictures are enlarged by a whole factor, so that their pixels stay sharp; large ones are shrunk. */
    private static Picture fitted(Picture picture) {
        int longSide = Math.max(picture.width(), picture.height());
        if (longSide <= TILE) {
            int factor = TILE / longSide;
            return picture.resized(picture.width() * factor, picture.height() * factor, Filter.NEAREST);
        }
        int width = Math.max(1, Math.round((float) picture.width() * TILE / longSide));
        int height = Math.max(1, Math.round((float) picture.height() * TILE / longSide));
        return picture.resized(width, height, Filter.ANTIALIAS);
    }

    private static String shortened(String text, FontMetrics metrics) {
        String shorter = text;
        for (int length = text.length() - 1; metrics.stringWidth(shorter) > TILE + GAP / 2 && length > 0; length--) {
            shorter = text.substring(0, length) + "…";
        }
        return shorter;
    }
}
