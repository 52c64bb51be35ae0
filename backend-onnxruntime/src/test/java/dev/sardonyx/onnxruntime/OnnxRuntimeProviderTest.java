package dev.sardonyx.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.BackendUnavailableException;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.runtime.Backend;
import dev.sardonyx.api.runtime.Backends;
import dev.sardonyx.api.spi.BackendProvider;
import dev.sardonyx.api.spi.Device;
import dev.sardonyx.api.spi.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OnnxRuntimeProviderTest {
    OnnxRuntimeProviderTest() {}

    @Test
    void isFound() {
        Backend backend = Backends.discover().named("onnxruntime");
        assertThat(backend.isAvailable()).isTrue();
        assertThat(backend.reason()).startsWith("ONNX Runtime 1.");
        assertThat(backend.priority()).isEqualTo(10);
    }

    @Test
    void saysWhatToDoWithoutTheNativeLibrary() {
        BackendProvider provider = new OnnxRuntimeProvider(() -> {
            throw new UnsatisfiedLinkError("no onnxruntime in java.library.path");
        });
        Probe probe = provider.probe();
        assertThat(probe.isAvailable()).isFalse();
        assertThat(probe.detail()).contains("no onnxruntime in java.library.path", "onnxruntime.native.path");
        assertThatThrownBy(() -> Backends.open(Backends.of(provider).named("onnxruntime"), Map.of()))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("did not load");
    }

    @Test
    void saysWhatToDoWithoutTheJar() throws ReflectiveOperationException {
        ClassLoader without = new WithoutEngine();
        BackendProvider provider = (BackendProvider) without.loadClass(OnnxRuntimeProvider.class.getName())
                .getConstructor()
                .newInstance();
        assertThat(provider.name()).isEqualTo("onnxruntime");
        Probe probe = provider.probe();
        assertThat(probe.isAvailable()).isFalse();
        assertThat(probe.detail()).contains("com.microsoft.onnxruntime:onnxruntime");
    }

    /** Has this backend's classes, but nothing of the engine. */
    private static final class WithoutEngine extends ClassLoader {
        WithoutEngine() {
            super(OnnxRuntimeProviderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("ai.onnxruntime.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.sardonyx.onnxruntime.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void knowsItsOptions() {
        try (Device device = new OnnxRuntimeProvider().open(Map.of("threads", "2", "optimization", "basic"))) {
            assertThat(device.info().description()).contains("2 threads");
        }
        assertThatThrownBy(() -> new OnnxRuntimeProvider().open(Map.of("colour", "red")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("threads, optimization");
        assertThatThrownBy(() -> new OnnxRuntimeProvider().open(Map.of("threads", "many")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("many");
        assertThatThrownBy(() -> new OnnxRuntimeProvider().open(Map.of("threads", "-1")))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new OnnxRuntimeProvider().open(Map.of("optimization", "most")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("all, basic, extended, none");
    }
}
