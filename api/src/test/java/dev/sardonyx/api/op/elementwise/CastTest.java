package dev.sardonyx.api.op.elementwise;

import static dev.sardonyx.api.tensor.ElementType.BFLOAT16;
import static dev.sardonyx.api.tensor.ElementType.BOOL;
import static dev.sardonyx.api.tensor.ElementType.DOUBLE;
import static dev.sardonyx.api.tensor.ElementType.FLOAT;
import static dev.sardonyx.api.tensor.ElementType.FLOAT16;
import static dev.sardonyx.api.tensor.ElementType.FLOAT8E4M3FN;
import static dev.sardonyx.api.tensor.ElementType.FLOAT8E5M2;
import static dev.sardonyx.api.tensor.ElementType.FLOAT8E8M0;
import static dev.sardonyx.api.tensor.ElementType.INT32;
import static dev.sardonyx.api.tensor.ElementType.INT64;
import static dev.sardonyx.api.tensor.ElementType.INT8;
import static dev.sardonyx.api.tensor.ElementType.STRING;
import static dev.sardonyx.api.tensor.ElementType.UINT64;
import static dev.sardonyx.api.tensor.ElementType.UINT8;
import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class CastTest {
    private static Tensor reals(double... x) {
        return Tensor.ofDoubles(DOUBLE, Shape.of(x.length), x);
    }

    private static Tensor longs(ElementType type, long... x) {
        return Tensor.ofLongs(type, Shape.of(x.length), x);
    }

    private static Tensor strings(String... x) {
        return Tensor.ofStrings(Shape.of(x.length), x);
    }

    @Test
    void floatsToIntegersSaturateAndNaNIsZero() {
        Tensor x = reals(1.9, -1.9, NaN, 1e30, NEGATIVE_INFINITY);
        assertThat(One.run(new Cast(INT32), x).toLongs())
                .containsExactly(1, -1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE);
        assertThat(One.run(new Cast(UINT8), x).toLongs()).containsExactly(1, 0, 0, 255, 0);
        assertThat(One.run(new Cast(UINT64), x).toLongs()).containsExactly(1, 0, 0, -1, 0);
        assertThat(One.run(new Cast(BOOL), reals(0, -0.0, NaN, 0.1)).toLongs()).containsExactly(0, 0, 1, 1);
    }

    @Test
    void integersKeepTheirLowBits() {
        assertThat(One.run(new Cast(INT8), longs(INT32, 200, -129)).toLongs()).containsExactly(-56, 127);
        assertThat(One.run(new Cast(INT64), longs(UINT8, 255)).toLongs()).containsExactly(255);
        assertThat(One.run(new Cast(BOOL), longs(INT64, 256, 0)).toLongs()).containsExactly(1, 0);
    }

    @Test
    void wideIntegersRoundOnce() {
        // one above the middle of two float32, so that rounding to float64 first would lose the one
        long aboveMiddle = (1L << 62) + (1L << 38) + 1;
        assertThat(One.run(new Cast(FLOAT), longs(INT64, aboveMiddle)).doubleAt(0))
                .isEqualTo(0x1p62 + 0x1p39);
        assertThat(One.run(new Cast(FLOAT), longs(UINT64, Long.MIN_VALUE + (1L << 39) + 1))
                        .doubleAt(0))
                .isEqualTo(0x1p63 + 0x1p40);
        assertThat(One.run(new Cast(BFLOAT16), longs(INT64, -(1L << 62) - (1L << 54) - 1))
                        .doubleAt(0))
                .isEqualTo(-0x1p62 - 0x1p55);
        assertThat(One.run(new Cast(DOUBLE), longs(UINT64, -1)).doubleAt(0)).isEqualTo(0x1p64);
    }

    @Test
    void narrowFloatsSaturateOrNot() {
        Tensor x = reals(1000, NEGATIVE_INFINITY, NaN, 1.0625);
        assertThat(One.run(new Cast(FLOAT8E4M3FN), x).toDoubles()).containsExactly(448, -448, NaN, 1);
        Cast open = new Cast(FLOAT8E4M3FN, false, Cast.RoundMode.UP);
        assertThat(One.run(open, x).toDoubles()).containsExactly(NaN, NaN, NaN, 1);
        Cast openWide = new Cast(FLOAT8E5M2, false, Cast.RoundMode.UP);
        assertThat(One.run(openWide, reals(1e6, -1e6)).toDoubles())
                .containsExactly(POSITIVE_INFINITY, NEGATIVE_INFINITY);
        assertThat(One.run(new Cast(FLOAT16), reals(1e6)).toDoubles()).containsExactly(POSITIVE_INFINITY);
    }

    @Test
    void powersOfTwoRoundAsAsked() {
        Tensor x = reals(5, 6, 4, 0, NaN, 1e300);
        assertThat(One.run(new Cast(FLOAT8E8M0), x).toDoubles()).containsExactly(8, 8, 4, 0x1p-127, NaN, 0x1p127);
        assertThat(One.run(new Cast(FLOAT8E8M0, true, Cast.RoundMode.DOWN), x).toDoubles())
                .startsWith(4, 4, 4);
        assertThat(One.run(new Cast(FLOAT8E8M0, false, Cast.RoundMode.NEAREST), x)
                        .toDoubles())
                .containsExactly(4, 8, 4, 0x1p-127, NaN, NaN);
    }

    @Test
    void numbersBecomeText() {
        Tensor x = Tensor.ofFloats(Shape.of(7), 314.15927f, 1, -0f, 1e-7f, 1.5e20f, Float.NaN, Float.NEGATIVE_INFINITY);
        assertThat(One.run(new Cast(STRING), x).toStrings())
                .containsExactly("314.15927", "1.0", "-0.0", "1e-07", "1.5e+20", "NaN", "-INF");
        assertThat(One.run(new Cast(STRING), longs(UINT64, -1)).toStrings()).containsExactly("18446744073709551615");
        assertThat(One.run(new Cast(STRING), Tensor.ofDoubles(FLOAT16, Shape.of(2), 0.1, 2))
                        .toStrings())
                .containsExactly("0.1", "2.0");
        assertThat(One.run(new Cast(STRING), Tensor.ofBooleans(Shape.of(1), true))
                        .toStrings())
                .containsExactly("True");
    }

    @Test
    void textBecomesNumbers() {
        assertThat(One.run(new Cast(FLOAT), strings("3.5", " -1e-2 ", "+inf", "-INF", "nan", ".5"))
                        .toDoubles())
                .containsExactly(3.5, -0.01f, POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN, 0.5);
        assertThat(One.run(new Cast(INT64), strings("9007199254740993", "100.5", "1e3", "99999999999999999999"))
                        .toLongs())
                .containsExactly(9007199254740993L, 100, 1000, Long.MAX_VALUE);
        assertThat(One.run(new Cast(UINT64), strings("18446744073709551615")).toLongs())
                .containsExactly(-1);
        assertThat(One.run(new Cast(BOOL), strings("0", "1", "True", "false")).toLongs())
                .containsExactly(0, 1, 1, 0);
        for (String bad : new String[] {"", "abc", "1f", "0x10", "1_0", "--1", "1e", "."}) {
            assertThatThrownBy(() -> One.run(new Cast(FLOAT), strings("1", bad)))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("element 1");
        }
    }

    @Test
    void castLikeAndBitCast() {
        Tensor like = One.run(new CastLike(), reals(2.5), longs(INT8, 0));
        assertThat(like.elementType()).isEqualTo(INT8);
        assertThat(like.toLongs()).containsExactly(2);
        assertThat(One.run(new BitCast(INT32), Tensor.ofFloats(Shape.of(1), 1)).toLongs())
                .containsExactly(0x3F80_0000);
        assertThatThrownBy(() -> One.run(new BitCast(INT64), Tensor.ofFloats(Shape.of(2), 1, 2)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> new BitCast(STRING)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> new Cast(ElementType.COMPLEX64)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void everyPairOfTypesConverts() {
        for (ElementType from : ElementType.values()) {
            for (ElementType to : ElementType.values()) {
                boolean isTruthText = from == BOOL && to == STRING;
                if (from.kind() == ElementType.Kind.COMPLEX || to.kind() == ElementType.Kind.COMPLEX || isTruthText) {
                    continue;
                }
                Tensor x = One.run(new Cast(from), reals(1));
                Tensor back = One.run(new Cast(DOUBLE), One.run(new Cast(to), x));
                assertThat(back.doubleAt(0)).as("%s to %s", from, to).isEqualTo(1);
            }
        }
        assertThat(One.run(new Cast(FLOAT), Tensor.allocate(FLOAT16, Shape.of(0)))
                        .elements())
                .isZero();
    }
}
