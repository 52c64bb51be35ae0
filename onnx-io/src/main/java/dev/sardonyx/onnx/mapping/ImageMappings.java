package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.image.AffineGrid;
import dev.sardonyx.api.op.image.Col2Im;
import dev.sardonyx.api.op.image.GridSample;
import dev.sardonyx.api.op.image.MaxRoiPool;
import dev.sardonyx.api.op.image.RoiAlign;

/** Operators that sample images between their pixels. */
final class ImageMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        ResizeMappings.register(rows);
        rows.row("GridSample", GridSample.class, 16, 20, 22)
                .read(ImageMappings::gridSample)
                .write(ImageMappings::gridSample);
        rows.row("AffineGrid", AffineGrid.class, 20)
                .read(in -> new AffineGrid(in.flag("align_corners", false)))
                .write((op, out) -> out.flag("align_corners", op.alignCorners(), false));
        rows.row("RoiAlign", RoiAlign.class, 10, 16, 22)
                .read(ImageMappings::roiAlign)
                .write(ImageMappings::roiAlign);
        rows.row("MaxRoiPool", MaxRoiPool.class, 1, 22)
                .read(in -> new MaxRoiPool(in.integers("pooled_shape"), in.real("spatial_scale", 1)))
                .write((op, out) -> {
                    out.integers("pooled_shape", op.pooledShape());
                    out.attribute("spatial_scale", op.spatialScale(), 1f);
                });
        rows.row("Col2Im", Col2Im.class, 18)
                .read(in -> new Col2Im(in.integers("dilations"), in.integers("pads"), in.integers("strides")))
                .write((op, out) -> {
                    out.integersUnlessEmpty("dilations", op.dilations());
                    out.integersUnlessEmpty("pads", op.pads());
                    out.integersUnlessEmpty("strides", op.strides());
                });
    }

    private static Operator gridSample(NodeReader in) {
        String text = in.text("mode", "linear");
        GridSample.Mode mode = switch (text) { // version 16 says bilinear and bicubic
            case "bilinear" -> GridSample.Mode.LINEAR;
            case "bicubic" -> GridSample.Mode.CUBIC;
            default -> EnumText.parse(in, "mode", text, GridSample.Mode.class);
        };
        return new GridSample(
                in.flag("align_corners", false), mode, EnumText.read(in, "padding_mode", GridSample.PaddingMode.ZEROS));
    }

    private static void gridSample(GridSample op, NodeWriter out) {
        String mode = EnumText.lower(op.mode());
        boolean isOld = out.version() < 20;
        out.attribute(
                "mode",
                isOld && op.mode() != GridSample.Mode.NEAREST ? "bi" + mode : mode,
                isOld ? "bilinear" : "linear");
        out.attribute("padding_mode", EnumText.lower(op.paddingMode()), "zeros");
        out.flag("align_corners", op.alignCorners(), false);
    }

    private static Operator roiAlign(NodeReader in) {
        RoiAlign.Coordinates usual =
                in.version() < 16 ? RoiAlign.Coordinates.OUTPUT_HALF_PIXEL : RoiAlign.Coordinates.HALF_PIXEL;
        return new RoiAlign(
                EnumText.read(in, "coordinate_transformation_mode", usual),
                EnumText.read(in, "mode", RoiAlign.Mode.AVG),
                in.integer("output_height", 1),
                in.integer("output_width", 1),
                in.integer("sampling_ratio", 0),
                in.real("spatial_scale", 1));
    }

    private static void roiAlign(RoiAlign op, NodeWriter out) {
        if (out.version() >= 16) {
            String mode = EnumText.lower(op.coordinateTransformationMode());
            out.attribute("coordinate_transformation_mode", mode, "half_pixel");
        } else if (op.coordinateTransformationMode() == RoiAlign.Coordinates.HALF_PIXEL) {
            out.cannot("RoiAlign takes coordinates of centres from operator set 16 on");
        }
        out.attribute("mode", EnumText.lower(op.mode()), "avg");
        out.attribute("output_height", op.outputHeight(), 1);
        out.attribute("output_width", op.outputWidth(), 1);
        out.attribute("sampling_ratio", op.samplingRatio(), 0);
        out.attribute("spatial_scale", op.spatialScale(), 1f);
    }
}
