package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class BinaryTest {
    @Test
    void everyFunctionFormAndLength() {
        for (FloatKernels kernels : Data.kernels()) {
            for (Binary f : Binary.values()) {
                for (int size : Data.SIZES) {
                    float[] a = Data.random(size, 1);
                    float[] b = Data.random(size, 2);
                    a[size / 2] = Float.NaN;
                    b[size / 3] = Float.NaN;
                    for (int steps = 0; steps < 4; steps++) {
                        int aStep = steps & 1;
                        int bStep = steps >> 1;
                        MemorySegment out = Data.result(size);
                        kernels.binary(f, Data.of(a), 0, aStep, Data.of(b), 0, bStep, out, 0, size);
                        float[] y = Data.read(out, size);
                        float[] expected = new float[size];
                        for (int i = 0; i < size; i++) {
                            expected[i] = ScalarFunctions.apply(f, a[i * aStep], b[i * bStep]);
                        }
                        assertThat(y).as("%s %s", kernels.instructionSet(), f).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void rowsRepeatAnOperandAndWorkInPlace() {
        try (Parallel parallel = new Parallel(2)) {
            Elementwise elementwise = new Elementwise(KernelLookup.kernels(), parallel);
            MemorySegment a = Data.result(6);
            MemorySegment.copy(Data.of(1, 2, 3, 4, 5, 6), 0, a, 0, 24);
            elementwise.binaryRows(Binary.ADD, a, 0, 3, 1, Data.of(10, 20, 30), 0, 0, 1, a, 0, 2, 3, null);
            assertThat(Data.read(a, 6)).containsExactly(11, 22, 33, 14, 25, 36);
            elementwise.binary(Binary.SUB, Data.of(1), 0, 0, a, 0, 1, a, 0, 6, null);
            assertThat(Data.read(a, 6)).containsExactly(-10, -21, -32, -13, -24, -35);
        }
    }
}
