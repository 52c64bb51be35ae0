package dev.sardonyx.onnx.mapping;

import static dev.sardonyx.onnx.mapping.ElementTypeHistory.NUMBERS;
import static dev.sardonyx.onnx.mapping.ElementTypeHistory.NUMBERS_AND_BFLOAT16;
import static dev.sardonyx.onnx.mapping.ElementTypeHistory.REALS;
import static dev.sardonyx.onnx.mapping.ElementTypeHistory.REALS_AND_SIGNED;
import static dev.sardonyx.onnx.mapping.ElementTypeHistory.REALS_AND_WORDS;

import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.op.elementwise.Abs;
import dev.sardonyx.api.op.elementwise.Acos;
import dev.sardonyx.api.op.elementwise.Acosh;
import dev.sardonyx.api.op.elementwise.Add;
import dev.sardonyx.api.op.elementwise.And;
import dev.sardonyx.api.op.elementwise.Asin;
import dev.sardonyx.api.op.elementwise.Asinh;
import dev.sardonyx.api.op.elementwise.Atan;
import dev.sardonyx.api.op.elementwise.Atanh;
import dev.sardonyx.api.op.elementwise.BitShift;
import dev.sardonyx.api.op.elementwise.BitwiseAnd;
import dev.sardonyx.api.op.elementwise.BitwiseNot;
import dev.sardonyx.api.op.elementwise.BitwiseOr;
import dev.sardonyx.api.op.elementwise.BitwiseXor;
import dev.sardonyx.api.op.elementwise.Cast;
import dev.sardonyx.api.op.elementwise.Ceil;
import dev.sardonyx.api.op.elementwise.Cos;
import dev.sardonyx.api.op.elementwise.Cosh;
import dev.sardonyx.api.op.elementwise.Div;
import dev.sardonyx.api.op.elementwise.Equal;
import dev.sardonyx.api.op.elementwise.Erf;
import dev.sardonyx.api.op.elementwise.Exp;
import dev.sardonyx.api.op.elementwise.Floor;
import dev.sardonyx.api.op.elementwise.Greater;
import dev.sardonyx.api.op.elementwise.GreaterOrEqual;
import dev.sardonyx.api.op.elementwise.IsInf;
import dev.sardonyx.api.op.elementwise.IsNaN;
import dev.sardonyx.api.op.elementwise.Less;
import dev.sardonyx.api.op.elementwise.LessOrEqual;
import dev.sardonyx.api.op.elementwise.Log;
import dev.sardonyx.api.op.elementwise.Max;
import dev.sardonyx.api.op.elementwise.Mean;
import dev.sardonyx.api.op.elementwise.Min;
import dev.sardonyx.api.op.elementwise.Mod;
import dev.sardonyx.api.op.elementwise.Mul;
import dev.sardonyx.api.op.elementwise.Neg;
import dev.sardonyx.api.op.elementwise.Not;
import dev.sardonyx.api.op.elementwise.Or;
import dev.sardonyx.api.op.elementwise.Pow;
import dev.sardonyx.api.op.elementwise.Reciprocal;
import dev.sardonyx.api.op.elementwise.Round;
import dev.sardonyx.api.op.elementwise.Sigmoid;
import dev.sardonyx.api.op.elementwise.Sign;
import dev.sardonyx.api.op.elementwise.Sin;
import dev.sardonyx.api.op.elementwise.Sinh;
import dev.sardonyx.api.op.elementwise.Sub;
import dev.sardonyx.api.op.elementwise.Sum;
import dev.sardonyx.api.op.elementwise.Tan;
import dev.sardonyx.api.op.elementwise.Tanh;
import dev.sardonyx.api.op.elementwise.Where;
import dev.sardonyx.api.op.elementwise.Xor;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.TensorType;
import java.util.Set;
import java.util.function.Supplier;

/** Arithmetic, comparison, logic and choice, element by element. */
final class ElementwiseMappings implements MappingTable {
    private static final Set<ElementType> WORDS_OR_BOOL =
            Types.of(ElementType.BOOL, ElementType.INT32, ElementType.INT64);
    private static final Set<ElementType> WORDS_AND_BFLOAT16 =
            Types.union(REALS_AND_WORDS, Types.of(ElementType.BFLOAT16));
    private static final Set<ElementType> NUMBERS_OR_BOOL = Types.union(NUMBERS, Types.BOOL);

    @Override
    public void register(Mappings rows) {
        functions(rows);
        predicates(rows);
        arithmetic(rows);
        comparison(rows);
        logic(rows);
        variadic(rows);
        rows.row("Where", Where.class, 9, 16).plain(Where::new).write((op, out) -> {
            TensorType type = out.inputType(1);
            if (out.version() < 16 && type != null && type.elementType() == ElementType.BFLOAT16) {
                out.cannot("Where takes bfloat16 from version 16 on");
            }
        });
    }

