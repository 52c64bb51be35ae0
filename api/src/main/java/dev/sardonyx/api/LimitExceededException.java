package dev.sardonyx.api;

/** A {@link Limits} bound would be exceeded. Thrown before anything is allocated for it. */
public final class LimitExceededException extends SardonyxException {
    private static final long serialVersionUID = 1L;

    private final String limit;
    private final long asked;
    private final long allowed;

    /**
     * @param limit the name of the {@link Limits} component
     * @param asked what the model or run asked for; {@link Long#MAX_VALUE} where it does not fit a long
     * @param allowed the bound in force
     */
    public LimitExceededException(String limit, long asked, long allowed, Where where) {
        this(limit, asked, allowed, where, "raise it in Limits if you trust the source");
    }

    /**
     * @param limit the name of the bound
     * @param asked what was asked for; {@link Long#MAX_VALUE} where it does not fit a long
     * @param allowed the bound in force
     * @param advice what to do instead, for bounds that {@link Limits} cannot raise
     */
    public LimitExceededException(String limit, long asked, long allowed, Where where, String advice) {
        super(
                "limit " + limit + " exceeded: asked " + (asked == Long.MAX_VALUE ? "more than 2^63-1" : asked)
                        + ", allowed " + allowed + "; " + advice,
                where,
                null);
        this.limit = limit;
        this.asked = asked;
        this.allowed = allowed;
    }

    public String limit() {
        return limit;
    }

    public long asked() {
        return asked;
    }

    public long allowed() {
        return allowed;
    }
}
