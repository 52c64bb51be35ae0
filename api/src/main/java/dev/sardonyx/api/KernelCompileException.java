package dev.sardonyx.api;

import org.jspecify.annotations.Nullable;

/** A device's compiler refused a kernel. */
public final class KernelCompileException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    private final String buildLog;

    public KernelCompileException(String message, String buildLog, @Nullable Throwable cause) {
        super(message, Where.UNKNOWN, cause);
        this.buildLog = buildLog;
    }

    /** What the device's compiler printed. */
    public String buildLog() {
        return buildLog;
    }

    @Override
    public String getMessage() {
        return super.getMessage() + "\n" + buildLog;
    }
}
