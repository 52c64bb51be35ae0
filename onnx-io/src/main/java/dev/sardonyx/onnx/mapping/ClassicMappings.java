package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.ml.ArrayFeatureExtractor;
import dev.sardonyx.api.op.ml.Binarizer;
import dev.sardonyx.api.op.ml.LabelEncoder;
import dev.sardonyx.api.op.ml.LinearClassifier;
import dev.sardonyx.api.op.ml.LinearRegressor;
import dev.sardonyx.api.op.ml.Normalizer;
import dev.sardonyx.api.op.ml.PostTransform;
import dev.sardonyx.api.op.ml.Scaler;
import dev.sardonyx.api.op.ml.ZipMap;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/** Classical machine learning, domain {@code ai.onnx.ml}. */
final class ClassicMappings implements MappingTable {
    private static final String DOMAIN = "ai.onnx.ml";

    @Override
    public void register(Mappings rows) {
        rows.row(DOMAIN, "ArrayFeatureExtractor", ArrayFeatureExtractor.class, 1)
                .plain(ArrayFeatureExtractor::new);
        rows.row(DOMAIN, "Binarizer", Binarizer.class, 1)
                .read(in -> new Binarizer(in.real("threshold", 0)))
                .write((op, out) -> out.attribute("threshold", op.threshold(), 0f));
        rows.row(DOMAIN, "LabelEncoder", LabelEncoder.class, 1, 2, 4)
                .read(ClassicMappings::labelEncoder)
                .write(ClassicMappings::writeLabelEncoder);
        rows.row(DOMAIN, "LinearClassifier", LinearClassifier.class, 1)
                .read(in -> new LinearClassifier(
                        in.integers("classlabels_ints"),
                        in.texts("classlabels_strings"),
                        in.reals("coefficients"),
                        in.reals("intercepts"),
                        in.integer("multi_class", 0),
                        postTransform(in)))
                .write((op, out) -> {
                    out.integersUnlessEmpty("classlabels_ints", op.classlabelsInts());
                    textsUnlessEmpty(out, "classlabels_strings", op.classlabelsStrings());
                    out.reals("coefficients", op.coefficients());
                    realsUnlessEmpty(out, "intercepts", op.intercepts());
                    out.attribute("multi_class", op.multiClass(), 0);
                    out.attribute("post_transform", op.postTransform().name(), "NONE");
                });
        rows.row(DOMAIN, "LinearRegressor", LinearRegressor.class, 1)
                .read(in -> new LinearRegressor(
                        in.reals("coefficients"), in.reals("intercepts"), in.integer("targets", 1), postTransform(in)))
                .write((op, out) -> {
                    out.reals("coefficients", op.coefficients());
                    realsUnlessEmpty(out, "intercepts", op.intercepts());
                    out.attribute("targets", op.targets(), 1);
                    out.attribute("post_transform", op.postTransform().name(), "NONE");
                });
        rows.row(DOMAIN, "Normalizer", Normalizer.class, 1)
                .read(in -> new Normalizer(TextMappings.constant(in, Normalizer.Norm.class, "norm", "MAX")))
                .write((op, out) -> out.attribute("norm", op.norm().name(), "MAX"));
        rows.row(DOMAIN, "Scaler", Scaler.class, 1)
                .read(in -> new Scaler(in.reals("offset"), in.reals("scale")))
                .write((op, out) -> {
                    out.reals("offset", op.offset());
                    out.reals("scale", op.scale());
                });
        rows.row(DOMAIN, "ZipMap", ZipMap.class, 1)
                .read(in -> new ZipMap(in.integers("classlabels_int64s"), in.texts("classlabels_strings")))
                .write((op, out) -> {
                    out.integersUnlessEmpty("classlabels_int64s", op.classlabelsInt64s());
                    textsUnlessEmpty(out, "classlabels_strings", op.classlabelsStrings());
                });
    }

    private static PostTransform postTransform(NodeReader in) {
        return TextMappings.constant(in, PostTransform.class, "post_transform", "NONE");
    }

    private static void textsUnlessEmpty(NodeWriter out, String name, List<String> values) {
        if (!values.isEmpty()) {
            out.texts(name, values);
        }
    }

