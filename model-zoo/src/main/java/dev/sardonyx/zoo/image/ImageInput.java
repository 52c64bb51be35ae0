package dev.sardonyx.zoo.image;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;

/**
 * How a network wants to be given pictures. A FLOAT element is (level - mean) / std with levels of 0 to 255, so means
 * and deviations published for levels of 0 to 1 have to be multiplied by 255.
 *
 * @param mean one number, or one for each channel in the order of {@code order}
 * @param std one number, or one for each channel
 * @param elementType FLOAT, or UINT8 for a network that takes levels as they are
 */
public record ImageInput(
        int width,
        int height,
        List<Double> mean,
        List<Double> std,
        Layout layout,
        ChannelOrder order,
        ElementType elementType,
        Fit fit,
        Filter filter) {

    private static final int LETTERBOX_LEVEL = 114;

    /** The order of a tensor's axes: batch, channels, height, width. */
    public enum Layout {
        NCHW,
        NHWC
    }

    /** What the channels are. */
    public enum ChannelOrder {
        RGB,
        BGR,
        /** One channel of luma by ITU-R 601. */
        GRAY;

        int channels() {
            return this == GRAY ? 1 : 3;
        }
    }

    public ImageInput {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        Picture.checkedBytes(width, height);
        checkPerChannel("mean", mean, order);
        checkPerChannel("std", std, order);
        if (std.contains(0.0) || std.contains(-0.0)) {
            throw new InputException("expected deviations (std) other than 0, found " + std);
        }
        if (elementType != ElementType.FLOAT && elementType != ElementType.UINT8) {
            throw new InputException("expected pictures as float or uint8, found " + elementType);
        }
        boolean plain = mean.stream().allMatch(m -> m == 0) && std.stream().allMatch(s -> s == 1);
        if (elementType == ElementType.UINT8 && !plain) {
            throw new InputException("uint8 pictures cannot be normalised, found mean " + mean + " and std " + std
                    + "; leave both out or ask for float");
        }
    }

    private static void checkPerChannel(String name, List<Double> values, ChannelOrder order) {
        if ((values.size() != 1 && values.size() != order.channels())
                || !values.stream().allMatch(Double::isFinite)) {
            throw new InputException("expected as " + name + " one number"
                    + (order.channels() == 3 ? ", or one for each of 3 channels" : "") + ", found " + values);
        }
    }

    /** FLOAT, NCHW, RGB, levels of 0 to 255, stretched, bilinear. */
    public static ImageInput of(int width, int height) {
        return new ImageInput(
                width,
                height,
                List.of(0.0),
                List.of(1.0),
                Layout.NCHW,
                ChannelOrder.RGB,
                ElementType.FLOAT,
                Fit.STRETCH,
                Filter.BILINEAR);
    }

    /**
     * What {@code options} say, for example {@code size=320x240,mean=127,std=128}. Besides those there are
     * {@code layout=nchw|nhwc}, {@code order=rgb|bgr|gray}, {@code type=float|uint8},
     * {@code fit=stretch|letterbox|center_crop} and {@code filter=nearest|bilinear|antialias}; three means are
     * written {@code mean=123.7:116.3:103.5}. Only the size must be given.
     *
     * @throws InputException if an option is unknown, given twice, or has no such value
     */
    public static ImageInput parse(String options) {
        return ImageOptions.parse(options);
    }

    /** The shape of the tensors: a batch of one picture. */
    public Shape shape() {
        return layout == Layout.NCHW
                ? Shape.of(1, order.channels(), height, width)
                : Shape.of(1, height, width, order.channels());
    }

    /** Where {@code picture} lies in the input, to bring boxes back to it. */
    public Placement placement(Picture picture) {
        return Placement.of(fit, picture.width(), picture.height(), width, height);
    }

    /** {@code picture} as the network wants it. */
    public Tensor toTensor(Picture picture) {
        Placement place = placement(picture);
        Picture part = picture.cropped(place.cropX(), place.cropY(), place.cropWidth(), place.cropHeight())
                .resized(place.width(), place.height(), filter);
        Tensor tensor = Tensor.allocate(elementType, shape());
        for (int c = 0; c < order.channels(); c++) {
            double m = mean.get(mean.size() == 1 ? 0 : c);
            double s = std.get(std.size() == 1 ? 0 : c);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int level = level(part, x - place.left(), y - place.top(), c);
                    tensor.setDouble(index(c, y, x), (level - m) / s);
                }
            }
        }
        return tensor;
    }

    private long index(int c, int y, int x) {
        return layout == Layout.NCHW
                ? ((long) c * height + y) * width + x
                : ((long) y * width + x) * order.channels() + c;
    }

    private int level(Picture part, int x, int y, int c) {
        if (x < 0 || y < 0 || x >= part.width() || y >= part.height()) {
            return LETTERBOX_LEVEL;
        }
        return switch (order) {
            case RGB -> part.level(x, y, c);
            case BGR -> part.level(x, y, 2 - c);
            // Pillow's weights, in 1/65536.
            case GRAY ->
                (part.level(x, y, 0) * 19595 + part.level(x, y, 1) * 38470 + part.level(x, y, 2) * 7471 + 0x8000) >> 16;
        };
    }
}