    private static void functions(Mappings rows) {
        rows.row("Abs", Abs.class, 1, 6, 13).plain(Abs::new).write((op, out) -> {
            ElementTypeHistory.of(out).change(13, NUMBERS).change(6, REALS);
        });
        rows.row("Neg", Neg.class, 1, 6, 13).plain(Neg::new).write((op, out) -> {
            ElementTypeHistory.of(out).change(13, REALS_AND_SIGNED).change(6, REALS);
        });
        since(rows, "Erf", Erf.class, Erf::new, 13, NUMBERS, 9, 13);
        since(rows, "Sign", Sign.class, Sign::new, 13, NUMBERS, 9, 13);
        since(rows, "Exp", Exp.class, Exp::new, 13, REALS, 1, 6, 13);
        since(rows, "Log", Log.class, Log::new, 13, REALS, 1, 6, 13);
        since(rows, "Reciprocal", Reciprocal.class, Reciprocal::new, 13, REALS, 1, 6, 13);
        since(rows, "Floor", Floor.class, Floor::new, 13, REALS, 1, 6, 13);
        since(rows, "Ceil", Ceil.class, Ceil::new, 13, REALS, 1, 6, 13);
        since(rows, "Sigmoid", Sigmoid.class, Sigmoid::new, 13, REALS, 1, 6, 13);
        since(rows, "Tanh", Tanh.class, Tanh::new, 13, REALS, 1, 6, 13);
        since(rows, "Sin", Sin.class, Sin::new, 22, REALS, 7, 22);
        since(rows, "Cos", Cos.class, Cos::new, 22, REALS, 7, 22);
        since(rows, "Tan", Tan.class, Tan::new, 22, REALS, 7, 22);
        since(rows, "Asin", Asin.class, Asin::new, 22, REALS, 7, 22);
        since(rows, "Acos", Acos.class, Acos::new, 22, REALS, 7, 22);
        since(rows, "Atan", Atan.class, Atan::new, 22, REALS, 7, 22);
        since(rows, "Sinh", Sinh.class, Sinh::new, 22, REALS, 9, 22);
        since(rows, "Cosh", Cosh.class, Cosh::new, 22, REALS, 9, 22);
        since(rows, "Asinh", Asinh.class, Asinh::new, 22, REALS, 9, 22);
        since(rows, "Acosh", Acosh.class, Acosh::new, 22, REALS, 9, 22);
        since(rows, "Atanh", Atanh.class, Atanh::new, 22, REALS, 9, 22);
        since(rows, "Round", Round.class, Round::new, 22, REALS, 11, 22);
        rows.row("Not", Not.class, 1).plain(Not::new);
        rows.row("BitwiseNot", BitwiseNot.class, 18).plain(BitwiseNot::new);
    }

    /** A row without attributes, whose operator took the types {@code before} until version {@code version}. */
    static <T extends Operator> void since(
            Mappings rows,
            String name,
            Class<T> type,
            Supplier<T> make,
            int version,
            Set<ElementType> before,
            int... versions) {
        rows.row(name, type, versions)
                .plain(make)
                .write((op, out) -> ElementTypeHistory.of(out).change(version, before));
    }

    private static void predicates(Mappings rows) {
        rows.row("IsNaN", IsNaN.class, 9, 13, 20).plain(IsNaN::new).write((op, out) -> {
            ElementTypeHistory.of(out).change(20, NUMBERS_AND_BFLOAT16).change(13, REALS);
        });
        rows.row("IsInf", IsInf.class, 10, 20)
                .read(in -> new IsInf(in.flag("detect_negative", true), in.flag("detect_positive", true)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(20, Types.of(ElementType.FLOAT, ElementType.DOUBLE));
                    out.flag("detect_negative", op.detectNegative(), true);
                    out.flag("detect_positive", op.detectPositive(), true);
                });
    }

