package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.image.Resize;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Resize, which changed more than any other operator, and its predecessor Upsample. */
final class ResizeMappings {
    private ResizeMappings() {}

    static void register(Mappings rows) {
        rows.row("Resize", Resize.class, 7, 9, 10, 11, 13, 18, 19) // 7 and 9 are Upsample's
                .read(ResizeMappings::read)
                .write(ResizeMappings::write);
        rows.readOnly("", "Upsample", ResizeMappings::upsample, 1, 7, 9, 10);
    }

    private static Operator read(NodeReader in) {
        if (in.version() < 10) {
            throw in.invalid("Resize came with operator set 10");
        }
        return in.version() < 11 ? scaled(in) : resize(in);
    }

    private static Operator upsample(NodeReader in) {
        if (in.version() < 7) {
            float height = in.real("height_scale", 1);
            float width = in.real("width_scale", 1);
            in.setInput(1, scales(in, 1, 1, height, width));
        } else if (in.version() < 9) {
            List<Float> list = in.reals("scales");
            float[] scales = new float[list.size()];
            for (int i = 0; i < scales.length; i++) {
                scales[i] = list.get(i);
            }
            in.setInput(1, scales(in, scales));
        }
        return scaled(in);
    }

    private static String scales(NodeReader in, float... scales) {
        return in.constant("scales", Tensor.ofFloats(Shape.of(scales.length), scales));
    }

    /** Upsample and the first Resize: scales are the second input, and coordinates begin at a corner. */
    private static Operator scaled(NodeReader in) {
        String mode = in.text("mode", "nearest");
        in.setInput(2, in.input(1));
        in.setInput(1, "");
        return new Resize(
                Resize.Coordinates.ASYMMETRIC,
                mode.equals("bilinear") ? Resize.Mode.LINEAR : EnumText.parse(in, "mode", mode, Resize.Mode.class),
                Resize.NearestMode.FLOOR);
    }

    private static Operator resize(NodeReader in) {
        Resize.NearestMode nearest = EnumText.read(in, "nearest_mode", Resize.NearestMode.ROUND_PREFER_FLOOR);
        Resize.Mode mode = EnumText.read(in, "mode", Resize.Mode.NEAREST);
        String coordinates = in.text("coordinate_transformation_mode", "half_pixel");
        if (coordinates.equals("tf_half_pixel_for_nn")) { // floor((y + 0.5) / scale)
            if (mode != Resize.Mode.NEAREST || nearest != Resize.NearestMode.FLOOR) {
                throw in.unsupported("tf_half_pixel_for_nn with anything but nearest and floor");
            }
            coordinates = "half_pixel";
            nearest = Resize.NearestMode.ROUND_PREFER_CEIL;
        }
        return new Resize(
                in.flag("antialias", false),
                in.integers("axes"),
                EnumText.parse(in, "coordinate_transformation_mode", coordinates, Resize.Coordinates.class),
                in.real("cubic_coeff_a", -0.75f),
                in.flag("exclude_outside", false),
                in.real("extrapolation_value", 0),
                EnumText.read(in, "keep_aspect_ratio_policy", Resize.AspectRatio.STRETCH),
                mode,
                nearest);
    }

    private static void write(Resize op, NodeWriter out) {
        if (out.version() < 11) {
            writeScaled(op, out);
            return;
        }
        if (out.version() < 13) {
            requireOldInputs(out);
        }
        if (out.version() < 18) {
            boolean isNew =
                    op.antialias() || !op.axes().isEmpty() || op.keepAspectRatioPolicy() != Resize.AspectRatio.STRETCH;
            if (isNew) {
                out.cannot("Resize takes antialias, axes and an aspect ratio from operator set 18 on");
            }
        }
        if (out.version() < 19 && op.coordinateTransformationMode() == Resize.Coordinates.HALF_PIXEL_SYMMETRIC) {
            out.cannot("Resize knows half_pixel_symmetric from operator set 19 on");
        }
        out.flag("antialias", op.antialias(), false);
        out.integersUnlessEmpty("axes", op.axes());
        String coordinates = EnumText.lower(op.coordinateTransformationMode());
        out.attribute("coordinate_transformation_mode", coordinates, "half_pixel");
        out.attribute("cubic_coeff_a", op.cubicCoeffA(), -0.75f);
        out.flag("exclude_outside", op.excludeOutside(), false);
        out.attribute("extrapolation_value", op.extrapolationValue(), 0f);
        out.attribute("keep_aspect_ratio_policy", EnumText.lower(op.keepAspectRatioPolicy()), "stretch");
        out.attribute("mode", EnumText.lower(op.mode()), "nearest");
        out.attribute("nearest_mode", EnumText.lower(op.nearestMode()), "round_prefer_floor");
    }

    /** Version 11 asks for roi and scales even where they say nothing. */
    private static void requireOldInputs(NodeWriter out) {
        for (int i = 1; i <= 2; i++) {
            if (!out.hasInput(i)) {
                out.setInput(i, out.constant("none", Tensor.allocate(ElementType.FLOAT, Shape.of(0))));
            }
        }
    }

    private static void writeScaled(Resize op, NodeWriter out) {
        boolean isOld = op.coordinateTransformationMode() == Resize.Coordinates.ASYMMETRIC
                && op.mode() != Resize.Mode.CUBIC
                && (op.mode() != Resize.Mode.NEAREST || op.nearestMode() == Resize.NearestMode.FLOOR)
                && op.axes().isEmpty()
                && !op.antialias()
                && !op.excludeOutside();
        if (!isOld || !out.hasInput(2)) {
            out.cannot("Resize is nearest (floor) or linear, by scales and from a corner, before operator set 11");
        }
        out.removeInput(3);
        out.removeInput(1);
        out.attribute("mode", EnumText.lower(op.mode()), "nearest");
        if (out.version() < 10) {
            writeUpsample(out);
        }
    }

    private static void writeUpsample(NodeWriter out) {
        out.opType("Upsample");
        Tensor scales = out.constantInput(1);
        List<Float> list = new ArrayList<>();
        for (int i = 0; scales != null && i < scales.elements(); i++) {
            list.add((float) scales.doubleAt(i));
        }
        if (list.stream().anyMatch(scale -> scale < 1)) {
            out.cannot("nothing makes an input smaller before operator set 10");
        }
        if (out.version() < 9) {
            if (scales == null) {
                out.cannot("scales may be computed from operator set 9 on");
            }
            out.reals("scales", list);
            out.removeInput(1);
        }
    }
}
