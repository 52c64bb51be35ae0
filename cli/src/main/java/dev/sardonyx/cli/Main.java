package dev.sardonyx.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sardonyx} command. */
@Command(
        name = "sardonyx",
        description = "A deep-learning runtime for the JVM.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Versions.class,
        subcommands = {
            BackendsCommand.class,
            InspectCommand.class,
            ExplainCommand.class,
            RunCommand.class,
            VerifyCommand.class,
            DiffCommand.class,
            ConvertCommand.class,
            BenchCommand.class,
            DemoCommand.class,
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  good",
            "  1  a difference, or a failure",
            "  2  wrong usage",
            "  3  a model or file was refused",
            "  4  a backend is unknown or unavailable",
            "",
            "Example: sardonyx run model.onnx --input x=picture.png"
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option itself
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option itself
    private boolean version;

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(run(commandLine(), args));
    }

    /** The whole command, ready to be executed. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        Failures failures = new Failures();
        return line.setUsageHelpWidth(80)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    /** Runs a command and gives its exit code, whatever happens. */
    static int run(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            line.getErr().println("sardonyx: " + Failures.line(e));
            return Failures.code(e);
        } finally {
            line.getOut().flush();
            line.getErr().flush();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
