package dev.sardonyx.zoo.image;

import dev.sardonyx.api.Escape;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.zoo.image.ImageInput.ChannelOrder;
import dev.sardonyx.zoo.image.ImageInput.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text form of {@link ImageInput}: options separated by commas, each a name, an equals sign and a value. */
final class ImageOptions {
    private static final List<String> NAMES =
            List.of("size", "mean", "std", "layout", "order", "type", "fit", "filter");

    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();

    private ImageOptions(String text) {
        this.text = text;
    }

    static ImageInput parse(String text) {
        ImageOptions options = new ImageOptions(text);
        options.split();
        String size = options.values.get("size");
        if (size == null) {
            throw options.wrong("size=WIDTHxHEIGHT", "no size");
        }
        int cross = size.indexOf('x');
        if (cross < 0) {
            throw options.wrong("size=WIDTHxHEIGHT such as size=320x240", "size=" + size);
        }
        ElementType type =
                options.choice("type", "uint8", "float").equals("uint8") ? ElementType.UINT8 : ElementType.FLOAT;
        return new ImageInput(
                options.pixels(size.substring(0, cross)),
                options.pixels(size.substring(cross + 1)),
                options.numbers("mean", 0),
                options.numbers("std", 1),
                options.constant("layout", Layout.NCHW),
                options.constant("order", ChannelOrder.RGB),
                type,
                options.constant("fit", Fit.STRETCH),
                options.constant("filter", Filter.BILINEAR));
    }

    private void split() {
        for (String option : text.split(",", -1)) {
            int equals = option.indexOf('=');
            String name = option.substring(0, Math.max(0, equals)).strip();
            if (!NAMES.contains(name)) {
                throw wrong("NAME=VALUE with one of the names " + String.join(", ", NAMES), "'" + option + "'");
            }
            if (values.put(name, option.substring(equals + 1).strip()) != null) {
                throw wrong("each option once", name + " twice");
            }
        }
    }

    private int pixels(String digits) {
        if (!digits.matches("[1-9][0-9]{0,5}")) {
            throw wrong("a size in pixels of at most six digits", "'" + digits + "'");
        }
        return Integer.parseInt(digits);
    }

    private List<Double> numbers(String name, double otherwise) {
        String value = values.get(name);
        if (value == null) {
            return List.of(otherwise);
        }
        List<Double> numbers = new ArrayList<>();
        for (String number : value.split(":", -1)) {
            if (!number.matches("-?[0-9]+(\\.[0-9]+)?")) {
                throw wrong("numbers separated by colons such as " + name + "=123.7:116.3:103.5", name + "=" + value);
            }
            numbers.add(Double.parseDouble(number));
        }
        return List.copyOf(numbers);
    }

    private <E extends Enum<E>> E constant(String name, E otherwise) {
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        String[] spellings = Arrays.stream(all)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
        String chosen = values.containsKey(name) ? choice(name, spellings) : otherwise.name();
        return Enum.valueOf(otherwise.getDeclaringClass(), chosen.toUpperCase(Locale.ROOT));
    }

    /** The value in lower case; the last of {@code allowed} where there is none. */
    private String choice(String name, String... allowed) {
        String value = values.getOrDefault(name, allowed[allowed.length - 1]).toLowerCase(Locale.ROOT);
        if (!List.of(allowed).contains(value)) {
            throw wrong(Arrays.stream(allowed).collect(Collectors.joining("|", name + "=", "")), name + "=" + value);
        }
        return value;
    }

    private InputException wrong(String expected, String found) {
        return new InputException("in the image options '" + Escape.text(text) + "': expected " + expected + ", found "
                + Escape.text(found));
    }
}
