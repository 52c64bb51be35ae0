package dev.sardonyx.cpu.vector;

import static dev.sardonyx.cpu.vector.Width.BYTES;
import static dev.sardonyx.cpu.vector.Width.FLOATS;
import static dev.sardonyx.cpu.vector.Width.LANES;
import static dev.sardonyx.cpu.vector.Width.ORDER;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.sardonyx.cpu.kernel.Activation;
import dev.sardonyx.cpu.kernel.Binary;
import dev.sardonyx.cpu.kernel.ScalarFunctions;
import dev.sardonyx.cpu.kernel.Scratch;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Elementwise functions. Loops cover whole vectors; the last few numbers of a run go through scratch memory of one
 * vector.
 *
 * <p>Polynomials were fitted to the functions by weighted minimax with coefficients rounded to float one after the
 * other. e^x is 2^n e^r with n the integer next to x / ln 2: adding and subtracting 1.5 * 2^23 rounds to n and leaves n
 * in the low bits. Limits are set by compare and blend, which let NaN through and are faster than max and min.
 */
final class ElementKernels {
    private ElementKernels() {}

    static void unary(Activation f, MemorySegment in, long inOffset, MemorySegment out, long outOffset, long count) {
        switch (f.kind()) {
            case GELU_TANH, LOG, SOFTPLUS, ELU, SOFTSIGN, SIN, COS, FLOOR, CEIL, ROUND -> {
                ScalarFunctions.unary(f, in, inOffset, out, outOffset, count);
                return;
            }
            case IDENTITY -> {
                MemorySegment.copy(in, inOffset * 4, out, outOffset * 4, count * 4);
                return;
            }
            default -> {}
        }
        long rest = count % LANES;
        long whole = count - rest;
        if (whole > 0) {
            vectors(f, in.asSlice(inOffset * 4, whole * 4), out.asSlice(outOffset * 4, whole * 4), whole * 4);
        }
        if (rest > 0) {
            MemorySegment one = Scratch.ofThread().asSlice(0, BYTES);
            one.fill((byte) 0);
            MemorySegment.copy(in, (inOffset + whole) * 4, one, 0, rest * 4);
            vectors(f, one, one, BYTES);
            MemorySegment.copy(one, 0, out, (outOffset + whole) * 4, rest * 4);
        }
    }

    private static void vectors(Activation f, MemorySegment in, MemorySegment out, long bytes) {
        switch (f.kind()) {
            case RELU -> clip(in, out, bytes, 0, Float.POSITIVE_INFINITY);
            case CLIP -> clip(in, out, bytes, f.alpha(), f.beta());
            case LEAKY_RELU -> leakyRelu(in, out, bytes, f.alpha());
            case HARD_SIGMOID -> hardSigmoid(in, out, bytes, f.alpha(), f.beta());
            case HARD_SWISH -> hardSwish(in, out, bytes);
            case SQRT -> sqrt(in, out, bytes);
            case RECIPROCAL -> reciprocal(in, out, bytes);
            case NEG -> neg(in, out, bytes);
            case ABS -> abs(in, out, bytes);
            case EXP -> exp(in, out, bytes);
            case SIGMOID -> sigmoid(in, out, bytes);
            case SILU -> silu(in, out, bytes, f.alpha());
            case TANH -> tanh(in, out, bytes);
            case ERF -> erf(in, out, bytes);
            case GELU -> gelu(in, out, bytes);
            default -> throw new AssertionError(f.kind());
        }
    }

