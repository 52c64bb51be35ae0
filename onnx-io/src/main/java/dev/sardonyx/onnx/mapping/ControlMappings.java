package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.graph.Graph;
import dev.sardonyx.api.graph.Node;
import dev.sardonyx.api.graph.ValueInfo;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.op.control.If;
import dev.sardonyx.api.op.control.Loop;
import dev.sardonyx.api.op.control.Scan;
import dev.sardonyx.api.op.control.SequenceMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators whose attributes are graphs. */
final class ControlMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("If", If.class, 1, 11, 13, 16, 19, 21, 23, 24, 25)
                .read(in -> new If(in.graph("then_branch"), in.graph("else_branch")))
                .write((op, out) -> {
                    out.attribute("then_branch", (Graph) op.thenBranch());
                    out.attribute("else_branch", (Graph) op.elseBranch());
                });
        rows.row("Loop", Loop.class, 1, 11, 13, 16, 19, 21, 23, 24, 25)
                .read(in -> new Loop(in.graph("body")))
                .write((op, out) -> {
                    out.attribute("body", (Graph) op.body());
                    if (out.inputCount() < 2) {
                        out.setInput(1, out.input(1)); // the condition may be empty, but has its place
                    }
                });
        rows.row("Scan", Scan.class, 8, 9, 11, 16, 19, 21, 23, 24, 25)
                .read(ControlMappings::scan)
                .write(ControlMappings::writeScan);
        rows.row("SequenceMap", SequenceMap.class, 17)
                .read(in -> new SequenceMap(in.graph("body")))
                .write((op, out) -> out.attribute("body", (Graph) op.body()));
    }

    private static Operator scan(NodeReader in) {
        Graph body = in.graph("body");
        long scanInputs = in.integer("num_scan_inputs");
        if (in.version() >= 9) {
            return new Scan(
                    body,
                    scanInputs,
                    in.integers("scan_input_axes"),
                    in.integers("scan_input_directions"),
                    in.integers("scan_output_axes"),
                    in.integers("scan_output_directions"));
        }
        if (in.hasInput(0)) {
            throw in.unsupported("Scan of version 8 with lengths per batch element");
        }
        List<String> values = new ArrayList<>();
        for (int i = 1; i < in.inputCount(); i++) {
            values.add(in.input(i));
        }
        in.truncateInputs(0);
        for (int i = 0; i < values.size(); i++) {
            in.setInput(i, values.get(i));
        }
        Scan perElement = new Scan(body, scanInputs, List.of(), in.integers("directions"), List.of(), List.of());
        return new Scan(batched(in, perElement), body.inputCount());
    }

    /** Version 8 scans every element of a batch: an outer Scan over the batch, the given one inside. */
    private static Graph batched(NodeReader in, Scan scan) {
        List<ValueInfo> inputs = new ArrayList<>();
        for (int i = 0; i < scan.body().inputCount(); i++) {
            inputs.add(ValueInfo.of(in.freshName("element" + i), null));
        }
        List<ValueInfo> outputs = new ArrayList<>();
        for (int k = 0; k < scan.body().outputCount(); k++) {
            outputs.add(ValueInfo.of(in.freshName("result" + k), null));
        }
        Node node = Node.of(
                in.freshName("scan"),
                scan,
                inputs.stream().map(ValueInfo::name).toList(),
                outputs.stream().map(ValueInfo::name).toList());
        return new Graph(in.freshName("batch"), inputs, outputs, List.of(node), Map.of(), List.of(), "", Map.of());
    }

    private static void writeScan(Scan op, NodeWriter out) {
        if (out.version() < 9) {
            out.cannot("Scan of version 8 scans batches");
        }
        out.attribute("body", (Graph) op.body());
        out.attribute("num_scan_inputs", op.numScanInputs());
        unlessZero(out, "scan_input_axes", op.scanInputAxes());
        unlessZero(out, "scan_input_directions", op.scanInputDirections());
        unlessZero(out, "scan_output_axes", op.scanOutputAxes());
        unlessZero(out, "scan_output_directions", op.scanOutputDirections());
    }

    private static void unlessZero(NodeWriter out, String name, List<Long> values) {
        if (values.stream().anyMatch(n -> n != 0)) {
            out.integers(name, values);
        }
    }
}
