package dev.sardonyx.api.op.text;

import dev.sardonyx.api.ModelInvalidException;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every string split at {@code delimiter}, or at runs of white space where that is null or empty. Y has one
 * more dimension than X, of the largest number of pieces; shorter lists are filled with empty strings. Z has
 * the number of pieces. Source: ONNX StringSplit-20, Python's str.split.
 *
 * @param delimiter where to split, or null for white space
 * @param maxsplit the most splits per string, or null for any number; the rest stays in the last piece
 */
public record StringSplit(
        @Nullable String delimiter, @Nullable Long maxsplit) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("StringSplit")
            .input("X", "T1")
            .output("Y", "T2")
            .output("Z", "T3")
            .where("T1", Types.STRING)
            .where("T2", Types.STRING)
            .where("T3", Types.INT64)
            .build();

    /** Splits at white space. */
    public StringSplit() {
        this(null, null);
    }

    public StringSplit {
        if (maxsplit != null && maxsplit < 0) {
            throw new ModelInvalidException("maxsplit: expected 0 or more, found " + maxsplit);
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        SymbolicShape shape = in.shape(0);
        if (shape == null) {
            return List.of(in.tensor(0), new TensorType(ElementType.INT64, null));
        }
        List<Dim> dims = new ArrayList<>(shape.dims());
        dims.add(in.unknownDim(0, shape.rank()));
        return List.of(
                new TensorType(ElementType.STRING, new SymbolicShape(dims)), new TensorType(ElementType.INT64, shape));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Tensor x = in.tensor(0);
        List<List<String>> split = new ArrayList<>();
        Tensor z = Tensor.allocate(ElementType.INT64, x.shape());
        long most = 0;
        long pieces = 0;
        for (long i = 0; i < x.elements(); i++) {
            in.deadline().check();
            List<String> parts = split(x.stringAt(i));
            split.add(parts);
            z.setLong(i, parts.size());
            most = Math.max(most, parts.size());
            pieces += parts.size();
            Texts.require(in, pieces, 0);
        }
        long[] dims = java.util.Arrays.copyOf(x.shape().dims(), x.shape().rank() + 1);
        dims[dims.length - 1] = most;
        Shape shape = Shape.of(dims);
        Texts.require(in, shape.elements(), 0);
        Tensor y = Tensor.allocate(ElementType.STRING, shape);
        for (int i = 0; i < split.size(); i++) {
            List<String> parts = split.get(i);
            for (int k = 0; k < parts.size(); k++) {
                y.setString(i * most + k, parts.get(k));
            }
        }
        return List.of(y, z);
    }

    private List<String> split(String s) {
        long splits = maxsplit == null ? Long.MAX_VALUE : maxsplit;
        return delimiter == null || delimiter.isEmpty() ? atSpace(s, splits) : atDelimiter(s, delimiter, splits);
    }

    private static List<String> atDelimiter(String s, String delimiter, long splits) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int at = s.indexOf(delimiter);
        while (at >= 0 && parts.size() < splits) {
            parts.add(s.substring(from, at));
            from = at + delimiter.length();
            at = s.indexOf(delimiter, from);
        }
        parts.add(s.substring(from));
        return parts;
    }

    private static List<String> atSpace(String s, long splits) {
        List<String> parts = new ArrayList<>();
        int at = skip(s, 0, true);
        while (at < s.length()) {
            int end = parts.size() < splits ? skip(s, at, false) : s.length();
            parts.add(s.substring(at, end));
            at = skip(s, end, true);
        }
        return parts;
    }

    /** The first place from {@code from} on that is not white space, or that is. */
    private static int skip(String s, int from, boolean space) {
        int at = from;
        while (at < s.length() && isSpace(s.charAt(at)) == space) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}
