package dev.sardonyx.cli;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.onnx.OnnxValues;
import dev.sardonyx.zoo.audio.Wav;
import dev.sardonyx.zoo.image.ImageInput;
import dev.sardonyx.zoo.image.Picture;
import dev.sardonyx.zoo.npy.Npy;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a file holds as the value of a model's input: an array, a message, a picture or a sound. */
final class InputFiles {
    /** A picture or sound, and options behind a comma. */
    private static final Pattern MEDIA =
            Pattern.compile("(?<file>.*\\.(?<kind>png|jpe?g|wav))(,(?<options>.*))?", Pattern.CASE_INSENSITIVE);

    private InputFiles() {}

    /** The value in a file, which may have options behind a comma where it is a picture or sound. */
    static Value read(String text, ValueInfo input, Console console) {
        Matcher media = MEDIA.matcher(text);
        if (media.matches()) {
            Path file = Path.of(media.group("file"));
            String kind = media.group("kind").toLowerCase(Locale.ROOT);
            InputPaths.requireFile(file, "input", "." + kind);
            String options = media.group("options");
            return kind.equals("wav") ? sound(file, options, input, console) : picture(file, options, input);
        }
        Path file = Path.of(text);
        String name = text.toLowerCase(Locale.ROOT);
        if (name.endsWith(".npy")) {
            InputPaths.requireFile(file, "input", ".npy");
            return refusing(file, () -> Npy.read(file));
        }
        if (name.endsWith(".pb")) {
            InputPaths.requireFile(file, "input", ".pb");
            if (input.type() == null) {
                throw new InputException("the model does not say of what type '" + Escape.text(input.name()) + "' is");
            }
            return OnnxValues.read(file, input.type());
        }
        throw new RefusedFileException(
                "expected an input file whose name ends in .npy, .pb, .png, .jpg or .wav, found " + Escape.text(text));
    }

    /** What {@code reader} reads; what is wrong with the file is the file's fault, not that of the options. */
    private static <T> T refusing(Path file, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (InputException e) {
            throw new RefusedFileException(Escape.text(file.toString()) + ": " + e.getMessage(), e);
        }
    }

    private static Tensor picture(Path file, @Nullable String options, ValueInfo input) {
        String all = options == null ? "" : options;
        TensorType type = input.type() instanceof TensorType tensor ? tensor : null;
        long[] sizes = fixedSizes(type);
        boolean isLast =
                sizes.length >= 3 && isChannels(sizes[sizes.length - 1]) && !isChannels(sizes[sizes.length - 3]);
        if (isLast && !has(all, "layout")) {
            all = with(all, "layout=nhwc");
        }
        boolean isNhwc = has(all, "layout") ? all.toLowerCase(Locale.ROOT).contains("layout=nhwc") : isLast;
        if (sizes.length >= 3) {
            long height = sizes[sizes.length - (isNhwc ? 3 : 2)];
            long width = sizes[sizes.length - (isNhwc ? 2 : 1)];
            long channels = sizes[sizes.length - (isNhwc ? 1 : 3)];
            if (!has(all, "size") && height > 0 && width > 0) {
                all = with(all, "size=" + width + "x" + height);
            }
            if (!has(all, "order") && channels == 1) {
                all = with(all, "order=gray");
            }
        }
        if (type != null && type.elementType() == ElementType.UINT8 && !has(all, "type")) {
            all = with(all, "type=uint8");
        }
        if (!has(all, "size")) {
            throw new InputException("the model leaves the size of '" + Escape.text(input.name())
                    + "' open; give it behind the file, as in " + Escape.text(input.name()) + "="
                    + Escape.text(file.toString()) + ",size=320x240");
        }
        ImageInput wanted = ImageInput.parse(all);
        Tensor tensor = wanted.toTensor(refusing(file, () -> Picture.read(file)));
        return sizes.length == 3 ? tensor.reshaped(withoutFirst(tensor.shape())) : tensor;
    }

    private static boolean has(String options, String name) {
        return ("," + options.toLowerCase(Locale.ROOT)).contains("," + name + "=");
    }

    private static String with(String options, String more) {
        return options.isEmpty() ? more : options + "," + more;
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3;
    }

    private static Shape withoutFirst(Shape shape) {
        long[] dims = new long[shape.rank() - 1];
        System.arraycopy(shape.dims(), 1, dims, 0, dims.length);
        return Shape.of(dims);
    }

    /** The sizes of a type's dimensions, -1 where open; empty where the rank is not known. */
    private static long[] fixedSizes(@Nullable TensorType type) {
        if (type == null || type.shape() == null) {
            return new long[0];
        }
        return type.shape().dims().stream()
                .mapToLong(dim -> dim instanceof Dim.Fixed(long size) ? size : -1)
                .toArray();
    }

    private static Tensor sound(Path file, @Nullable String options, ValueInfo input, Console console) {
        Wav wav = refusing(file, () -> Wav.read(file));
        if (options != null) {
            Matcher rate = Pattern.compile("rate=([1-9][0-9]{0,6})").matcher(options);
            if (!rate.matches()) {
                throw new InputException(
                        "expected rate=16000 or the like behind a sound, found '" + Escape.text(options) + "'");
            }
            wav = wav.resampled(Integer.parseInt(rate.group(1)));
        }
        Tensor samples = wav.samples();
        long[] sizes = fixedSizes(input.type() instanceof TensorType type ? type : null);
        if (sizes.length == 0) {
            return samples;
        }
        // The samples go along the last dimension that is not fixed to one.
        int axis = sizes.length - 1;
        while (axis > 0 && sizes[axis] == 1) {
            axis--;
        }
        long count = sizes[axis] < 0 ? samples.elements() : sizes[axis];
        if (count != samples.elements()) {
            console.progress("the model takes " + count + " samples, the sound has " + samples.elements()
                    + (count < samples.elements() ? "; the rest is not used" : "; silence follows"));
        }
        long[] dims = new long[sizes.length];
        java.util.Arrays.fill(dims, 1);
        dims[axis] = count;
        Tensor tensor = Tensor.allocate(ElementType.FLOAT, Shape.of(dims));
        for (long i = 0; i < Math.min(count, samples.elements()); i++) {
            tensor.setDouble(i, samples.doubleAt(i));
        }
        return tensor;
    }
}
