package dev.sardonyx.api.runtime;

import dev.sardonyx.api.graph.Node;
import java.util.List;

/** One step of a plan. Shared by threads. */
sealed interface Step permits DeviceStep, HostStep {
    void run(RunState state, Frame frame);

    /** The device's name or {@link NodePlacement#HOST}. */
    String device();

    /** The nodes it runs. */
    List<Node> nodes();

    /** How often it ran. */
    long runs();

    /** The plans of bodies inside. */
    List<Plan> bodies();

    void close();
}
