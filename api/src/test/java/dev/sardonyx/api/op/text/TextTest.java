package dev.sardonyx.api.op.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void concatBroadcasts() {
        Tensor y = One.tensor(new StringConcat(), One.strings("a", "b"), Tensor.ofStrings(Shape.SCALAR, "c"));
        assertThat(y.toStrings()).containsExactly("ac", "bc");
        assertThat(One.tensor(new StringConcat(), One.strings(), One.strings("x"))
                        .elements())
                .isZero();
    }

    @Test
    void normalizerFiltersAndFolds() {
        StringNormalizer upper =
                new StringNormalizer(StringNormalizer.CaseChange.UPPER, false, List.of("Monday"), null);
        assertThat(One.tensor(upper, One.strings("monday", "straße")).toStrings())
                .containsExactly("STRASSE");
        Tensor none = One.tensor(upper, Tensor.ofStrings(Shape.of(1, 1), "MONDAY"));
        assertThat(none.shape()).isEqualTo(Shape.of(1, 1));
        assertThat(none.toStrings()).containsExactly("");
        StringNormalizer exact = new StringNormalizer(StringNormalizer.CaseChange.NONE, true, List.of("a"), null);
        assertThat(One.tensor(exact, One.strings("a", "A")).toStrings()).containsExactly("A");
    }

    @Test
    void splitPadsWithEmptyStrings() {
        List<Value> y = One.runAll(new StringSplit(",", null), 2, One.strings("a,,b", ""));
        assertThat(((Tensor) y.get(0)).toStrings()).containsExactly("a", "", "b", "", "", "");
        assertThat(((Tensor) y.get(1)).toLongs()).containsExactly(3, 1);
        Tensor spaces = (Tensor) One.runAll(new StringSplit(null, 1L), 2, One.strings("  a b  c "))
                .getFirst();
        assertThat(spaces.toStrings()).containsExactly("a", "b  c ");
        assertThat(((Tensor) One.runAll(new StringSplit(), 2, One.strings()).getFirst()).shape())
                .isEqualTo(Shape.of(0, 0));
        assertThatThrownBy(() -> new StringSplit(",", -1L)).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void regexMatchesTheWholeString() {
        RegexFullMatch word = new RegexFullMatch("(?P<w>[a-z]+)\\d*");
        assertThat(One.tensor(word, One.strings("ab1", "ab1!", "")).toLongs()).containsExactly(1, 0, 0);
        for (String foreign : List.of("(a)\\1", "(?=a)a", "a++", "(?<!a)b", "(?>a)")) {
            assertThatThrownBy(() -> new RegexFullMatch(foreign)).isInstanceOf(ModelInvalidException.class);
        }
        assertThatThrownBy(() -> new RegexFullMatch("(")).isInstanceOf(ModelInvalidException.class);
    }

    @Test
    void regexThatExplodesIsGivenUp() {
        RegexFullMatch bomb = new RegexFullMatch("a*a*a*a*a*a*a*a*b");
        assertThatThrownBy(() -> One.tensor(bomb, One.strings("a".repeat(200)))).isInstanceOf(ExecutionException.class);
    }

    @Test
    void tfIdfCountsNgrams() {
        TfIdfVectorizer counts = new TfIdfVectorizer(
                TfIdfVectorizer.Mode.TF,
                1,
                2,
                1,
                List.of(0L, 2L),
                List.of(0L, 1L, 3L),
                List.of(7L, 8L, 7L, 8L),
                List.of(),
                List.of());
        Tensor y = One.tensor(counts, Tensor.ofInt64(7, 8, 8, 7));
        assertThat(y.toFloats()).containsExactly(2, 2, 0, 2); // 7 8 side by side, and 7 . 8
        TfIdfVectorizer weighted = new TfIdfVectorizer(
                TfIdfVectorizer.Mode.TFIDF,
                1,
                1,
                0,
                List.of(0L),
                List.of(1L, 0L),
                List.of(),
                List.of("a", "b"),
                List.of(2f, 3f));
        Tensor z = One.tensor(weighted, Tensor.ofStrings(Shape.of(2, 2), "a", "a", "b", "c"));
        assertThat(z.toFloats()).containsExactly(0, 4, 3, 0);
        assertThatThrownBy(() -> One.tensor(weighted, Tensor.ofInt64(1))).isInstanceOf(ExecutionException.class);
    }
}
