package dev.sardonyx.api.runtime;

import dev.sardonyx.api.BackendUnavailableException;
import dev.sardonyx.api.runtime.Backend.Status;
import dev.sardonyx.api.spi.BackendProvider;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The backends that can be reached, each with the reason why it is the default, available or refused. Immutable;
 * finding them never throws.
 *
 * <p>The default is the one that property {@code sardonyx.backend} names, else the environment variable
 * {@code SARDONYX_BACKEND}, else the available candidate of the highest priority; two of the same priority are
 * a tie, which fails.
 */
public final class Backends {
    private static final System.Logger LOG = System.getLogger(Backends.class.getName());

    /** The property that names the default backend. */
    public static final String PROPERTY = "sardonyx.backend";

    /** The environment variable that names the default backend, where the property does not. */
    public static final String ENVIRONMENT = "SARDONYX_BACKEND";

    private final List<Backend> all;
    private final List<String> searched;
    private final @Nullable String defaultProblem;

    private Backends(List<Backend> all, List<String> searched, @Nullable String defaultProblem) {
        this.all = List.copyOf(all);
        this.searched = List.copyOf(searched);
        this.defaultProblem = defaultProblem;
    }

    /** Looks in the boot layer, the context class loader and this library's own. */
    public static Backends discover() {
        return of(ProviderSearch.everywhere());
    }

    /** Looks through one class loader and its parents. */
    public static Backends discover(ClassLoader loader) {
        return of(ProviderSearch.in(loader));
    }

    /** Looks in one module layer and its parents. */
    public static Backends discover(ModuleLayer layer) {
        return of(ProviderSearch.in(layer));
    }

    /** Just these providers, not looked for. */
    public static Backends of(BackendProvider... providers) {
        ProviderSearch search = ProviderSearch.none();
        for (BackendProvider provider : providers) {
            search.add(provider);
        }
        return of(search);
    }

    private static Backends of(ProviderSearch search) {
        List<Backend> found = new ArrayList<>(search.broken());
        for (BackendProvider provider : search.providers()) {
            found.add(examine(provider));
        }
        refuseDuplicates(found);
        found.sort(Comparator.comparing(Backend::name).thenComparing(Backend::source));
        String problem = chooseDefault(found, requestedDefault());
        for (Backend backend : found) {
            LOG.log(System.Logger.Level.DEBUG, "found backend {0}", backend);
        }
        return new Backends(found, search.searched(), problem);
    }

    private static @Nullable String requestedDefault() {
        String property = System.getProperty(PROPERTY);
        return property != null && !property.isBlank() ? property : System.getenv(ENVIRONMENT);
    }

    private static Backend examine(BackendProvider provider) {
        String source = ProviderSearch.sourceOf(provider.getClass());
        String name = provider.getClass().getName();
        String version = "";
        int priority = 0;
        try {
            name = provider.name();
            version = provider.version();
            priority = provider.priority();
            if (!name.matches("[a-z][a-z0-9-]*")) {
                return refused(
                        name, version, source, "its name must be lower case letters, digits and hyphens", provider);
            }
            if (provider.spiVersion() != BackendProvider.SPI_VERSION) {
                return refused(
                        name,
                        version,
                        source,
                        "it is written for SPI version " + provider.spiVersion() + ", this is "
                                + BackendProvider.SPI_VERSION + "; use a jar that matches",
                        provider);
            }
            Probe probe = provider.probe();
            return new Backend(
                    name,
                    version,
                    source,
                    priority,
                    probe.isAvailable() ? Status.AVAILABLE : Status.UNAVAILABLE,
                    probe.detail(),
                    provider);
        } catch (RuntimeException | LinkageError e) {
            return refused(name, version, source, "it failed while it was looked at: " + e, provider);
        }
    }

    private static Backend refused(
            String name, String version, String source, String reason, @Nullable BackendProvider provider) {
        return new Backend(name, version, source, 0, Status.REFUSED, reason, provider);
    }

