package dev.sardonyx.cpu.kernel;

import dev.sardonyx.cpu.vector.VectorFloatKernels;

/**
 * Chooses the kernels: those on the Vector API where this JVM has the module {@code jdk.incubator.vector}, else plain
 * Java.
 *
 * <p>The system property {@value #VECTOR_BITS} forces the width of vectors to 64, 128, 256 or 512 bits, or plain Java
 * if it is 0.
 */
public final class KernelLookup {
    public static final String VECTOR_BITS = "sardonyx.cpu.vectorBits";

    private static final String MODULE = "jdk.incubator.vector";

    private KernelLookup() {}

    /** The kernels of this JVM. */
    public static FloatKernels kernels() {
        return Chosen.KERNELS;
    }

    /** Whether the Vector API is there. */
    static boolean hasVectors() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    private static FloatKernels choose() {
        String bits = System.getProperty(VECTOR_BITS, "");
        switch (bits) {
            case "", "64", "128", "256", "512" -> {}
            case "0" -> {
                return new PlainFloatKernels();
            }
            default ->
                throw new IllegalArgumentException(
                        "the system property " + VECTOR_BITS + " must be 0, 64, 128, 256 or 512, found " + bits);
        }
        if (!hasVectors()) {
            System.getLogger("dev.sardonyx.cpu")
                    .log(
                            System.Logger.Level.WARNING,
                            "the CPU backend runs on plain Java, many times slower than it could: start the JVM with"
                                    + " --add-modules "
                                    + MODULE);
            return new PlainFloatKernels();
        }
        return Vectors.make();
    }

    /** Found on first use, so that the check comes before any class that needs the module. */
    private static final class Chosen {
        static final FloatKernels KERNELS = choose();
    }

    /** Touches the package of the vector kernels, which cannot be linked without the module. */
    private static final class Vectors {
        static FloatKernels make() {
            return new VectorFloatKernels();
        }
    }
}
