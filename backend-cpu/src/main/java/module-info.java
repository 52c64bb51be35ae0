/** Runs graphs on the CPU, with the Vector API where the JVM offers it. */
module dev.sardonyx.cpu {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;

    // static: the module also loads on a JVM that was started without the Vector API.
    requires static jdk.incubator.vector;

    exports dev.sardonyx.cpu;
    exports dev.sardonyx.cpu.reference;

    provides dev.sardonyx.api.spi.BackendProvider with
            dev.sardonyx.cpu.reference.ReferenceProvider,
            dev.sardonyx.cpu.CpuProvider;
}
