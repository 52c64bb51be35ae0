package dev.sardonyx.api.spi;

import java.util.Map;

/**
 * Announces a backend to {@link java.util.ServiceLoader}. Its constructor and {@link #name} load no native
 * library and never throw; {@link #probe} is where a library is looked for.
 */
public interface BackendProvider {
    /** The version of this interface that is current. */
    int SPI_VERSION = 1;

    /** The name a user selects it by: lower case, digits and hyphens; unique on the class path. */
    String name();

    /** The version of the backend, for people. */
    String version();

    /** The {@link #SPI_VERSION} it was written for. */
    default int spiVersion() {
        return SPI_VERSION;
    }

    /** Among the available, the highest is the default. Optional; 0 unless said otherwise. */
    default int priority() {
        return 0;
    }

    /**
     * Whether it may become the default without being named. Optional; true unless said otherwise. The
     * reference backend, and those whose arithmetic is not strict, say no.
     */
    default boolean isDefaultCandidate() {
        return true;
    }

    /** Looks for what the backend needs. Called once; cheap; catches its own failures and says why. */
    Probe probe();

    /**
     * Opens the device.
     *
     * @param options the backend's own options by name, such as {@code threads}
     * @throws dev.sardonyx.api.BackendUnavailableException if it cannot be opened
     * @throws dev.sardonyx.api.InputException if it does not know an option
     */
    Device open(Map<String, String> options);
}
