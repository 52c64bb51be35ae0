package dev.sardonyx.onnxruntime;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.sardonyx.api.InputException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of this backend.
 *
 * @param threads threads of one operator, or 0 for one per core
 * @param optimization how far ONNX Runtime rewrites graphs
 */
record OnnxRuntimeOptions(int threads, OptLevel optimization) {
    private static final int MAX_THREADS = 1024;
    private static final Map<String, OptLevel> LEVELS = new TreeMap<>(Map.of(
            "none", OptLevel.NO_OPT,
            "basic", OptLevel.BASIC_OPT,
            "extended", OptLevel.EXTENDED_OPT,
            "all", OptLevel.ALL_OPT));

    static OnnxRuntimeOptions of(Map<String, String> options) {
        int threads = 0;
        OptLevel optimization = OptLevel.ALL_OPT;
        for (Map.Entry<String, String> option : options.entrySet()) {
            switch (option.getKey()) {
                case "threads" -> threads = threads(option.getValue());
                case "optimization" -> optimization = level(option.getValue());
                default ->
                    throw new InputException("backend " + OnnxRuntimeProvider.NAME + " has no option '"
                            + option.getKey() + "'; it has: threads, optimization");
            }
        }
        return new OnnxRuntimeOptions(threads, optimization);
    }

    private static int threads(String text) {
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 0 && threads <= MAX_THREADS) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw new InputException(
                    "option threads is a number, found '" + text + "'", dev.sardonyx.api.Where.UNKNOWN, e);
        }
        throw new InputException("option threads lies between 0 and " + MAX_THREADS + ", found " + text);
    }

    private static OptLevel level(String text) {
        OptLevel level = LEVELS.get(text.toLowerCase(Locale.ROOT));
        if (level == null) {
            throw new InputException("option optimization is one of " + LEVELS.keySet() + ", found '" + text + "'");
        }
        return level;
    }
}
