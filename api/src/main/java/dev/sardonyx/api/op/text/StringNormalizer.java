package dev.sardonyx.api.op.text;

import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strings of a vector [C] or row [1, C] without the stop words, in lower or upper case where asked. Where
 * nothing is left, one empty string. Source: ONNX StringNormalizer-10.
 *
 * @param caseChangeAction what happens to the case of the strings that stay
 * @param caseSensitive whether stop words are told apart by case
 * @param stopwords strings to leave out
 * @param locale whose rules for case apply, such as en_US; null for those of Unicode alone
 */
public record StringNormalizer(
        CaseChange caseChangeAction,
        boolean caseSensitive,
        List<String> stopwords,
        @Nullable String locale) implements HostOperator {
    /** What happens to the case. */
    public enum CaseChange {
        NONE,
        LOWER,
        UPPER
    }

    private static final Signature SIGNATURE = Signature.of("StringNormalizer")
            .input("X", "T")
            .output("Y", "T")
            .where("T", Types.STRING)
            .build();

    public StringNormalizer {
        stopwords = List.copyOf(stopwords);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(in.tensor(0));
        }
        boolean row =
                shape.rank() == 2 && (!shape.dim(0).isFixed() || shape.dim(0).is(1));
        if (shape.rank() != 1 && !row) {
            throw in.fail("X: expected shape [C] or [1, C], found " + shape);
        }
        Dim rest = in.unknownDim(0, shape.rank() - 1);
        return List.of(
                new TensorType(ElementType.STRING, row ? SymbolicShape.of(Dim.of(1), rest) : SymbolicShape.of(rest)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Locale rules = locale == null ? Locale.ROOT : Locale.forLanguageTag(locale.replace('_', '-'));
        Set<String> stop = new HashSet<>();
        for (String word : stopwords) {
            stop.add(caseSensitive ? word : word.toLowerCase(rules));
        }
        List<String> kept = new ArrayList<>();
        for (String word : in.tensor(0).toStrings()) {
            in.deadline().check();
            if (!stop.contains(caseSensitive ? word : word.toLowerCase(rules))) {
                kept.add(
                        switch (caseChangeAction) {
                            case NONE -> word;
                            case LOWER -> word.toLowerCase(rules);
                            case UPPER -> word.toUpperCase(rules);
                        });
            }
        }
        if (kept.isEmpty()) {
            kept.add("");
        }
        Shape shape = in.shape(0).rank() == 1 ? Shape.of(kept.size()) : Shape.of(1, kept.size());
        return List.of(Tensor.ofStrings(shape, kept.toArray(new String[0])));
    }
}
