package dev.sardonyx.cli;

/**
 * What came out of a command.
 *
 * @param code the exit code
 * @param json the text for {@code --json}
 */
record Outcome(int code, String json) {
    static Outcome good(Json json) {
        return new Outcome(Failures.GOOD, json.text());
    }

    /** Good, or a difference. */
    static Outcome of(boolean agrees, Json json) {
        return new Outcome(agrees ? Failures.GOOD : Failures.DIFFERENCE, json.text());
    }
}
