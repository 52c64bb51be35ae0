package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelLookupTest {
    @Test
    void choosesTheVectorApiUnlessToldOtherwise() {
        String bits = System.getProperty(KernelLookup.VECTOR_BITS, "");
        String set = KernelLookup.kernels().instructionSet();
        if (bits.equals("0")) {
            assertThat(set).isEqualTo("plain Java");
        } else {
            assertThat(KernelLookup.hasVectors()).isTrue();
            assertThat(set).startsWith("Vector API, " + bits);
        }
    }
}
