package dev.sardonyx.api.op.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Sampling between pixels, by hand. */
final class ImageTest {
    private static final Offset<Double> CLOSE = within(1e-6);
    private static final Tensor LINE = One.floats(Shape.of(2), 10, 20);

    private static Resize resize(Resize.Coordinates coordinates, Resize.Mode mode) {
        return new Resize(coordinates, mode, Resize.NearestMode.ROUND_PREFER_FLOOR);
    }

    private static Tensor scales(double... scales) {
        return One.floats(Shape.of(scales.length), scales);
    }

    @Test
    void nearestRepeats() {
        Resize op = resize(Resize.Coordinates.HALF_PIXEL, Resize.Mode.NEAREST);
        assertThat(One.run(op, LINE, null, scales(2)).toDoubles()).containsExactly(10, 10, 20, 20);
        Tensor words = Tensor.ofStrings(Shape.of(2), "a", "b");
        assertThat(One.run(op, words, null, null, Tensor.ofInt64(3)).toStrings())
                .containsExactly("a", "a", "b");
        Tensor exact = Tensor.ofInt64(Long.MAX_VALUE);
        assertThat(One.run(op, exact, null, scales(2)).longAt(1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void linearFollowsItsCoordinates() {
        assertThat(One.run(resize(Resize.Coordinates.HALF_PIXEL, Resize.Mode.LINEAR), LINE, null, scales(2))
                        .toDoubles())
                .containsExactly(10, 12.5, 17.5, 20);
        assertThat(One.run(resize(Resize.Coordinates.ASYMMETRIC, Resize.Mode.LINEAR), LINE, null, scales(2))
                        .toDoubles())
                .containsExactly(10, 15, 20, 20);
        assertThat(One.run(
                                resize(Resize.Coordinates.ALIGN_CORNERS, Resize.Mode.LINEAR),
                                LINE,
                                null,
                                null,
                                Tensor.ofInt64(3))
                        .toDoubles())
                .containsExactly(10, 15, 20);
    }

    @Test
    void antialiasingAveragesWhatShrinks() {
        Resize op = new Resize(
                true,
                List.of(-1L),
                Resize.Coordinates.HALF_PIXEL,
                -0.75f,
                false,
                0,
                Resize.AspectRatio.STRETCH,
                Resize.Mode.LINEAR,
                Resize.NearestMode.FLOOR);
        Tensor y = One.run(op, One.floats(Shape.of(1, 4), 0, 0, 8, 8), null, scales(0.5));
        assertThat(y.toDoubles()).containsExactly(new double[] {1, 7}, CLOSE);
    }

    @Test
    void oneScaleKeepsTheAspectRatio() {
        Resize op = new Resize(
                false,
                List.of(),
                Resize.Coordinates.HALF_PIXEL,
                -0.75f,
                false,
                0,
                Resize.AspectRatio.NOT_LARGER,
                Resize.Mode.NEAREST,
                Resize.NearestMode.FLOOR);
        assertThat(One.run(op, One.counting(2, 4), null, null, Tensor.ofInt64(7, 8))
                        .shape())
                .isEqualTo(Shape.of(4, 8));
    }

    @Test
    void resizingChecksAndLimits() {
        Resize op = new Resize(Resize.Mode.NEAREST);
        assertThatThrownBy(() -> One.run(op, LINE))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("neither");
        assertThatThrownBy(() -> One.run(op, LINE, null, scales(-1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("scales[0]");
        assertThatThrownBy(() -> One.run(op, LINE, null, scales(1e12))).isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> One.run(op, LINE, null, scales(1e30))).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(op, One.counting(0), null, null, Tensor.ofInt64(2)))
                .isInstanceOf(ExecutionException.class);
        assertThat(One.run(op, One.counting(0, 2), null, scales(2, 2)).shape()).isEqualTo(Shape.of(0, 4));
        assertThatThrownBy(() -> new RoiAlign(RoiAlign.Coordinates.HALF_PIXEL, RoiAlign.Mode.AVG, 0, 1, 0, 1))
                .isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void gridsSampleInsideAndPadOutside() {
        Tensor x = One.floats(Shape.of(1, 1, 1, 2), 10, 20);
        Tensor grid = One.floats(Shape.of(1, 1, 3, 2), 0, 0, 1, 0, 3, 0);
        GridSample zeros = new GridSample(true, GridSample.Mode.LINEAR, GridSample.PaddingMode.ZEROS);
        assertThat(One.run(zeros, x, grid).toDoubles()).containsExactly(15, 20, 0);
        GridSample border = new GridSample(true, GridSample.Mode.LINEAR, GridSample.PaddingMode.BORDER);
        assertThat(One.run(border, x, grid).toDoubles()).containsExactly(15, 20, 20);
        GridSample mirror = new GridSample(true, GridSample.Mode.NEAREST, GridSample.PaddingMode.REFLECTION);
        assertThat(One.run(mirror, x, grid).toDoubles()).containsExactly(10, 20, 10);
    }

    @Test
    void anAffineGridGoesFromEdgeToEdge() {
        Tensor identity = One.floats(Shape.of(1, 2, 3), 1, 0, 0, 0, 1, 0.5);
        Tensor size = Tensor.ofInt64(1, 1, 1, 2);
        Tensor grid = One.run(new AffineGrid(), identity, size);
        assertThat(grid.shape()).isEqualTo(Shape.of(1, 1, 2, 2));
        assertThat(grid.toDoubles()).containsExactly(-0.5, 0.5, 0.5, 0.5);
        assertThat(One.run(new AffineGrid(true), identity, size).toDoubles()).containsExactly(-1, -0.5, 1, -0.5);
    }

    @Test
    void regionsAreAveragedOrMaximised() {
        Tensor x = One.counting(1, 1, 2, 2);
        Tensor region = One.floats(Shape.of(1, 4), 0, 0, 2, 2);
        Tensor batch = Tensor.ofInt64(0);
        RoiAlign mean = new RoiAlign(RoiAlign.Coordinates.HALF_PIXEL, RoiAlign.Mode.AVG, 1, 1, 2, 1);
        assertThat(One.run(mean, x, region, batch).toDoubles()).containsExactly(1.5);
        assertThatThrownBy(() -> One.run(mean, x, region, Tensor.ofInt64(1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("batch_indices[0]");
        Tensor whole = One.floats(Shape.of(1, 5), 0, 0, 0, 1, 1);
        assertThat(One.run(new MaxRoiPool(List.of(1L, 2L), 1), x, whole).toDoubles())
                .containsExactly(2, 3);
    }

    @Test
    void columnsAddUpWhereWindowsOverlap() {
        Tensor columns = One.floats(Shape.of(1, 2, 2), 1, 2, 10, 20);
        Tensor y = One.run(new Col2Im(), columns, Tensor.ofInt64(3), Tensor.ofInt64(2));
        assertThat(y.shape()).isEqualTo(Shape.of(1, 1, 3));
        assertThat(y.toDoubles()).containsExactly(1, 12, 20);
        assertThatThrownBy(() -> One.run(new Col2Im(), columns, Tensor.ofInt64(4), Tensor.ofInt64(2)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("3 windows");
        Tensor integers = Tensor.ofLongs(ElementType.INT32, Shape.of(1, 2, 1), 3, 4);
        assertThat(One.run(new Col2Im(), integers, Tensor.ofInt64(2), Tensor.ofInt64(2))
                        .toLongs())
                .containsExactly(3, 4);
    }
}
