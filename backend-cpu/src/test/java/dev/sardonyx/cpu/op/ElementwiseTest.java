package dev.sardonyx.cpu.op;

import static dev.sardonyx.cpu.op.OneNode.integers;
import static dev.sardonyx.cpu.op.OneNode.random;
import static dev.sardonyx.cpu.op.OneNode.special;

import dev.sardonyx.api.compare.Tolerance;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.elementwise.Abs;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.And;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Ceil;
import dev.sardonyx.api.op.elementwise.Clip;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.Erf;
import dev.sardonyx.api.op.elementwise.Exp;
import dev.sardonyx.api.op.elementwise.Floor;
import dev.sardonyx.api.op.elementwise.Gelu;
import dev.sardonyx.api.op.elementwise.Greater;
import dev.sardonyx.api.op.elementwise.HardSigmoid;
import dev.sardonyx.api.op.elementwise.HardSwish;
import dev.sardonyx.api.op.elementwise.IsNaN;
import dev.sardonyx.api.op.elementwise.LeakyRelu;
import dev.sardonyx.api.op.elementwise.LessOrEqual;
import dev.sardonyx.api.op.elementwise.Max;
import dev.sardonyx.api.op.elementwise.Min;
import dev.sardonyx.api.op.elementwise.Mod;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Neg;
import dev.sardonyx.api.op.elementwise.Not;
import dev.sardonyx.api.op.elementwise.PRelu;
import dev.sardonyx.api.op.elementwise.Pow;
import dev.sardonyx.api.op.elementwise.Relu;
import dev.sardonyx.api.op.elementwise.Sigmoid;
import dev.sardonyx.api.op.elementwise.Sqrt;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.elementwise.Swish;
import dev.sardonyx.api.op.elementwise.Tan;
import dev.sardonyx.api.op.elementwise.Tanh;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseTest {
    static List<Operator> exactUnary() {
        return List.of(new Abs(), new Neg(), new Ceil(), new Floor(), new Sqrt(), new Relu());
    }

    static List<Operator> unary() {
        return List.of(
                new Exp(),
                new Tanh(),
                new Sigmoid(),
                new Erf(),
                new Tan(),
                new LeakyRelu(0.1f),
                new HardSigmoid(),
                new HardSwish(),
                new Swish());
    }

    @ParameterizedTest
    @MethodSource("exactUnary")
    void unaryWithoutRounding(Operator operator) {
        OneNode.of(operator).with(special(3, 251)).check(Tolerance.EXACT);
        OneNode.of(operator).with(special(0, 3)).check(Tolerance.EXACT);
    }

    @ParameterizedTest
    @MethodSource("unary")
    void unaryWithRounding(Operator operator) {
        OneNode.of(operator).with(special(7, 131)).check(OneNode.ROUNDED);
        OneNode.of(operator).with(random(40_001)).check(OneNode.ROUNDED);
    }

    @Test
    void otherTypesGoThroughBlocks() {
        OneNode.of(new Neg()).with(integers(ElementType.INT64, 1025)).check(Tolerance.EXACT);
        OneNode.of(new Not()).with(integers(ElementType.BOOL, 5, 5)).check(Tolerance.EXACT);
        OneNode.of(new IsNaN()).with(special(700)).check(Tolerance.EXACT);
        OneNode.of(new Gelu()).with(random(513)).check(new Tolerance(1e-6, 1e-6));
    }

    static List<Operator> binary() {
        return List.of(new Add(), new Sub(), new Mul(), new Div(), new Max(), new Min(), new PRelu());
    }

    @ParameterizedTest
    @MethodSource("binary")
    void binaryBroadcasts(Operator operator) {
        OneNode.of(operator).with(special(2, 3, 4, 5), random(2, 3, 4, 5)).check(Tolerance.EXACT);
        OneNode.of(operator).with(special(2, 3, 4, 5), random(3, 1, 1)).check(Tolerance.EXACT);
        OneNode.of(operator).with(random(2, 3, 4, 5), special(1)).check(Tolerance.EXACT);
        OneNode.of(operator).with(random(3, 20_001), special(3, 1)).check(Tolerance.EXACT);
        OneNode.of(operator).with(random(0, 3), random(3)).check(Tolerance.EXACT);
    }

    @Test
    void bothOperandsStretch() {
        OneNode.of(new Add()).with(random(4, 1, 6), random(5, 1)).check(Tolerance.EXACT);
        OneNode.of(new Mul()).with(random(1, 7), random(9, 1)).check(Tolerance.EXACT);
        OneNode.of(new Sub()).with(random(), random(1, 1)).check(Tolerance.EXACT);
        OneNode.of(new Max()).with(random(2, 1), special(3), special(2, 3)).check(Tolerance.EXACT);
        OneNode.of(new Max()).with(special(5)).check(Tolerance.EXACT);
    }

    @ParameterizedTest
    @EnumSource(names = {"INT32", "INT64", "UINT8"})
    void integersAndComparisons(ElementType type) {
        Tensor x = integers(type, 3, 700);
        Tensor y = integers(type, 700);
        for (Operator operator : List.of(new Add(), new Sub(), new Mul(), new Max(), new Equal(), new Greater())) {
            OneNode.of(operator).with(x, y).check(Tolerance.EXACT);
        }
        Tensor divisor = Tensor.ofLongs(type, dev.sardonyx.api.tensor.Shape.of(1), 7);
        OneNode.of(new Div()).with(x, divisor).check(Tolerance.EXACT);
        OneNode.of(new Mod()).with(x, divisor).check(Tolerance.EXACT);
    }

    @Test
    void comparisonsPowersAndLogic() {
        OneNode.of(new LessOrEqual()).with(special(9, 4), special(4)).check(Tolerance.EXACT);
        OneNode.of(new And())
                .with(integers(ElementType.BOOL, 3, 4), integers(ElementType.BOOL, 4))
                .check(Tolerance.EXACT);
        OneNode.of(new Pow())
                .with(special(300))
                .withConstant(Tensor.scalar(ElementType.FLOAT, 2))
                .check(Tolerance.EXACT);
        OneNode.of(new Pow()).with(random(300), random(300)).check(OneNode.ROUNDED);
    }

    @Test
    void clipsToConstants() {
        Tensor low = Tensor.scalar(ElementType.FLOAT, -0.5);
        OneNode.of(new Clip())
                .with(special(99))
                .withConstant(low, Tensor.scalar(ElementType.FLOAT, 1))
                .check(Tolerance.EXACT);
        OneNode.of(new Clip()).with(special(99)).withConstant(low).check(Tolerance.EXACT);
        OneNode.of(new Clip()).with(special(99), low).check(Tolerance.EXACT);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "FLOAT16", "INT8", "INT32", "INT64", "UINT8", "BOOL"})
    void casts(ElementType to) {
        OneNode.of(new Cast(to)).with(special(5, 211)).check(Tolerance.EXACT);
        OneNode.of(new Cast(to)).with(integers(ElementType.INT64, 1000)).check(Tolerance.EXACT);
        OneNode.of(new Cast(to)).with(integers(ElementType.BOOL, 10)).check(Tolerance.EXACT);
    }

    @Test
    void selects() {
        Tensor condition = integers(ElementType.BOOL, 4, 1);
        OneNode.of(new Where()).with(condition, special(4, 5), random(5)).check(Tolerance.EXACT);
        OneNode.of(new Where())
                .with(condition, integers(ElementType.INT64, 3, 1, 1), integers(ElementType.INT64, 5))
                .check(Tolerance.EXACT);
    }
}
