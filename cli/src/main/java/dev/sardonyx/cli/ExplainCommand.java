package dev.sardonyx.cli;

import dev.sardonyx.api.runtime.Explanation;
import dev.sardonyx.api.runtime.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what of a model runs where, and why. */
@Command(
        name = "explain",
        description = "Says what runs where, why, and what is copied between devices: the plan that a run follows, not"
                + " an estimate.",
        footer = {"", "Example: sardonyx explain model.onnx --backend cpu --dot plan.dot"})
final class ExplainCommand extends SardonyxCommand {
    @Mixin
    private ModelArgument model;

    @Mixin
    private BackendOptions backend;

    @Option(names = "--dot", paramLabel = "FILE", description = "Write the plan for Graphviz to FILE.")
    private @Nullable Path dot;

    ExplainCommand() {}

    @Override
    Outcome run(Console console) throws IOException {
        var names = backend.names();
        try (Session session = backend.open(model.read(console).graph(), names, console)) {
            Explanation explanation = session.explain();
            console.print(explanation.toText());
            if (dot != null) {
                Files.writeString(dot, explanation.toDot());
                console.progress("wrote " + dot);
            }
            return new Outcome(Failures.GOOD, explanation.toJson());
        }
    }
}
