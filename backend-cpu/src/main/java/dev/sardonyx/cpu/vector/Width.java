package dev.sardonyx.cpu.vector;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector width of this JVM: a constant, since the JIT compiles vector code for constant species only. */
final class Width {
    static final VectorSpecies<Float> FLOATS = choose();
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final int LANES = FLOATS.length();
    static final long BYTES = FLOATS.vectorByteSize();
    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private Width() {}

    private static VectorSpecies<Float> choose() {
        return switch (Integer.getInteger("sardonyx.cpu.vectorBits", -1)) {
            case 64 -> FloatVector.SPECIES_64;
            case 128 -> FloatVector.SPECIES_128;
            case 256 -> FloatVector.SPECIES_256;
            case 512 -> FloatVector.SPECIES_512;
            default -> FloatVector.SPECIES_PREFERRED;
        };
    }
}
