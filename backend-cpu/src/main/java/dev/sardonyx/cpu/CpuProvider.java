package dev.sardonyx.cpu;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.spi.BackendProvider;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.Probe;
import dev.sardonyx.cpu.kernel.KernelLookup;
import java.util.Map;
import java.util.Set;

/** Offers the backend {@code cpu}. Option {@code threads}: how many threads share a run, all cores unless said. */
public final class CpuProvider implements BackendProvider {
    private static final Set<String> OPTIONS = Set.of("threads");

    /** For {@link java.util.ServiceLoader}. */
    public CpuProvider() {}

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String version() {
        return Version.TEXT;
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public Probe probe() {
        return Probe.available(KernelLookup.kernels().instructionSet() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
    }

    @Override
    public Device open(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw new InputException("backend 'cpu' has no option '" + option + "'; it has " + OPTIONS);
            }
        }
        return new CpuDevice(threads(options.get("threads")));
    }

    private static int threads(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw new InputException(
                    "option 'threads' must be a number from 1 to 1024, found '" + text + "'",
                    dev.sardonyx.api.Where.UNKNOWN,
                    e);
        }
        throw new InputException("option 'threads' must be a number from 1 to 1024, found '" + text + "'");
    }
}
