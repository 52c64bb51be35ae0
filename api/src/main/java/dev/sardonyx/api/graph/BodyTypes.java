package dev.sardonyx.api.graph;

import dev.sardonyx.api.Limits;
import dev.sardonyx.api.tensor.ValueType;

/** The types inside a body before any of its runs. */
public final class BodyTypes {
    private BodyTypes() {}

    /**
     * The types of {@code body}: its formal inputs have the types the model declares, so
     * that they hold for every iteration; without a declaration the values behind them have none.
     */
    public static Typing of(Graph body, Typing around, Limits limits) {
        Typing typing = new Typing(around, limits);
        for (ValueInfo input : body.inputs()) {
            ValueType type = input.type();
            if (type != null) {
                typing.define(input.name(), type);
            }
        }
        typing.inferAll(body);
        return typing;
    }
}
