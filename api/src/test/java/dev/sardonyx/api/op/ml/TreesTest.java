package dev.sardonyx.api.op.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreesTest {
    /** x0 &lt;= 1 ? leaf 1 : leaf 2. */
    private static final TreeNodes STUMP = new TreeNodes(
            List.of(0L, 0L, 0L),
            List.of(0L, 1L, 2L),
            List.of(0L, 0L, 0L),
            List.of(TreeNodes.Mode.BRANCH_LEQ, TreeNodes.Mode.LEAF, TreeNodes.Mode.LEAF),
            One.floats(1, 0, 0),
            List.of(1L, 0L, 0L),
            List.of(2L, 0L, 0L),
            List.of(1L, 0L, 0L));

    private static final Tensor X = Tensor.ofFloats(Shape.of(3, 1), 1, 2, Float.NaN);

    private static LeafWeights weights(float left, float right) {
        return new LeafWeights(List.of(0L, 0L), List.of(1L, 2L), List.of(0L, 0L), One.floats(left, right));
    }

    @Test
    void regressorFallsAndAddsTheBase() {
        TreeEnsembleRegressor op = new TreeEnsembleRegressor(
                STUMP, weights(5, 7), 1, TreeEnsemble.Aggregate.SUM, One.floats(0.5f), PostTransform.NONE);
        assertThat(One.tensor(op, X).toFloats()).containsExactly(5.5f, 7.5f, 5.5f);
    }

    @Test
    void classifierOfOneScore() {
        TreeEnsembleClassifier op = new TreeEnsembleClassifier(
                STUMP, weights(-1, 2), List.of(), List.of("no", "yes"), null, PostTransform.LOGISTIC);
        List<Value> y = One.runAll(op, 2, X);
        assertThat(((Tensor) y.get(0)).toStrings()).containsExactly("no", "yes", "no");
        assertThat(((Tensor) y.get(1)).toFloats()[3]).isCloseTo((float) (1 / (1 + Math.exp(-2))), within(1e-6f));
        TreeEnsembleClassifier positive = new TreeEnsembleClassifier(
                STUMP, weights(0.25f, 0.75f), List.of(3L, 4L), List.of(), null, PostTransform.NONE);
        List<Value> z = One.runAll(positive, 2, X);
        assertThat(((Tensor) z.get(0)).toLongs()).containsExactly(3, 4, 3);
        assertThat(((Tensor) z.get(1)).toFloats()).containsExactly(0.75f, 0.25f, 0.25f, 0.75f, 0.75f, 0.25f);
    }

    @Test
    void cyclesAndMissingNodesAreRefused() {
        assertThatThrownBy(() -> ensemble(0, false)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() -> ensemble(5, true)).isInstanceOf(ModelInvalidException.class);
        assertThatThrownBy(() ->
                        new LeafWeights(List.of(0L), List.of(9L), List.of(0L), One.floats(1)).entries(STUMP.forest()))
                .isInstanceOf(ModelInvalidException.class);
        assertThat(One.tensor(ensemble(1, true), X).toFloats()).containsExactly(10, 20, 20);
    }

    /** x0 &lt; 2 ? 10 : what {@code falseTarget} names. */
    private static TreeEnsemble ensemble(long falseTarget, boolean isLeaf) {
        return new TreeEnsemble(
                1,
                TreeEnsemble.Aggregate.SUM,
                PostTransform.NONE,
                List.of(0L),
                List.of(0L),
                List.of(TreeEnsemble.Mode.LT),
                One.floats(2),
                List.of(0L),
                List.of(1L),
                List.of(falseTarget),
                List.of(isLeaf ? 1L : 0L),
                List.of(),
                null,
                List.of(0L, 0L),
                One.floats(10, 20));
    }
}
