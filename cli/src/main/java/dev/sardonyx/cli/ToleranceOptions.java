package dev.sardonyx.cli;

import dev.sardonyx.api.compare.Tolerance;
import picocli.CommandLine.Option;

/** How far values may be apart. */
final class ToleranceOptions {
    @Option(
            names = "--rtol",
            paramLabel = "R",
            defaultValue = "1e-3",
            description = "Relative tolerance (default: ${DEFAULT-VALUE}).")
    private double relative;

    @Option(
            names = "--atol",
            paramLabel = "A",
            defaultValue = "1e-4",
            description = "Absolute tolerance (default: ${DEFAULT-VALUE}).")
    private double absolute;

    ToleranceOptions() {}

    Tolerance tolerance() {
        return new Tolerance(relative, absolute);
    }
}
