package dev.sardonyx.zoo.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.zoo.image.Filter;
import dev.sardonyx.zoo.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelChartTest {
    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    @TempDir
    Path folder;

    @Test
    void rendersPicturesBarsAndLines() {
        List<Tile> tiles = Stream.of("input", "cpu", "onnxruntime", "opencl", "cuda", "vector", "reference")
                .map(name -> new Tile(ring(name.length() * 4, 28), name + " 0.98"))
                .toList();
        PixelChart chart = new PixelChart("Digits: what each backend computes")
                .pictures("Inputs", tiles)
                .pictures(
                        "A large one and a flat one",
                        List.of(
                                new Tile(ring(40, 400), "400x400"),
                                new Tile(
                                        ring(1, 3).resized(400, 9, Filter.NEAREST),
                                        "a caption that is far too long for its picture")))
                .bars(
                        "Score of each digit",
                        DIGITS,
                        List.of(series("cpu", 0.1), series("onnxruntime", 0.12), series("opencl", -0.05)))
                .lines(
                        "Time per run (ms)",
                        IntStream.range(0, 100).mapToObj(String::valueOf).toList(),
                        List.of(
                                new Series(
                                        "cpu",
                                        IntStream.range(0, 100)
                                                .mapToObj(i -> 1200 + 90 * Math.sin(i / 9.0))
                                                .toList()),
                                new Series(
                                        "opencl",
                                        IntStream.range(0, 100)
                                                .mapToObj(i -> 1100 + i * 1.0)
                                                .toList())));

        Picture sheet = chart.render();

        sheet.writePng(folder.resolve("chart.png"));
        assertThat(sheet.width()).isEqualTo(6 * 160 + 5 * 20 + 64);
        assertThat(sheet.level(0, 0, 0)).isEqualTo(255);
        assertThat(chart.render()).isEqualTo(sheet);
    }

    @Test
    void rendersConstantAndEmptyPlots() {
        Picture sheet = new PixelChart("Edges")
                .bars("all zero", List.of("a"), List.of(new Series("zero", List.of(0.0))))
                .lines("constant", List.of("a", "b"), List.of(new Series("five", List.of(5.0, 5.0))))
                .bars("negative", List.of("a", "b"), List.of(new Series("n", List.of(-3e-7, -1e-7))))
                .bars("nothing", List.of(), List.of())
                .render();

        sheet.writePng(folder.resolve("edges.png"));
        assertThat(sheet.width()).isEqualTo(624);
        assertThat(new PixelChart("").render().height()).isPositive();
    }

    @Test
    void refusesSeriesThatDoNotFitTheLabels() {
        PixelChart chart = new PixelChart("t");
        Series three = new Series("s", List.of(1.0, 2.0, 3.0));

        assertThatThrownBy(() -> chart.bars("h", List.of("a"), List.of(three)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 labels")
                .hasMessageContaining("3 values");
        assertThatThrownBy(() -> new Series("s", List.of(Double.NaN))).isInstanceOf(InputException.class);
    }

    private static Series series(String name, double offset) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            values.add(offset + Math.exp(-Math.pow(i - 3, 2)) * 0.8);
        }
        return new Series(name, values);
    }

    private static Picture ring(double radius, int size) {
        double[] values = new double[size * size];
        for (int i = 0; i < values.length; i++) {
            int x = i % size;
            int y = i / size;
            double distance = Math.hypot(x - size / 2.0, y - size / 2.0);
            values[i] = Math.exp(-Math.pow((distance * 28 / size - radius / 5) / 2, 2));
        }
        return Picture.ofGray(size, size, 0, 1, values);
    }
}
