package dev.sardonyx.cpu.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts tensors with lifetimes into one arena so that those alive together do not overlap: largest first, each at the
 * lowest offset that is free for its whole life.
 */
final class MemoryPlan {
    private static final long ALIGNMENT = 64;

    private record Block(int id, long bytes, int from, int to) {}

    private record Placed(Block block, long offset) {}

    private final List<Block> blocks = new ArrayList<>();

    MemoryPlan() {}

    /** Asks for {@code bytes} that are alive from step {@code from} to step {@code to}, both included; gives an id. */
    int add(long bytes, int from, int to) {
        blocks.add(new Block(blocks.size(), Math.ceilDiv(Math.max(1, bytes), ALIGNMENT) * ALIGNMENT, from, to));
        return blocks.size() - 1;
    }

    /** Makes a block live on to step {@code to}. */
    void extend(int id, int to) {
        Block b = blocks.get(id);
        blocks.set(id, new Block(id, b.bytes, b.from, Math.max(b.to, to)));
    }

    /**
     * Where each block lies.
     *
     * @param offsets by id
     * @param bytes the size of the arena
     */
    record Layout(long[] offsets, long bytes) {}

    Layout place() {
        long[] offsets = new long[blocks.size()];
        List<Placed> placed = new ArrayList<>();
        long total = 0;
        List<Block> order = new ArrayList<>(blocks);
        order.sort(Comparator.comparingLong(Block::bytes).reversed().thenComparingInt(Block::id));
        for (Block block : order) {
            long at = 0;
            // placed is kept in order of offsets, so one walk finds the first gap.
            for (Placed other : placed) {
                boolean together = block.from <= other.block.to && other.block.from <= block.to;
                if (together && other.offset < at + block.bytes && at < other.offset + other.block.bytes) {
                    at = other.offset + other.block.bytes;
                }
            }
            offsets[block.id] = at;
            insert(placed, new Placed(block, at));
            total = Math.max(total, at + block.bytes);
        }
        return new Layout(offsets, total);
    }

    private static void insert(List<Placed> placed, Placed next) {
        int i = placed.size();
        while (i > 0 && placed.get(i - 1).offset > next.offset) {
            i--;
        }
        placed.add(i, next);
    }
}