    private static void refuseDuplicates(List<Backend> found) {
        Map<String, List<Backend>> byName = new LinkedHashMap<>();
        for (Backend backend : found) {
            byName.computeIfAbsent(backend.name(), n -> new ArrayList<>()).add(backend);
        }
        Map<Backend, Backend> replaced = new HashMap<>();
        for (List<Backend> same : byName.values()) {
            if (same.size() > 1) {
                String sources = same.stream().map(Backend::source).collect(Collectors.joining(" and "));
                for (Backend backend : same) {
                    replaced.put(
                            backend,
                            backend.withStatus(
                                    Status.REFUSED, "several providers have this name: " + sources + "; remove one"));
                }
            }
        }
        found.replaceAll(backend -> replaced.getOrDefault(backend, backend));
    }

    /** Marks the default; gives the reason where there is none. */
    private static @Nullable String chooseDefault(List<Backend> found, @Nullable String requested) {
        if (requested != null && !requested.isBlank()) {
            return markRequested(found, requested.strip());
        }
        List<Backend> candidates = found.stream()
                .filter(b -> b.status() == Status.AVAILABLE
                        && b.provider() != null
                        && b.provider().isDefaultCandidate())
                .sorted(Comparator.comparingInt(Backend::priority).reversed())
                .toList();
        if (candidates.isEmpty()) {
            return "no backend that may be the default is available";
        }
        Backend best = candidates.getFirst();
        List<Backend> tied =
                candidates.stream().filter(b -> b.priority() == best.priority()).toList();
        if (tied.size() > 1) {
            return "backends "
                    + tied.stream().map(b -> b.name() + " from " + b.source()).collect(Collectors.joining(" and "))
                    + " have the same priority " + best.priority() + "; name one in " + PROPERTY;
        }
        found.set(found.indexOf(best), best.withStatus(Status.DEFAULT, best.reason()));
        return null;
    }

    private static @Nullable String markRequested(List<Backend> found, String requested) {
        for (int i = 0; i < found.size(); i++) {
            Backend backend = found.get(i);
            if (backend.name().equals(requested) && backend.status() == Status.AVAILABLE) {
                found.set(i, backend.withStatus(Status.DEFAULT, backend.reason() + "; named in the configuration"));
                return null;
            }
        }
        return "backend '" + requested + "', which " + PROPERTY + " or " + ENVIRONMENT + " names, is not available";
    }

    /** All that were found, by name. */
    public List<Backend> all() {
        return all;
    }

    /** The places that were searched. */
    public List<String> searched() {
        return searched;
    }

    /**
     * The default backend.
     *
     * @throws BackendUnavailableException if there is none, or several have the same claim
     */
    public Backend defaultBackend() {
        for (Backend backend : all) {
            if (backend.status() == Status.DEFAULT) {
                return backend;
            }
        }
        throw new BackendUnavailableException(
                (defaultProblem == null ? "no backend" : defaultProblem) + "; " + listing());
    }

    /**
     * The backend of this name.
     *
     * @throws BackendUnavailableException if it is unknown, unavailable or refused; the message lists what there is
     */
    public Backend named(String name) {
        List<Backend> same = all.stream().filter(b -> b.name().equals(name)).toList();
        if (same.isEmpty()) {
            throw new BackendUnavailableException("unknown backend '" + name + "'; " + listing());
        }
        for (Backend backend : same) {
            if (backend.isAvailable()) {
                return backend;
            }
        }
        throw new BackendUnavailableException(
                "backend '" + name + "' cannot be used: " + same.getFirst().reason() + "; " + listing());
    }

    /** Opens the device of a backend that is available. */
    public static Device open(Backend backend, Map<String, String> options) {
        BackendProvider provider = backend.provider();
        if (provider == null) {
            throw new BackendUnavailableException("backend '" + backend.name() + "' has no provider");
        }
        try {
            return provider.open(options);
        } catch (LinkageError e) {
            throw new BackendUnavailableException(
                    "backend '" + backend.name() + "' could not be opened: " + e, dev.sardonyx.api.Where.UNKNOWN, e);
        }
    }

    private String listing() {
        if (all.isEmpty()) {
            return "no backend was found in " + searched
                    + "; add a backend jar, and if this is a shaded jar, merge its META-INF/services files";
        }
        return "there are: "
                + all.stream()
                        .map(b -> b.name() + " ("
                                + b.status().name().toLowerCase(java.util.Locale.ROOT)
                                + (b.isAvailable() ? "" : ": " + b.reason()) + ")")
                        .collect(Collectors.joining(", "));
    }
}
