package dev.sardonyx.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.CancelledException;
import dev.sardonyx.api.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelTest {
    @Test
    void runsEachTileOnceAndGivesEachThreadItsSlot() {
        for (int threads : new int[] {1, 2, 4}) {
            try (Parallel parallel = new Parallel(threads)) {
                for (int tiles : new int[] {0, 1, 2, 3, 100, 1000}) {
                    AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(1, tiles));
                    AtomicIntegerArray busy = new AtomicIntegerArray(threads);
                    parallel.forRange(tiles, null, (tile, slot) -> {
                        assertThat(busy.incrementAndGet(slot)).isEqualTo(1);
                        runs.incrementAndGet((int) tile);
                        busy.decrementAndGet(slot);
                    });
                    for (int i = 0; i < tiles; i++) {
                        assertThat(runs.get(i)).isEqualTo(1);
                    }
                }
            }
        }
    }

    @Test
    void servesManyCallersAtOnce() throws InterruptedException {
        try (Parallel parallel = new Parallel(3)) {
            AtomicLong sum = new AtomicLong();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                callers.add(Thread.ofVirtual().start(() -> {
                    for (int round = 0; round < 100; round++) {
                        parallel.forRange(20, null, (tile, slot) -> sum.addAndGet(tile));
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(sum.get()).isEqualTo(8 * 100 * 190);
        }
    }

    @Test
    void exceptionsReachTheCallerAfterEveryThreadHasStopped() {
        for (int threads : new int[] {1, 4}) {
            try (Parallel parallel = new Parallel(threads)) {
                AtomicInteger inside = new AtomicInteger();
                assertThatThrownBy(() -> parallel.forRange(1000, null, (tile, slot) -> {
                            inside.incrementAndGet();
                            try {
                                if (tile == 5) {
                                    throw new IllegalArgumentException("tile 5");
                                }
                            } finally {
                                inside.decrementAndGet();
                            }
                        }))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("tile 5");
                assertThat(inside.get()).isZero();
                AtomicInteger after = new AtomicInteger();
                parallel.forRange(10, null, (tile, slot) -> after.incrementAndGet());
                assertThat(after.get()).isEqualTo(10);
            }
        }
    }

    @Test
    void cancellationLetsEachThreadFinishOneTileAtMost() {
        for (int threads : new int[] {1, 3}) {
            try (Parallel parallel = new Parallel(threads)) {
                Deadline deadline = Deadline.none();
                AtomicInteger late = new AtomicInteger();
                assertThatThrownBy(() -> parallel.forRange(100_000, deadline, (tile, slot) -> {
                            if (tile == 50) {
                                deadline.cancel();
                            } else if (deadline.isOver()) {
                                late.incrementAndGet();
                            }
                        }))
                        .isInstanceOf(CancelledException.class);
                assertThat(late.get()).isLessThan(threads);
            }
        }
    }

    @Test
    void loopsMayNest() {
        try (Parallel parallel = new Parallel(2)) {
            AtomicInteger runs = new AtomicInteger();
            parallel.forRange(10, null, (tile, slot) -> parallel.forRange(10, null, (t, s) -> runs.incrementAndGet()));
            assertThat(runs.get()).isEqualTo(100);
        }
    }

    @Test
    void closedPoolsRefuseWork() {
        Parallel parallel = new Parallel(2);
        parallel.close();
        assertThatThrownBy(() -> parallel.forRange(1, null, (tile, slot) -> {}))
                .isInstanceOf(IllegalStateException.class);
    }
}
