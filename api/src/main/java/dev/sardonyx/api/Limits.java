package dev.sardonyx.api;

/**
 * Bounds on what loading and running a model may use. Immutable, free to share. {@link #DEFAULT} suits
 * models from people you trust a little; tighten it for models from strangers.
 *
 * @param messageNesting depth of nested protobuf messages
 * @param subgraphNesting depth of If, Loop and Scan bodies in one another
 * @param functionDepth depth of function calls
 * @param functions number of model-local functions
 * @param nodes number of nodes after inlining, all subgraphs counted
 * @param nameLength length of one name, in bytes
 * @param rank number of dimensions of one tensor
 * @param attributeElements elements of one list attribute
 * @param tensorBytes size of any one tensor made or loaded, in bytes
 * @param foldedTensorBytes size of one tensor made by constant folding, in bytes; larger ones are left for the run
 * @param foldedTotalBytes size of all tensors made by constant folding, in bytes
 * @param sessionBytes memory that one session's runs may hold together, in bytes
 * @param loopIterations iterations of one Loop or Scan
 * @param passRounds rounds of the optimisation passes
 */
public record Limits(
        int messageNesting,
        int subgraphNesting,
        int functionDepth,
        int functions,
        long nodes,
        int nameLength,
        int rank,
        long attributeElements,
        long tensorBytes,
        long foldedTensorBytes,
        long foldedTotalBytes,
        long sessionBytes,
        long loopIterations,
        int passRounds) {

    private static final long MIB = 1L << 20;

    /** 4 GiB a tensor, 8 GiB a session, a million nodes, a billion loop iterations. */
    public static final Limits DEFAULT = new Limits(
            100,
            32,
            100,
            10_000,
            1_000_000,
            65_536,
            64,
            16 * MIB,
            4096 * MIB,
            64 * MIB,
            1024 * MIB,
            8192 * MIB,
            1_000_000_000L,
            16);

    public Limits {
        check("messageNesting", messageNesting);
        check("subgraphNesting", subgraphNesting);
        check("functionDepth", functionDepth);
        check("functions", functions);
        check("nodes", nodes);
        check("nameLength", nameLength);
        check("rank", rank);
        check("attributeElements", attributeElements);
        check("tensorBytes", tensorBytes);
        check("foldedTensorBytes", foldedTensorBytes);
        check("foldedTotalBytes", foldedTotalBytes);
        check("sessionBytes", sessionBytes);
        check("loopIterations", loopIterations);
        check("passRounds", passRounds);
    }

    private static void check(String name, long value) {
        if (value < 0) {
            throw new InputException("limit " + name + " must not be negative, found " + value);
        }
    }

    /** The same limits with another bound on any one tensor, in bytes. */
    public Limits withTensorBytes(long bytes) {
        return new Limits(
                messageNesting,
                subgraphNesting,
                functionDepth,
                functions,
                nodes,
                nameLength,
                rank,
                attributeElements,
                bytes,
                foldedTensorBytes,
                foldedTotalBytes,
                sessionBytes,
                loopIterations,
                passRounds);
    }

    /** The same limits with another memory budget for one session, in bytes. */
    public Limits withSessionBytes(long bytes) {
        return new Limits(
                messageNesting,
                subgraphNesting,
                functionDepth,
                functions,
                nodes,
                nameLength,
                rank,
                attributeElements,
                tensorBytes,
                foldedTensorBytes,
                foldedTotalBytes,
                bytes,
                loopIterations,
                passRounds);
    }

    /** The same limits with another bound on the iterations of one loop. */
    public Limits withLoopIterations(long iterations) {
        return new Limits(
                messageNesting,
                subgraphNesting,
                functionDepth,
                functions,
                nodes,
                nameLength,
                rank,
                attributeElements,
                tensorBytes,
                foldedTensorBytes,
                foldedTotalBytes,
                sessionBytes,
                iterations,
                passRounds);
    }

    /** The same limits with another bound on the number of nodes. */
    public Limits withNodes(long count) {
        return new Limits(
                messageNesting,
                subgraphNesting,
                functionDepth,
                functions,
                count,
                nameLength,
                rank,
                attributeElements,
                tensorBytes,
                foldedTensorBytes,
                foldedTotalBytes,
                sessionBytes,
                loopIterations,
                passRounds);
    }

    /** Throws {@link LimitExceededException} where {@code asked} is beyond {@code allowed}. */
    public static void require(String limit, long asked, long allowed, Where where) {
        if (asked > allowed) {
            throw new LimitExceededException(limit, asked, allowed, where);
        }
    }
}
