package dev.sardonyx.cpu.reference;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.spi.BackendProvider;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.Probe;
import java.util.Map;
import java.util.Set;

/** Offers the backend {@code reference}. Always available, never the default. */
public final class ReferenceProvider implements BackendProvider {
    /** Accepted, so that one set of options suits every backend; one thread computes whatever it says. */
    private static final Set<String> OPTIONS = Set.of("threads");

    /** For {@link java.util.ServiceLoader}. */
    public ReferenceProvider() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String version() {
        return dev.sardonyx.cpu.Version.TEXT;
    }

    @Override
    public int priority() {
        return -100;
    }

    @Override
    public boolean isDefaultCandidate() {
        return false;
    }

    @Override
    public Probe probe() {
        return Probe.available("the operators' own meaning, float64 inside, one thread");
    }

    @Override
    public Device open(Map<String, String> options) {
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                throw new InputException("backend 'reference' has no option '" + option + "'; it has " + OPTIONS);
            }
        }
        return new ReferenceDevice();
    }
}
