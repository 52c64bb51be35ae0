package dev.sardonyx.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sardonyx.api.LimitExceededException;
import dev.sardonyx.api.SardonyxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The type and fields that an exception must have. */
final class Expected {
    private final Class<? extends SardonyxException> type;
    private final List<Consumer<SardonyxException>> checks = new ArrayList<>();

    private Expected(Class<? extends SardonyxException> type) {
        this.type = type;
    }

    static Expected type(Class<? extends SardonyxException> type) {
        return new Expected(type);
    }

    static Expected limit(String name) {
        return type(LimitExceededException.class)
                .also(e -> assertThat(((LimitExceededException) e).limit()).isEqualTo(name));
    }

    Expected asked(long number) {
        return also(e -> assertThat(((LimitExceededException) e).asked()).isEqualTo(number));
    }

    Expected allowed(long number) {
        return also(e -> assertThat(((LimitExceededException) e).allowed()).isEqualTo(number));
    }

    Expected node(String name) {
        return also(e -> assertThat(e.where().node()).as("node").isEqualTo(name));
    }

    Expected tensor(String name) {
        return also(e -> assertThat(e.where().tensor()).as("tensor").isEqualTo(name));
    }

    Expected offset(long offset) {
        return also(e -> assertThat(e.where().offset()).as("offset").isEqualTo(offset));
    }

    Expected says(String... parts) {
        for (String part : parts) {
            also(e -> assertThat(e.getMessage()).contains(part));
        }
        return this;
    }

    Expected also(Consumer<SardonyxException> check) {
        checks.add(check);
        return this;
    }

    /** Runs {@code action}, which must fail as expected and leave everything else working. */
    void check(ThrowingCallable action) {
        Throwable thrown = catchThrowable(action);
        assertThat(thrown).isInstanceOf(type);
        checks.forEach(c -> c.accept((SardonyxException) thrown));
        Bystander.check();
    }
}
