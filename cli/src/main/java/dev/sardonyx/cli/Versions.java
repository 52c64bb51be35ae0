package dev.sardonyx.cli;

import dev.sardonyx.cpu.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Versions implements IVersionProvider {
    Versions() {}

    @Override
    public String[] getVersion() {
        return new String[] {
            "Sardonyx " + Version.TEXT, "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
        };
    }
}
