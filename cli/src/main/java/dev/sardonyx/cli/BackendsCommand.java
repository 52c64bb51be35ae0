package dev.sardonyx.cli;

import dev.sardonyx.api.SardonyxException;
import dev.sardonyx.api.runtime.Backend;
import dev.sardonyx.api.runtime.Backends;
import dev.sardonyx.api.spi.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Lists the backends. */
@Command(
        name = "backends",
        description = "Lists the backends that were found: which is the default, which are available or refused, and"
                + " why; each with its version, its jar, and the device and instruction set in use.",
        footer = {"", "Example: sardonyx backends --json"})
final class BackendsCommand extends SardonyxCommand {
    BackendsCommand() {}

    @Override
    Outcome run(Console console) {
        Backends backends = Backends.discover();
        List<Object> list = new ArrayList<>();
        for (Backend backend : backends.all()) {
            String status = backend.status().name().toLowerCase(Locale.ROOT);
            String device = device(backend);
            console.print(backend.name() + " " + backend.version() + " (" + status + ")");
            console.print((backend.isAvailable() ? "  found:  " : "  reason: ") + backend.reason());
            if (device != null) {
                console.print("  device: " + device);
            }
            console.print("  from:   " + backend.source());
            list.add(new Json()
                    .put("name", backend.name())
                    .put("version", backend.version())
                    .put("status", status)
                    .put("reason", backend.reason())
                    .put("device", device)
                    .put("source", backend.source())
                    .put("priority", backend.priority())
                    .map());
        }
        if (list.isEmpty()) {
            console.print("no backend was found");
        }
        console.print("searched: " + String.join(", ", backends.searched()));
        return Outcome.good(new Json().put("backends", list).put("searched", backends.searched()));
    }

    private static @Nullable String device(Backend backend) {
        if (!backend.isAvailable()) {
            return null;
        }
        try (Device device = Backends.open(backend, Map.of())) {
            return device.info().description();
        } catch (SardonyxException e) {
            return "cannot be opened: " + Failures.line(e);
        }
    }
}
