/** Runs graphs on the CPU, with the Vector API where the JVM offers it. */
module dev.sardonyx.cpu {
    requires static transitive org.jspecify;
    requires transitive dev.sardonyx.api;

    // static: the module also loads on a JVM that was started without the Vector API.
    requires static jdk.incubator.vector;
}
