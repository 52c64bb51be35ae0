package dev.sardonyx.api.runtime;

import dev.sardonyx.api.runtime.Backend.Status;
import dev.sardonyx.api.spi.BackendProvider;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Collects providers from several places, each class once; what fails becomes an entry, not an exception. */
final class ProviderSearch {
    private final Map<Class<?>, BackendProvider> providers = new LinkedHashMap<>();
    private final List<Backend> broken = new ArrayList<>();
    private final List<String> searched = new ArrayList<>();

    private ProviderSearch() {}

    static ProviderSearch none() {
        return new ProviderSearch();
    }

    static ProviderSearch everywhere() {
        ProviderSearch search = new ProviderSearch();
        ClassLoader own = ProviderSearch.class.getClassLoader();
        search.collect("the class path and modules of the library", ServiceLoader.load(BackendProvider.class, own));
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context != null && !context.equals(own)) {
            search.collect("the context class loader", ServiceLoader.load(BackendProvider.class, context));
        }
        ModuleLayer layer = ProviderSearch.class.getModule().getLayer();
        if (layer != null && layer != ModuleLayer.boot()) {
            search.collect("the module layer of the library", ServiceLoader.load(layer, BackendProvider.class));
        }
        return search;
    }

    static ProviderSearch in(ClassLoader loader) {
        ProviderSearch search = new ProviderSearch();
        search.collect(loader.toString(), ServiceLoader.load(BackendProvider.class, loader));
        return search;
    }

    static ProviderSearch in(ModuleLayer layer) {
        ProviderSearch search = new ProviderSearch();
        search.collect("module layer " + layer, ServiceLoader.load(layer, BackendProvider.class));
        return search;
    }

    void add(BackendProvider provider) {
        providers.put(provider.getClass(), provider);
    }

    private void collect(String place, ServiceLoader<BackendProvider> loader) {
        searched.add(place);
        Iterator<BackendProvider> iterator = loader.iterator();
        // A broken entry makes hasNext or next throw; the iterator goes on behind it.
        for (int failures = 0; failures < 100; ) {
            try {
                if (!iterator.hasNext()) {
                    return;
                }
                BackendProvider provider = iterator.next();
                providers.putIfAbsent(provider.getClass(), provider);
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                String reason = "its provider could not be loaded: " + message(e);
                boolean known = broken.stream().anyMatch(b -> b.reason().equals(reason));
                if (!known) {
                    broken.add(new Backend("unknown", "", place, 0, Status.REFUSED, reason, null));
                }
            }
        }
    }

    private static String message(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + e.getCause();
    }

    List<BackendProvider> providers() {
        return List.copyOf(providers.values());
    }

    List<Backend> broken() {
        return broken;
    }

    List<String> searched() {
        return searched;
    }

    /** The jar or folder a class comes from. */
    static String sourceOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location != null) {
            return location.toString();
        }
        return type.getModule().isNamed() ? "module " + type.getModule().getName() : "unknown";
    }
}