    private static void arithmetic(Mappings rows) {
        arithmetic(rows, "Add", Add.class, Add::new, true);
        arithmetic(rows, "Sub", Sub.class, Sub::new, false);
        arithmetic(rows, "Mul", Mul.class, Mul::new, true);
        arithmetic(rows, "Div", Div.class, Div::new, false);
        rows.row("Pow", Pow.class, 1, 7, 12, 13, 15)
                .read(broadcasting(Pow::new))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(13, REALS_AND_WORDS).change(12, REALS);
                    OldBroadcast.write(out, false);
                    TensorType base = out.inputType(0);
                    TensorType exponent = out.inputType(1);
                    if (out.version() < 12
                            && base != null
                            && exponent != null
                            && base.elementType() != exponent.elementType()) {
                        out.setInput(1, out.emit("exponent", new Cast(base.elementType()), out.input(1)));
                    }
                });
        rows.row("Mod", Mod.class, 10, 13)
                .read(in -> new Mod(in.flag("fmod", false)))
                .write((op, out) -> {
                    ElementTypeHistory.of(out).change(13, NUMBERS);
                    out.flag("fmod", op.fmod(), false);
                });
    }

    private static <T extends Operator> void arithmetic(
            Mappings rows, String name, Class<T> type, Supplier<T> make, boolean commutes) {
        rows.row(name, type, 1, 6, 7, 13, 14).read(broadcasting(make)).write((op, out) -> {
            ElementTypeHistory.of(out)
                    .change(14, WORDS_AND_BFLOAT16)
                    .change(13, REALS_AND_WORDS)
                    .change(6, REALS);
            OldBroadcast.write(out, commutes);
        });
    }

    private static Mapping.Read broadcasting(Supplier<? extends Operator> make) {
        return in -> {
            OldBroadcast.read(in);
            return make.get();
        };
    }

    private static void comparison(Mappings rows) {
        rows.row("Equal", Equal.class, 1, 7, 11, 13, 19)
                .read(broadcasting(Equal::new))
                .write((op, out) -> {
                    ElementTypeHistory.of(out)
                            .change(19, Types.NUMERIC_OR_BOOL)
                            .change(13, NUMBERS_OR_BOOL)
                            .change(11, WORDS_OR_BOOL);
                    OldBroadcast.write(out, true);
                });
        order(rows, "Less", Less.class, Less::new);
        order(rows, "Greater", Greater.class, Greater::new);
        since(rows, "LessOrEqual", LessOrEqual.class, LessOrEqual::new, 16, NUMBERS, 12, 16);
        since(rows, "GreaterOrEqual", GreaterOrEqual.class, GreaterOrEqual::new, 16, NUMBERS, 12, 16);
    }

    private static <T extends Operator> void order(Mappings rows, String name, Class<T> type, Supplier<T> make) {
        rows.row(name, type, 1, 7, 9, 13).read(broadcasting(make)).write((op, out) -> {
            ElementTypeHistory.of(out).change(13, NUMBERS).change(9, REALS);
            OldBroadcast.write(out, false);
        });
    }

    private static void logic(Mappings rows) {
        logic(rows, "And", And.class, And::new);
        logic(rows, "Or", Or.class, Or::new);
        logic(rows, "Xor", Xor.class, Xor::new);
        rows.row("BitwiseAnd", BitwiseAnd.class, 18).plain(BitwiseAnd::new);
        rows.row("BitwiseOr", BitwiseOr.class, 18).plain(BitwiseOr::new);
        rows.row("BitwiseXor", BitwiseXor.class, 18).plain(BitwiseXor::new);
        rows.row("BitShift", BitShift.class, 11)
                .read(in -> new BitShift(
                        EnumText.parse(in, "direction", in.text("direction", ""), BitShift.Direction.class)))
                .write((op, out) -> out.attribute("direction", op.direction().name()));
    }

    private static <T extends Operator> void logic(Mappings rows, String name, Class<T> type, Supplier<T> make) {
        rows.row(name, type, 1, 7).read(broadcasting(make)).write((op, out) -> OldBroadcast.write(out, true));
    }

    private static void variadic(Mappings rows) {
        variadic(rows, "Sum", Sum.class, Sum::new, REALS, 1, 6, 8, 13);
        variadic(rows, "Mean", Mean.class, Mean::new, REALS, 1, 6, 8, 13);
        variadic(rows, "Max", Max.class, Max::new, NUMBERS, 1, 6, 8, 12, 13);
        variadic(rows, "Min", Min.class, Min::new, NUMBERS, 1, 6, 8, 12, 13);
    }

    private static <T extends Operator> void variadic(
            Mappings rows, String name, Class<T> type, Supplier<T> make, Set<ElementType> before13, int... versions) {
        rows.row(name, type, versions).plain(make).write((op, out) -> {
            ElementTypeHistory.of(out).change(13, before13).change(12, REALS);
            SymbolicShape first = out.inputShape(0);
            for (int i = 1; i < out.inputCount() && out.version() < 8; i++) {
                if (first == null || !first.equals(out.inputShape(i))) {
                    out.cannot(name + " broadcasts from operator set 8 on");
                    return;
                }
            }
        });
    }
}
