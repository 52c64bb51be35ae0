/** The tensor, graph and operator model, and the interfaces a backend implements. */
module dev.sardonyx.api {
    requires static org.jspecify;
}