    static void binary(
            Binary f,
            MemorySegment a,
            long aOffset,
            int aStep,
            MemorySegment b,
            long bOffset,
            int bStep,
            MemorySegment out,
            long outOffset,
            long count) {
        if (f == Binary.POW) {
            ScalarFunctions.binary(f, a, aOffset, aStep, b, bOffset, bStep, out, outOffset, count);
            return;
        }
        if (count == 0) {
            return;
        }
        long rest = count % LANES;
        long whole = count - rest;
        // One vector each for the operands; an operand of step 0 is spread over its vector and stays there.
        MemorySegment left = Scratch.ofThread().asSlice(0, BYTES);
        MemorySegment right = Scratch.ofThread().asSlice(BYTES, BYTES);
        if (aStep == 0) {
            FloatVector.broadcast(FLOATS, a.get(JAVA_FLOAT_UNALIGNED, aOffset * 4))
                    .intoMemorySegment(left, 0, ORDER);
        }
        if (bStep == 0) {
            FloatVector.broadcast(FLOATS, b.get(JAVA_FLOAT_UNALIGNED, bOffset * 4))
                    .intoMemorySegment(right, 0, ORDER);
        }
        if (whole > 0) {
            vectors(
                    f,
                    aStep == 0 ? left : a.asSlice(aOffset * 4, whole * 4),
                    aStep * BYTES,
                    bStep == 0 ? right : b.asSlice(bOffset * 4, whole * 4),
                    bStep * BYTES,
                    out.asSlice(outOffset * 4, whole * 4),
                    whole * 4);
        }
        if (rest > 0) {
            if (aStep != 0) {
                MemorySegment.copy(a, (aOffset + whole) * 4, left, 0, rest * 4);
            }
            if (bStep != 0) {
                MemorySegment.copy(b, (bOffset + whole) * 4, right, 0, rest * 4);
            }
            vectors(f, left, 0, right, 0, left, BYTES);
            MemorySegment.copy(left, 0, out, (outOffset + whole) * 4, rest * 4);
        }
    }

    private static void vectors(
            Binary f, MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        switch (f) {
            case ADD -> add(a, aStep, b, bStep, out, bytes);
            case SUB -> sub(a, aStep, b, bStep, out, bytes);
            case MUL -> mul(a, aStep, b, bStep, out, bytes);
            case DIV -> div(a, aStep, b, bStep, out, bytes);
            case MIN -> min(a, aStep, b, bStep, out, bytes);
            case MAX -> max(a, aStep, b, bStep, out, bytes);
            case POW -> throw new AssertionError(f);
        }
    }

