package dev.sardonyx.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs the command in this process and keeps what it writes. */
record Cli(int code, String out, String err) {
    static Cli run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        int code = Main.run(line, words);
        return new Cli(code, out.toString(), err.toString());
    }

    /** Standard output as JSON, which it must be as a whole. */
    JsonText json() {
        return JsonText.parse(out);
    }

    /** The last line of standard error, where an error stands. */
    String error() {
        return err.lines().reduce("", (before, line) -> line);
    }
}
