package dev.sardonyx.api.op.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Sequence;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private static final Tensor A = One.floats(1, 2);
    private static final Tensor B = One.floats(3);

    private static Sequence sequence(Tensor... elements) {
        return (Sequence) One.run(new SequenceConstruct(), elements);
    }

    private static List<String> texts(Value sequence) {
        return ((Sequence) sequence).elements().stream().map(Value::toString).toList();
    }

    @Test
    void constructKeepsOrderAndRefusesMixedTypes() {
        assertThat(texts(sequence(A, B))).containsExactly(A.toString(), B.toString());
        assertThatThrownBy(() -> sequence(A, Tensor.ofInt64(1))).isInstanceOf(ExecutionException.class);
    }

    @Test
    void insertCountsFromBothEnds() {
        Sequence two = sequence(A, B);
        Tensor c = One.floats(9);
        assertThat(texts(One.run(new SequenceInsert(), two, c))).last().isEqualTo(c.toString());
        assertThat(texts(One.run(new SequenceInsert(), two, c, Tensor.scalar(-1L))))
                .containsExactly(A.toString(), c.toString(), B.toString());
        assertThat(texts(One.run(new SequenceInsert(), two, c, Tensor.scalar(2L))))
                .last()
                .isEqualTo(c.toString());
        assertThatThrownBy(() -> One.run(new SequenceInsert(), two, c, Tensor.scalar(3L)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("expected -2 to 2");
        assertThatThrownBy(() -> One.run(new SequenceInsert(), two, c, Tensor.scalar(Long.MIN_VALUE)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void eraseAtAndLength() {
        Sequence two = sequence(A, B);
        assertThat(texts(One.run(new SequenceErase(), two))).containsExactly(A.toString());
        assertThat(texts(One.run(new SequenceErase(), two, Tensor.scalar(0L)))).containsExactly(B.toString());
        assertThat(One.tensor(new SequenceAt(), two, Tensor.scalar(-2L))).isSameAs(A);
        assertThat(One.tensor(new SequenceLength(), two).longAt(0)).isEqualTo(2);
        Sequence none = (Sequence) One.run(new SequenceEmpty());
        assertThat(One.tensor(new SequenceLength(), none).longAt(0)).isZero();
        assertThatThrownBy(() -> One.run(new SequenceErase(), none)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new SequenceAt(), two, Tensor.scalar(2L)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("expected -2 to 1");
        assertThatThrownBy(() -> One.run(new SequenceLength(), A)).isInstanceOf(ExecutionException.class);
    }

    @Test
    void splitByOneSizeByListAndByOne() {
        Tensor x = Tensor.ofFloats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Sequence pieces = (Sequence) One.run(new SplitToSequence(-1, true), x, Tensor.scalar(2L));
        assertThat(texts(pieces)).containsExactly("float[2, 2][1.0, 2.0, 4.0, 5.0]", "float[2, 1][3.0, 6.0]");
        Tensor sizes = Tensor.ofInt64(0, 3);
        assertThat(texts(One.run(new SplitToSequence(1, true), x, sizes)))
                .element(0)
                .isEqualTo("float[2, 0][]");
        assertThat(texts(One.run(new SplitToSequence(0, false), x)))
                .containsExactly("float[3][1.0, 2.0, 3.0]", "float[3][4.0, 5.0, 6.0]");
        assertThatThrownBy(() -> One.run(new SplitToSequence(1, true), x, Tensor.ofInt64(1, 1)))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("add up to 3");
        assertThatThrownBy(() -> One.run(new SplitToSequence(1, true), x, Tensor.scalar(0L)))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void concatJoinsAndStacks() {
        assertThat(One.tensor(new ConcatFromSequence(0), sequence(A, B)).toFloats())
                .containsExactly(1, 2, 3);
        Tensor stacked = One.tensor(new ConcatFromSequence(-1, true), sequence(A, One.floats(5, 6)));
        assertThat(stacked.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(stacked.toFloats()).containsExactly(1, 5, 2, 6);
        assertThatThrownBy(() -> One.run(new ConcatFromSequence(0, true), sequence(A, B)))
                .isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> One.run(new ConcatFromSequence(0), One.run(new SequenceEmpty())))
                .isInstanceOf(ExecutionException.class);
        assertThat(One.tensor(new ConcatFromSequence(0), sequence(One.strings("a"), One.strings("b", "c")))
                        .toStrings())
                .containsExactly("a", "b", "c");
    }

    @Test
    void optionals() {
        Value full = One.run(new Optional(), A);
        Value empty = One.run(new Optional(TensorType.of(ElementType.FLOAT, 2)));
        assertThat(One.tensor(new OptionalHasElement(), full).booleanAt(0)).isTrue();
        assertThat(One.tensor(new OptionalHasElement(), empty).booleanAt(0)).isFalse();
        assertThat(One.tensor(new OptionalHasElement()).booleanAt(0)).isFalse();
        assertThat(One.tensor(new OptionalHasElement(), A).booleanAt(0)).isTrue();
        assertThat(One.run(new OptionalGetElement(), full)).isSameAs(A);
        assertThat(One.run(new OptionalGetElement(), A)).isSameAs(A);
        assertThatThrownBy(() -> One.run(new OptionalGetElement(), empty)).isInstanceOf(ExecutionException.class);
    }
}
