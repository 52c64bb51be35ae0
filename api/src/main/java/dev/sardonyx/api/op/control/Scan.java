package dev.sardonyx.api.op.control;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.Where;
import dev.sardonyx.api.op.Axes;
import dev.sardonyx.api.op.ElementCopy;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Subgraph;
import dev.sardonyx.api.tensor.Dim;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.SymbolicShape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code body} once per slice of the scan inputs. The inputs are N state values, then M = {@code
 * numScanInputs} tensors that are sliced along their scan axis; the body takes the state and one slice each,
 * and gives the state and K scan outputs, which are stacked along a new axis. A length of 0 gives the initial
 * state and empty scan outputs. Source: ONNX Scan-25.
 *
 * @param body runs once per slice
 * @param numScanInputs M, at least 1
 * @param scanInputAxes the axis of each scan input; empty for 0
 * @param scanInputDirections per scan input, 0 from the first slice on, 1 from the last back; empty for 0
 * @param scanOutputAxes the new axis in each scan output; empty for 0
 * @param scanOutputDirections per scan output, 0 to append, 1 to prepend; empty for 0
 */
public record Scan(
        Subgraph body,
        long numScanInputs,
        List<Long> scanInputAxes,
        List<Long> scanInputDirections,
        List<Long> scanOutputAxes,
        List<Long> scanOutputDirections)
        implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("Scan")
            .variadic("initial_state_and_scan_inputs", "V*", 1)
            .variadicOutput("final_state_and_scan_outputs", "V*")
            .build();

    public Scan {
        Bodies.check(
                numScanInputs >= 1 && numScanInputs <= body.inputCount(),
                "num_scan_inputs is 1 to the " + body.inputCount() + " inputs of the body",
                numScanInputs);
        int states = (int) (body.inputCount() - numScanInputs);
        Bodies.check(body.outputCount() >= states, "body gives " + states + " state values", body.outputCount());
        int outputs = body.outputCount() - states;
        scanInputAxes = filled("scan_input_axes", scanInputAxes, (int) numScanInputs);
        scanInputDirections = directions("scan_input_directions", scanInputDirections, (int) numScanInputs);
        scanOutputAxes = filled("scan_output_axes", scanOutputAxes, outputs);
        scanOutputDirections = directions("scan_output_directions", scanOutputDirections, outputs);
    }

    /** Slices and stacks along axis 0, forwards. */
    public Scan(Subgraph body, long numScanInputs) {
        this(body, numScanInputs, List.of(), List.of(), List.of(), List.of());
    }

    private static List<Long> filled(String name, List<Long> values, int count) {
        if (values.isEmpty()) {
            return java.util.Collections.nCopies(count, 0L);
        }
        Bodies.check(values.size() == count, name + " has " + count + " elements", values.size());
        return List.copyOf(values);
    }

    private static List<Long> directions(String name, List<Long> values, int count) {
        for (long direction : values) {
            if (direction != 0 && direction != 1) {
                throw new ModelInvalidException(name + ": expected 0 or 1, found " + direction);
            }
        }
        return filled(name, values, count);
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<Subgraph> subgraphs() {
        return List.of(body);
    }

    private int states() {
        return body.inputCount() - (int) numScanInputs;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        if (in.inputCount() != body.inputCount()) {
            throw in.fail("expected " + body.inputCount() + " inputs as in the body, found " + in.inputCount());
        }
        List<ValueType> formal = new ArrayList<>();
        for (int i = 0; i < states(); i++) {
            formal.add(in.type(i));
        }
        List<ValueType> initial = List.copyOf(formal);
        Dim length = null;
        for (int i = 0; i < numScanInputs; i++) {
            int input = states() + i;
            SymbolicShape shape = in.shape(input);
            if (shape == null) {
                formal.add(in.tensor(input));
                continue;
            }
            int axis = Axes.normalize(in, scanInputAxes.get(i), shape.rank());
            length = commonLength(in, length, shape.dim(axis));
            List<Dim> rest = new ArrayList<>(shape.dims());
            rest.remove(axis);
            formal.add(new TensorType(in.elementType(input), new SymbolicShape(rest)));
        }
        List<ValueType> given = in.inferBody(body, formal);
        Bodies.Carried carried = Bodies.generalise(in, initial, given.subList(0, states()));
        List<ValueType> types = new ArrayList<>(carried.types());
        for (int k = states(); k < given.size(); k++) {
            types.add(stacked(in, given.get(k), k, length, carried.isFixpoint()));
        }
        return types;
    }

    private static Dim commonLength(Inference in, @Nullable Dim a, Dim b) {
        if (a != null && a.isFixed() && b.isFixed() && !a.equals(b)) {
            throw in.fail("expected scan inputs of one length, found " + a + " and " + b);
        }
        return a == null || b.isFixed() ? b : a;
    }

    private ValueType stacked(Inference in, ValueType part, int output, @Nullable Dim length, boolean isFixpoint) {
        if (!(part instanceof TensorType tensor)) {
            throw in.fail("scan output " + output + ": expected a tensor from the body, found " + part);
        }
        SymbolicShape shape = tensor.shape();
        if (shape == null) {
            return new TensorType(tensor.elementType(), null);
        }
        int axis = Axes.normalize(in, scanOutputAxes.get(output - states()), shape.rank() + 1);
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            dims.add(isFixpoint ? shape.dim(i) : in.unknownDim(output, i < axis ? i : i + 1));
        }
        dims.add(axis, length == null ? in.unknownDim(output, axis) : length);
        return new TensorType(tensor.elementType(), new SymbolicShape(dims));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        int states = states();
        List<Value> state = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            state.add(in.value(i));
        }
        int[] axes = new int[(int) numScanInputs];
        long length = length(in, axes);
        Limits.require("loopIterations", length, in.limits().loopIterations(), Where.UNKNOWN);
        List<ScanOutput> scans = new ArrayList<>();
        for (int k = states; k < body.outputCount(); k++) {
            scans.add(new ScanOutput(in, k));
        }
        for (long t = 0; t < length; t++) {
            in.deadline().check();
            List<Value> arguments = new ArrayList<>(state);
            for (int i = 0; i < numScanInputs; i++) {
                long at = scanInputDirections.get(i) == 0 ? t : length - 1 - t;
                arguments.add(slice(in.tensor(states + i), axes[i], at));
            }
            List<Value> given = in.runBody(body, arguments);
            state = given.subList(0, states);
            for (int k = 0; k < scans.size(); k++) {
                scans.get(k).add(given.get(states + k));
            }
            ScanOutput.checkTotal(in, scans);
        }
        List<Value> results = new ArrayList<>(state);
        for (int k = 0; k < scans.size(); k++) {
            results.add(
                    length == 0
                            ? empty(in, k)
                            : scans.get(k).stack(scanOutputAxes.get(k), scanOutputDirections.get(k) == 1));
        }
        return results;
    }

    private Tensor empty(Evaluation in, int k) {
        TensorType part = Bodies.declaredTensor(in, body, states() + k);
        int rank = part.shape() == null ? 0 : part.shape().rank();
        Tensor leading = ScanOutput.empty(in, part);
        long[] dims = leading.shape().dims();
        int axis = Axes.normalize(scanOutputAxes.get(k), rank + 1);
        System.arraycopy(dims, 1, dims, 0, axis);
        dims[axis] = 0;
        return leading.reshaped(Shape.of(dims));
    }

    private long length(Evaluation in, int[] axes) {
        long length = -1;
        for (int i = 0; i < axes.length; i++) {
            Shape shape = in.shape(states() + i);
            long axis = scanInputAxes.get(i);
            if (axis < -shape.rank() || axis >= shape.rank()) {
                throw in.fail("scan input " + i + ": expected an axis from " + -shape.rank() + " to "
                        + (shape.rank() - 1) + ", found " + axis);
            }
            axes[i] = Axes.normalize(axis, shape.rank());
            if (length >= 0 && shape.dim(axes[i]) != length) {
                throw in.fail("expected scan inputs of one length, found " + length + " and " + shape.dim(axes[i]));
            }
            length = shape.dim(axes[i]);
        }
        return length;
    }

    private static Tensor slice(Tensor x, int axis, long at) {
        long[] dims = x.shape().dims();
        long[] rest = new long[dims.length - 1];
        long outer = 1;
        long inner = 1;
        for (int i = 0; i < dims.length; i++) {
            if (i < axis) {
                rest[i] = dims[i];
                outer *= dims[i];
            } else if (i > axis) {
                rest[i - 1] = dims[i];
                inner *= dims[i];
            }
        }
        Tensor slice = Tensor.allocate(x.elementType(), Shape.of(rest));
        for (long o = 0; o < outer && inner > 0; o++) {
            ElementCopy.run(x, (o * dims[axis] + at) * inner, slice, o * inner, inner);
        }
        return slice;
    }
}