    private static void realsUnlessEmpty(NodeWriter out, String name, List<Float> values) {
        if (!values.isEmpty()) {
            out.reals(name, values);
        }
    }

    private static Operator labelEncoder(NodeReader in) {
        if (in.version() < 2) {
            return classes(in);
        }
        Tensor values = list(in, "values");
        Tensor otherwise = in.tensorOrNull("default_tensor");
        String text = in.text("default_string", "_Unused");
        long integer = in.integer("default_int64", -1);
        float real = in.real("default_float", -0f);
        if (otherwise == null) {
            otherwise = switch (values.elementType()) {
                case STRING -> Tensor.ofStrings(Shape.SCALAR, text);
                case FLOAT, DOUBLE -> Tensor.scalar(values.elementType(), real);
                default -> Tensor.ofLongs(values.elementType(), Shape.SCALAR, integer);
            };
        }
        return new LabelEncoder(list(in, "keys"), values, otherwise);
    }

    /** Version 1: from the names of classes to their numbers, or back, as the input has it. */
    private static Operator classes(NodeReader in) {
        Tensor names = strings(in.texts("classes_strings"));
        long[] places = new long[(int) names.elements()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        Tensor numbers = Tensor.ofInt64(places);
        String text = in.text("default_string", "_Unused");
        long integer = in.integer("default_int64", -1);
        return in.inputElementType(0) == ElementType.STRING
                ? new LabelEncoder(names, numbers, Tensor.scalar(integer))
                : new LabelEncoder(numbers, names, Tensor.ofStrings(Shape.SCALAR, text));
    }

    private static Tensor list(NodeReader in, String what) {
        Tensor tensor = in.tensorOrNull(what + "_tensor");
        List<String> texts = in.texts(what + "_strings");
        List<Long> integers = in.integers(what + "_int64s");
        List<Float> reals = in.reals(what + "_floats");
        if (tensor != null) {
            return tensor;
        }
        if (!texts.isEmpty()) {
            return strings(texts);
        }
        if (!integers.isEmpty()) {
            return Tensor.ofInt64(integers.stream().mapToLong(n -> n).toArray());
        }
        float[] array = new float[reals.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = reals.get(i);
        }
        return Tensor.ofFloats(Shape.of(array.length), array);
    }

    private static Tensor strings(List<String> texts) {
        return Tensor.ofStrings(Shape.of(texts.size()), texts.toArray(new String[0]));
    }

    private static void writeLabelEncoder(LabelEncoder op, NodeWriter out) {
        if (out.version() >= 4) {
            out.attribute("keys_tensor", op.keys());
            out.attribute("values_tensor", op.values());
            out.attribute("default_tensor", op.defaultValue().reshaped(Shape.of(1)));
            return;
        }
        if (out.version() < 2) {
            out.cannot("LabelEncoder has keys and values from version 2 on");
            return;
        }
        writeList(out, "keys", op.keys());
        writeList(out, "values", op.values());
        Tensor otherwise = op.defaultValue();
        switch (otherwise.elementType()) {
            case STRING -> out.attribute("default_string", otherwise.stringAt(0));
            case FLOAT -> out.attribute("default_float", (float) otherwise.doubleAt(0));
            default -> out.attribute("default_int64", otherwise.longAt(0));
        }
    }

    private static void writeList(NodeWriter out, String what, Tensor tensor) {
        String wrong = null;
        switch (tensor.elementType()) {
            case STRING -> out.texts(what + "_strings", tensor.toStrings());
            case INT64 ->
                out.integers(
                        what + "_int64s",
                        java.util.Arrays.stream(tensor.toLongs()).boxed().toList());
            case FLOAT -> {
                List<Float> reals = new java.util.ArrayList<>();
                for (float f : tensor.toFloats()) {
                    reals.add(f);
                }
                out.reals(what + "_floats", reals);
            }
            default -> wrong = "LabelEncoder has " + what + " of type " + tensor.elementType() + " from version 4 on";
        }
        if (wrong != null) {
            out.cannot(wrong);
        }
    }
}
