package dev.sardonyx.zoo.image;

import dev.sardonyx.api.Escape;
import dev.sardonyx.zoo.detect.Box;
import dev.sardonyx.zoo.detect.Detection;
import dev.sardonyx.zoo.internal.Images;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what a detector found over the picture it looked at. */
public final class BoxDrawing {
    /** Strong colours on which both black and white pictures and white text can be told apart. */
    private static final List<Color> COLORS = List.of(
            new Color(0xD81B60),
            new Color(0x1565C0),
            new Color(0x2E7D32),
            new Color(0xC75000),
            new Color(0x6A1B9A),
            new Color(0x00796B),
            new Color(0x795548),
            new Color(0x37474F));

    private BoxDrawing() {}

    /** A copy of {@code picture} with a box and a caption for each detection; boxes are in the picture's pixels. */
    public static Picture draw(Picture picture, List<Detection> detections) {
        BufferedImage image = Images.ofRgb(picture.width(), picture.height(), picture.rgb());
        Graphics2D pen = Images.pen(image);
        int shortSide = Math.min(picture.width(), picture.height());
        float line = Math.max(2, shortSide / 200f);
        pen.setStroke(new BasicStroke(line, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        pen.setFont(Images.font(Font.BOLD, Math.clamp(shortSide / 28, 11, 48)));
        List<String> labels = new ArrayList<>();
        for (Detection detection : detections) {
            if (!labels.contains(detection.label())) {
                labels.add(detection.label());
            }
            pen.setColor(COLORS.get(labels.indexOf(detection.label()) % COLORS.size()));
            Box box = detection.box();
            pen.draw(new Rectangle2D.Double(box.left(), box.top(), box.width(), box.height()));
        }
        // Captions last, so that no box crosses out the text of another one.
        for (Detection detection : detections) {
            pen.setColor(COLORS.get(labels.indexOf(detection.label()) % COLORS.size()));
            caption(pen, detection, picture, line);
        }
        pen.dispose();
        return Picture.ofOwned(picture.width(), picture.height(), Images.toRgb(image));
    }

    private static void caption(Graphics2D pen, Detection detection, Picture picture, float line) {
        String text = Escape.text(detection.label()) + String.format(Locale.ROOT, " %.2f", detection.score());
        FontMetrics metrics = pen.getFontMetrics();
        int padding = Math.max(2, metrics.getHeight() / 6);
        double width = metrics.stringWidth(text) + 2.0 * padding;
        double height = metrics.getAscent() + metrics.getDescent() + padding;
        double left = detection.box().left() - line / 2;
        double top = detection.box().top() - line / 2 - height;
        if (top < 0) {
            top = detection.box().top() + line / 2;
        }
        left = Math.max(0, Math.min(left, picture.width() - width));
        top = Math.max(0, Math.min(top, picture.height() - height));
        pen.fill(new Rectangle2D.Double(left, top, width, height));
        pen.setColor(Color.WHITE);
        pen.drawString(text, (float) (left + padding), (float) (top + padding / 2.0 + metrics.getAscent()));
    }
}
