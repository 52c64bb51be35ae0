package dev.sardonyx.zoo.chart;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.zoo.internal.Images;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Series over labelled places, as groups of bars or as lines. */
record Plot(String heading, boolean bars, List<String> labels, List<Series> series) implements Section {
    private static final List<Color> COLORS = List.of(
            new Color(0x1565C0),
            new Color(0xE67E00),
            new Color(0x2E7D32),
            new Color(0xC2185B),
            new Color(0x6A1B9A),
            new Color(0x00838F));
    private static final int TOP = 62;
    private static final int BODY = 200;
    private static final int BOTTOM = 34;
    private static final int LEFT = 64;

    Plot {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        for (Series one : series) {
            if (labels.isEmpty() || one.values().size() != labels.size()) {
                throw new InputException("the plot '" + heading + "' has " + labels.size() + " labels, the series '"
                        + one.name() + "' has " + one.values().size() + " values; give one for each label");
            }
        }
    }

    @Override
    public int minimumWidth() {
        return 560;
    }

    @Override
    public int height(int width) {
        return TOP + BODY + BOTTOM;
    }

    @Override
    public void paint(Graphics2D pen, int width) {
        pen.setColor(INK);
        pen.setFont(Images.font(Font.BOLD, 15));
        pen.drawString(Escape.text(heading), 0, 18);
        pen.setFont(Images.font(Font.PLAIN, 13));
        legend(pen);
        Scale scale = Scale.of(series, bars);
        grid(pen, scale, width);
        double step = (double) (width - LEFT) / labels.size();
        for (int s = 0; s < series.size(); s++) {
            pen.setColor(COLORS.get(s % COLORS.size()));
            if (bars) {
                paintBars(pen, scale, s, step);
            } else {
                paintLine(pen, scale, series.get(s), step);
            }
        }
        labels(pen, step);
    }

    private void legend(Graphics2D pen) {
        int x = 0;
        for (int s = 0; s < series.size(); s++) {
            String name = Escape.text(series.get(s).name());
            pen.setColor(COLORS.get(s % COLORS.size()));
            pen.fill(new Rectangle2D.Double(x, 32, 12, 12));
            pen.setColor(FAINT);
            pen.drawString(name, x + 18, 43);
            x += 18 + pen.getFontMetrics().stringWidth(name) + 20;
        }
    }

    private static void grid(Graphics2D pen, Scale scale, int width) {
        FontMetrics metrics = pen.getFontMetrics();
        for (int i = 0; i <= scale.steps(); i++) {
            double value = scale.low() + i * scale.step();
            double y = scale.y(value);
            pen.setColor(Math.abs(value) < scale.step() / 2 ? FAINT : GRID);
            pen.fill(new Rectangle2D.Double(LEFT, y - 0.5, width - LEFT, 1));
            String text = Math.abs(value) < scale.step() / 2 ? "0" : number(value);
            pen.setColor(FAINT);
            pen.drawString(text, LEFT - 10 - metrics.stringWidth(text), (float) y + 5);
        }
    }

    /** Six digits at most, with an exponent only where it is shorter. */
    private static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
        String plain = rounded.toPlainString();
        return plain.length() <= 7 ? plain : rounded.toString();
    }

    private void paintBars(Graphics2D pen, Scale scale, int s, double step) {
        double bar = Math.min(48, step * 0.76 / series.size());
        for (int i = 0; i < labels.size(); i++) {
            double y = scale.y(series.get(s).values().get(i));
            double zero = scale.y(0);
            double x = LEFT + (i + 0.5) * step + (s - series.size() / 2.0) * bar;
            pen.fill(new Rectangle2D.Double(x, Math.min(y, zero), bar * 0.92, Math.abs(y - zero)));
        }
    }

    private static void paintLine(Graphics2D pen, Scale scale, Series one, double step) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < one.values().size(); i++) {
            double x = LEFT + (i + 0.5) * step;
            double y = scale.y(one.values().get(i));
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
            if (step > 12) {
                pen.fill(new Ellipse2D.Double(x - 3.5, y - 3.5, 7, 7));
            }
        }
        pen.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(path);
    }

    private void labels(Graphics2D pen, double step) {
        FontMetrics metrics = pen.getFontMetrics();
        pen.setColor(FAINT);
        int widest = labels.stream()
                .mapToInt(label -> metrics.stringWidth(Escape.text(label)))
                .max()
                .orElse(0);
        // Every n-th label where there is no room for all.
        int stride = (int) Math.max(1, Math.ceil((widest + 8) / step));
        for (int i = 0; i < labels.size(); i += stride) {
            String label = Escape.text(labels.get(i));
            double x = LEFT + (i + 0.5) * step - metrics.stringWidth(label) / 2.0;
            pen.drawString(label, (float) x, TOP + BODY + 20);
        }
    }

    /** An axis from {@code low} in {@code steps} of a round size. */
    private record Scale(double low, double step, int steps) {
        static Scale of(List<Series> series, boolean fromZero) {
            double low = fromZero ? 0 : Double.POSITIVE_INFINITY;
            double high = fromZero ? 0 : Double.NEGATIVE_INFINITY;
            for (Series one : series) {
                for (double value : one.values()) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            if (!(high > low)) {
                low = Double.isFinite(low) ? Math.min(low, 0) : 0;
                high = low + Math.max(1, 2 * Math.abs(high - low));
            }
            double rough = (high - low) / 5;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
            double first = Math.floor(low / step) * step;
            return new Scale(first, step, (int) Math.ceil((high - first) / step - 1e-9));
        }

        double y(double value) {
            return TOP + BODY - (value - low) / (steps * step) * BODY;
        }
    }
}
