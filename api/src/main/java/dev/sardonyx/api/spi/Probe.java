package dev.sardonyx.api.spi;

/**
 * The result of looking for what a backend needs.
 *
 * @param isAvailable whether it can be opened
 * @param detail what was found (the device, the instruction set), or why it is unavailable and what to do
 */
public record Probe(boolean isAvailable, String detail) {
    public static Probe available(String detail) {
        return new Probe(true, detail);
    }

    public static Probe unavailable(String reason) {
        return new Probe(false, reason);
    }
}
