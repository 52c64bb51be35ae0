package dev.sardonyx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.api.BackendUnavailableException;
import dev.sardonyx.api.ExecutionException;
import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelFormatException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
    @TempDir
    private Path folder;

    static List<String> commands() {
        return List.copyOf(Main.commandLine().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExampleThatFitsATerminal(String command) {
        Cli help = Cli.run(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Usage: sardonyx " + command, "Example: sardonyx " + command, "--json");
        assertThat(help.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandTurnsAnUnknownOptionAway(String command) {
        Cli wrong = Cli.run(command, "--jsn");
        assertThat(wrong.code()).isEqualTo(Failures.USAGE);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err()).contains("sardonyx " + command);
    }

    @Test
    void theCommandAloneIsWrongUsage() {
        Cli wrong = Cli.run();
        assertThat(wrong.code()).isEqualTo(Failures.USAGE);
        assertThat(wrong.err().lines()).hasSize(1);
    }

    @Test
    void anUnknownCommandIsWrongUsageAndOneLine() {
        Cli wrong = Cli.run("inspekt");
        assertThat(wrong.code()).isEqualTo(Failures.USAGE);
        assertThat(wrong.err().lines()).hasSize(1);
        assertThat(wrong.err()).contains("inspect");
    }

    @Test
    void versionNamesSardonyxAndJava() {
        assertThat(Cli.run("--version").out()).contains("Sardonyx", "Java 2");
    }

    @Test
    void everyFailureHasItsCode() {
        assertThat(Failures.code(new InputException("x"))).isEqualTo(2);
        assertThat(Failures.code(new ModelFormatException("x", Where.UNKNOWN))).isEqualTo(3);
        assertThat(Failures.code(new UnsupportedModelException("x", Where.UNKNOWN)))
                .isEqualTo(3);
        assertThat(Failures.code(new NoSuchFileException("x"))).isEqualTo(3);
        assertThat(Failures.code(new BackendUnavailableException("x"))).isEqualTo(4);
        assertThat(Failures.code(new ExecutionException("x", Where.UNKNOWN))).isEqualTo(1);
        assertThat(Failures.code(new OutOfMemoryError("x"))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inspect", "explain", "run", "diff", "bench"})
    void anAbsentModelIsRefusedAndItsNeighboursAreListed(String command) {
        TestModels.write(TestModels.dense(), folder);
        Cli refused = Cli.run(command, folder.resolve("sense.onnx"), "--json");
        assertThat(refused.code()).isEqualTo(Failures.REFUSED);
        assertThat(refused.error()).contains("sense.onnx", "there: dense.onnx");
        assertThat(refused.json().number("error.exitCode")).isEqualTo(3);
    }

    @Test
    void aFolderInPlaceOfAModelIsRefused() {
        TestModels.write(TestModels.dense(), folder);
        Cli refused = Cli.run("inspect", folder);
        assertThat(refused.code()).isEqualTo(Failures.REFUSED);
        assertThat(refused.error()).contains("folder", "dense.onnx");
    }

    @Test
    void aFileThatIsNoModelIsRefusedOnOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "not a model\nat all\n");
        Cli refused = Cli.run("inspect", text);
        assertThat(refused.code()).isEqualTo(Failures.REFUSED);
        assertThat(refused.err().lines().filter(line -> line.startsWith("sardonyx")))
                .hasSize(1);
        assertThat(refused.err()).doesNotContain("\tat ");
        assertThat(Cli.run("inspect", text, "--verbose").err()).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"explain", "diff", "bench"})
    void anUnknownBackendIsRefusedAndTheKnownAreListed(String command) {
        Path model = TestModels.write(TestModels.dense(), folder);
        Cli refused = Cli.run(command, model, "--backend", "quantum");
        assertThat(refused.code()).isEqualTo(Failures.BACKEND);
        assertThat(refused.error()).contains("quantum", "cpu", "reference");
    }

    @Test
    void backendsListsThem() {
        Cli text = Cli.run("backends");
        assertThat(text.code()).isZero();
        assertThat(text.out()).contains("cpu", "reference", "from:");
        JsonText json = Cli.run("backends", "--json").json();
        assertThat(json.at("backends.0.name")).isEqualTo("cpu");
        assertThat(json.at("backends.0.status")).isEqualTo("default");
    }

    @Test
    void jsonStandsAloneOnStandardOutputWhereverTheOptionStands() {
        Path model = TestModels.write(TestModels.dense(), folder);
        for (Object[] args : new Object[][] {{"inspect", "--json", model}, {"inspect", model, "--json"}}) {
            Cli inspected = Cli.run(args);
            assertThat(inspected.code()).isZero();
            assertThat(inspected.json().at("name")).isEqualTo("dense");
            assertThat(inspected.err()).contains("reading");
        }
    }

    @Test
    void jsonGoesToAFileBesideTheText() throws IOException {
        Path model = TestModels.write(TestModels.dense(), folder);
        Path file = folder.resolve("inspected.json");
        Cli inspected = Cli.run("inspect", "--json", file, model);
        assertThat(inspected.code()).isZero();
        assertThat(inspected.out()).contains("MatMul");
        assertThat(JsonText.parse(Files.readString(file)).number("operators.MatMul"))
                .isEqualTo(1);
        Path other = folder.resolve("inspected.txt");
        assertThat(Cli.run("inspect", "--json=" + other, model).code()).isZero();
        assertThat(JsonText.parse(Files.readString(other)).number("parameters")).isEqualTo(6);
    }
}
