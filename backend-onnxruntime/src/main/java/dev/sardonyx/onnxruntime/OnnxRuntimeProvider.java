package dev.sardonyx.onnxruntime;

import dev.sardonyx.api.spi.BackendProvider;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.Probe;
import java.util.Map;
import java.util.function.Supplier;

/** Announces ONNX Runtime. Nothing of it is loaded before {@link #probe}. */
public final class OnnxRuntimeProvider implements BackendProvider {
    static final String NAME = "onnxruntime";
    private static final int PRIORITY = 10;

    private final Supplier<String> engineVersion;

    public OnnxRuntimeProvider() {
        this(OrtEngine::version);
    }

    /** A provider that asks for the engine's version in another way, as one without its library. */
    OnnxRuntimeProvider(Supplier<String> engineVersion) {
        this.engineVersion = engineVersion;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        String version = OnnxRuntimeProvider.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Probe probe() {
        try {
            return Probe.available("ONNX Runtime " + engineVersion.get() + " on the CPU");
        } catch (NoClassDefFoundError e) {
            return Probe.unavailable("the class " + e.getMessage()
                    + " is missing; add com.microsoft.onnxruntime:onnxruntime to the class path");
        } catch (LinkageError | RuntimeException e) {
            // The engine wraps what its loader throws in whatever is at hand.
            return Probe.unavailable("the native library of ONNX Runtime did not load: " + e
                    + (e.getCause() == null ? "" : ": " + e.getCause())
                    + "; use a jar with a build for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
                    + ", or name the folder of the library with -Donnxruntime.native.path");
        }
    }

    @Override
    public Device open(Map<String, String> options) {
        return new OnnxRuntimeDevice(OnnxRuntimeOptions.of(options));
    }
}