    private static void clip(MemorySegment in, MemorySegment out, long bytes, float low, float high) {
        FloatVector floor = FloatVector.broadcast(FLOATS, low);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, high);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.blend(floor, x.lt(floor));
            y = y.blend(ceiling, ceiling.lt(y));
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void leakyRelu(MemorySegment in, MemorySegment out, long bytes, float alpha) {
        FloatVector zero = FloatVector.broadcast(FLOATS, 0f);
        FloatVector slope = FloatVector.broadcast(FLOATS, alpha);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.blend(x.mul(slope), x.lt(zero));
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void hardSigmoid(MemorySegment in, MemorySegment out, long bytes, float alpha, float beta) {
        FloatVector zero = FloatVector.broadcast(FLOATS, 0f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector slope = FloatVector.broadcast(FLOATS, alpha);
        FloatVector offset = FloatVector.broadcast(FLOATS, beta);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.mul(slope).add(offset);
            y = y.blend(zero, y.lt(zero));
            y = y.blend(one, one.lt(y));
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void hardSwish(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector zero = FloatVector.broadcast(FLOATS, 0f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector slope = FloatVector.broadcast(FLOATS, 1 / 6f);
        FloatVector offset = FloatVector.broadcast(FLOATS, 0.5f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.mul(slope).add(offset);
            y = y.blend(zero, y.lt(zero));
            y = y.blend(one, one.lt(y)).mul(x);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void sqrt(MemorySegment in, MemorySegment out, long bytes) {
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.sqrt();
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void reciprocal(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = one.div(x);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void neg(MemorySegment in, MemorySegment out, long bytes) {
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.neg();
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void abs(MemorySegment in, MemorySegment out, long bytes) {
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector y = x.abs();
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    /** Two factors of 2^n, so that the one rounding of a subnormal result is the last step. */
    private static void exp(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector floor = FloatVector.broadcast(FLOATS, -104f);
        FloatVector ceiling = FloatVector.broadcast(FLOATS, 89f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            x = x.blend(floor, x.lt(floor));
            x = x.blend(ceiling, ceiling.lt(x));
            FloatVector shifted = x.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, x));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            p = p.mul(r).fma(r, r).add(one);
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second =
                    power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector y = p.mul(first).mul(second);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    /** With e = e^-|x|: 1 / (1 + e), or e / (1 + e) where x is negative. */
    private static void sigmoid(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector zero = FloatVector.broadcast(FLOATS, 0f);
        FloatVector floor = FloatVector.broadcast(FLOATS, -104f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector t = x.abs().neg();
            t = t.blend(floor, t.lt(floor));
            FloatVector shifted = t.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, t));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            FloatVector fraction = p.mul(r).fma(r, r);
            p = fraction.add(one);
            FloatVector lost = fraction.sub(p.sub(one));
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second =
                    power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector e = p.mul(first).mul(second);
            FloatVector sum = e.add(one);
            VectorMask<Float> isNegative = x.lt(zero);
            FloatVector y = one.blend(e, isNegative).div(sum);
            // What 1 + e and p lost, as a part of the result.
            FloatVector sumLost = e.fma(lost, e.sub(sum.sub(one)));
            FloatVector positive = sumLost.mul(y).neg();
            FloatVector negative = lost.sub(sumLost.mul(one.sub(y)));
            y = y.fma(positive.blend(negative, isNegative), y);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    /** Multiplies by x before the powers of 2, so that a subnormal result is rounded once. */
    private static void silu(MemorySegment in, MemorySegment out, long bytes, float alpha) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector zero = FloatVector.broadcast(FLOATS, 0f);
        FloatVector slope = FloatVector.broadcast(FLOATS, alpha);
        FloatVector floor = FloatVector.broadcast(FLOATS, -170f);
        FloatVector last = FloatVector.broadcast(FLOATS, -150f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector z = x.mul(slope);
            FloatVector t = z.abs().neg();
            t = t.blend(floor, t.lt(floor));
            FloatVector shifted = t.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, t));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            p = p.mul(r).fma(r, r).add(one);
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second =
                    power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector y = x.div(p.mul(first).mul(second).add(one));
            y = y.blend(y.mul(p).mul(first).mul(second), z.lt(zero));
            y = y.blend(x.mul(zero), z.lt(last));
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    /** A polynomial around 0, else 1 - 2 / (e^2|x| + 1). */
    private static void tanh(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector limit = FloatVector.broadcast(FLOATS, 20f);
        FloatVector two = FloatVector.broadcast(FLOATS, 2f);
        FloatVector small = FloatVector.broadcast(FLOATS, 0.625f);
        FloatVector t0 = FloatVector.broadcast(FLOATS, -0.3333333f);
        FloatVector t1 = FloatVector.broadcast(FLOATS, 0.13333212f);
        FloatVector t2 = FloatVector.broadcast(FLOATS, -0.053946376f);
        FloatVector t3 = FloatVector.broadcast(FLOATS, 0.021694554f);
        FloatVector t4 = FloatVector.broadcast(FLOATS, -0.008155154f);
        FloatVector t5 = FloatVector.broadcast(FLOATS, 0.002117811f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector t = x.abs();
            VectorMask<Float> isSmall = t.lt(small);
            t = t.add(t);
            t = t.blend(limit, limit.lt(t));
            FloatVector shifted = t.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, t));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            p = p.mul(r).fma(r, r).add(one);
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            FloatVector first =
                    power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector large = one.sub(two.div(p.fma(first, one)));
            IntVector sign = x.reinterpretAsInts().and(0x80000000);
            large = large.reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector s = x.mul(x);
            FloatVector q = s.fma(t5, t4).fma(s, t3).fma(s, t2).fma(s, t1).fma(s, t0);
            FloatVector y = large.blend(q.mul(s).fma(x, x), isSmall);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    /** A polynomial around 0, else 1 - e^-(polynomial). */
    private static void erf(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector limit = FloatVector.broadcast(FLOATS, 4.05f);
        FloatVector small = FloatVector.broadcast(FLOATS, 0.93f);
        FloatVector s0 = FloatVector.broadcast(FLOATS, 0.12837915f);
        FloatVector s1 = FloatVector.broadcast(FLOATS, -0.37612477f);
        FloatVector s2 = FloatVector.broadcast(FLOATS, 0.112815835f);
        FloatVector s3 = FloatVector.broadcast(FLOATS, -0.02675732f);
        FloatVector s4 = FloatVector.broadcast(FLOATS, 0.0049788994f);
        FloatVector s5 = FloatVector.broadcast(FLOATS, -5.9162633E-4f);
        FloatVector t0 = FloatVector.broadcast(FLOATS, 0.12864849f);
        FloatVector t1 = FloatVector.broadcast(FLOATS, 0.6351513f);
        FloatVector t2 = FloatVector.broadcast(FLOATS, 0.106236845f);
        FloatVector t3 = FloatVector.broadcast(FLOATS, -0.02376202f);
        FloatVector t4 = FloatVector.broadcast(FLOATS, 0.0036424296f);
        FloatVector t5 = FloatVector.broadcast(FLOATS, -3.2279402E-4f);
        FloatVector t6 = FloatVector.broadcast(FLOATS, 1.1230014E-5f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector t = x.abs();
            VectorMask<Float> isSmall = t.lt(small);
            t = t.blend(limit, limit.lt(t));
            FloatVector g =
                    t.fma(t6, t5).fma(t, t4).fma(t, t3).fma(t, t2).fma(t, t1).fma(t, t0);
            g = g.fma(t, t).neg();
            FloatVector shifted = g.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, g));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            p = p.mul(r).fma(r, r).add(one);
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            FloatVector first =
                    power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector large = one.sub(p.mul(first));
            IntVector sign = x.reinterpretAsInts().and(0x80000000);
            large = large.reinterpretAsInts().or(sign).reinterpretAsFloats();
            FloatVector s = x.mul(x);
            FloatVector q = s.fma(s5, s4).fma(s, s3).fma(s, s2).fma(s, s1).fma(s, s0);
            FloatVector y = large.blend(q.fma(x, x), isSmall);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    /** x Phi(x). Away from 0, Phi(-t) = e^(-t^2/2) h / (t + a), with t^2 in two parts and h a polynomial in
     * (t - a) / (t + a); this keeps its relative accuracy where 1 + erf would cancel. */
    private static void gelu(MemorySegment in, MemorySegment out, long bytes) {
        FloatVector log2e = FloatVector.broadcast(FLOATS, 1.442695f);
        FloatVector shift = FloatVector.broadcast(FLOATS, 12582912f);
        FloatVector ln2High = FloatVector.broadcast(FLOATS, -0.6931472f);
        FloatVector ln2Low = FloatVector.broadcast(FLOATS, 1.9046542E-9f);
        FloatVector e2 = FloatVector.broadcast(FLOATS, 0.49999994f);
        FloatVector e3 = FloatVector.broadcast(FLOATS, 0.16666521f);
        FloatVector e4 = FloatVector.broadcast(FLOATS, 0.04166827f);
        FloatVector e5 = FloatVector.broadcast(FLOATS, 0.008368677f);
        FloatVector e6 = FloatVector.broadcast(FLOATS, 0.0013820411f);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        FloatVector zero = FloatVector.broadcast(FLOATS, 0f);
        FloatVector limit = FloatVector.broadcast(FLOATS, 15.5f);
        FloatVector last = FloatVector.broadcast(FLOATS, -15.25f);
        FloatVector small = FloatVector.broadcast(FLOATS, 0.7f);
        FloatVector center = FloatVector.broadcast(FLOATS, 3f);
        FloatVector minusHalf = FloatVector.broadcast(FLOATS, -0.5f);
        FloatVector plusHalf = FloatVector.broadcast(FLOATS, 0.5f);
        FloatVector s0 = FloatVector.broadcast(FLOATS, 0.39894226f);
        FloatVector s1 = FloatVector.broadcast(FLOATS, -0.06648988f);
        FloatVector s2 = FloatVector.broadcast(FLOATS, 0.009969662f);
        FloatVector s3 = FloatVector.broadcast(FLOATS, -0.00117472f);
        FloatVector s4 = FloatVector.broadcast(FLOATS, 9.755556E-5f);
        FloatVector g0 = FloatVector.broadcast(FLOATS, 0.7290837f);
        FloatVector g1 = FloatVector.broadcast(FLOATS, -0.509332f);
        FloatVector g2 = FloatVector.broadcast(FLOATS, 0.23001555f);
        FloatVector g3 = FloatVector.broadcast(FLOATS, -0.04726127f);
        FloatVector g4 = FloatVector.broadcast(FLOATS, -0.010435062f);
        FloatVector g5 = FloatVector.broadcast(FLOATS, 0.0069477963f);
        FloatVector g6 = FloatVector.broadcast(FLOATS, 9.0875244E-4f);
        FloatVector g7 = FloatVector.broadcast(FLOATS, -9.354907E-4f);
        FloatVector g8 = FloatVector.broadcast(FLOATS, -7.075754E-5f);
        for (long i = 0; i < bytes; i += BYTES) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, in, i, ORDER);
            FloatVector t = x.abs();
            VectorMask<Float> isSmall = t.lt(small);
            t = t.blend(limit, limit.lt(t));
            FloatVector square = t.mul(t);
            FloatVector squareLost = t.fma(t, square.neg());
            square = square.mul(minusHalf);
            FloatVector shifted = square.fma(log2e, shift);
            FloatVector n = shifted.sub(shift);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, square));
            FloatVector p = r.fma(e6, e5).fma(r, e4).fma(r, e3).fma(r, e2);
            FloatVector fraction = p.mul(r).fma(r, r);
            p = fraction.add(one);
            FloatVector lost = fraction.sub(p.sub(one));
            IntVector power = shifted.reinterpretAsInts().sub(0x4B400000);
            IntVector half = power.lanewise(VectorOperators.ASHR, 1);
            FloatVector first = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector second =
                    power.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector sum = t.add(center);
            FloatVector inverse = one.div(sum);
            FloatVector u = t.sub(center).mul(inverse);
            FloatVector h = u.fma(g8, g7)
                    .fma(u, g6)
                    .fma(u, g5)
                    .fma(u, g4)
                    .fma(u, g3)
                    .fma(u, g2)
                    .fma(u, g1)
                    .fma(u, g0);
            // h p / (t + a), and what the square, p, the sum, its inverse and the two products lost.
            FloatVector product = h.mul(p);
            FloatVector tail = product.mul(inverse);
            FloatVector part =
                    sum.neg().fma(inverse, one).sub(t.sub(sum.sub(center)).mul(inverse));
            part = part.add(squareLost.fma(minusHalf, lost));
            FloatVector rest = h.fma(p, product.neg()).fma(inverse, product.fma(inverse, tail.neg()));
            rest = tail.fma(part, rest);
            FloatVector y = x.mul(one.sub(tail.add(rest).mul(first).mul(second)));
            y = y.blend(x.fma(tail, x.mul(rest)).mul(first).mul(second), x.lt(zero));
            FloatVector s = x.mul(x);
            FloatVector q = s.fma(s4, s3).fma(s, s2).fma(s, s1).fma(s, s0);
            y = y.blend(q.fma(x, plusHalf).mul(x), isSmall);
            y = y.blend(x.mul(zero), x.lt(last));
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void add(MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        for (long i = 0, j = 0, k = 0; i < bytes; i += BYTES, j += aStep, k += bStep) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, a, j, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(FLOATS, b, k, ORDER);
            FloatVector y = x.add(z);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void sub(MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        for (long i = 0, j = 0, k = 0; i < bytes; i += BYTES, j += aStep, k += bStep) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, a, j, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(FLOATS, b, k, ORDER);
            FloatVector y = x.sub(z);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void mul(MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        for (long i = 0, j = 0, k = 0; i < bytes; i += BYTES, j += aStep, k += bStep) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, a, j, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(FLOATS, b, k, ORDER);
            FloatVector y = x.mul(z);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void div(MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        for (long i = 0, j = 0, k = 0; i < bytes; i += BYTES, j += aStep, k += bStep) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, a, j, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(FLOATS, b, k, ORDER);
            FloatVector y = x.div(z);
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void min(MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        for (long i = 0, j = 0, k = 0; i < bytes; i += BYTES, j += aStep, k += bStep) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, a, j, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(FLOATS, b, k, ORDER);
            FloatVector y = x.blend(z, z.lt(x)).blend(z, z.test(VectorOperators.IS_NAN));
            y.intoMemorySegment(out, i, ORDER);
        }
    }

    private static void max(MemorySegment a, long aStep, MemorySegment b, long bStep, MemorySegment out, long bytes) {
        for (long i = 0, j = 0, k = 0; i < bytes; i += BYTES, j += aStep, k += bStep) {
            FloatVector x = FloatVector.fromMemorySegment(FLOATS, a, j, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(FLOATS, b, k, ORDER);
            FloatVector y = x.blend(z, x.lt(z)).blend(z, z.test(VectorOperators.IS_NAN));
            y.intoMemorySegment(out, i, ORDER);
        }
    }
}
