package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One row: how one operator is read and written. */
public final class Mapping {
    /** Makes the operator of a node, or emits several and returns null. */
    @FunctionalInterface
    public interface Read {
        @Nullable Operator read(NodeReader in);
    }

    /** Writes the attributes, and rearranges the inputs where the version asks for it. */
    @FunctionalInterface
    public interface Write<T extends Operator> {
        void write(T operator, NodeWriter out);
    }

    private final String domain;
    private final String name;
    private final int[] versions;
    private Read read = in -> {
        throw in.unsupported("no reader");
    };
    private Write<Operator> write = (operator, out) -> {};

    Mapping(String domain, String name, int[] versions) {
        this.domain = domain;
        this.name = name;
        this.versions = versions.clone();
    }

    public String domain() {
        return domain;
    }

    public String name() {
        return name;
    }

    /** The newest version of the operator not above {@code opset}, or 0 where it did not exist yet. */
    public int versionAt(long opset) {
        int version = 0;
        for (int candidate : versions) {
            if (candidate <= opset) {
                version = candidate;
            }
        }
        return version;
    }

    /** The version at which the operator came. */
    public int firstVersion() {
        return versions[0];
    }

    /** Reads one node; null where the reader emitted what it stands for. */
    public @Nullable Operator read(NodeReader in) {
        return read.read(in);
    }

    /** Writes one operator of this row. */
    public void write(Operator operator, NodeWriter out) {
        write.write(operator, out);
    }

    void readBy(Read reader) {
        this.read = reader;
    }

    /** The typed half of a row, while it is being told. */
    public static final class Row<T extends Operator> {
        private final Mapping mapping;
        private final Class<T> type;

        Row(Mapping mapping, Class<T> type) {
            this.mapping = mapping;
            this.type = type;
        }

        /** An operator without attributes that no version changed but for types. */
        public Row<T> plain(Supplier<? extends T> make) {
            return read(in -> make.get());
        }

        public Row<T> read(Read read) {
            mapping.read = read;
            return this;
        }

        public Row<T> write(Write<T> write) {
            mapping.write = (operator, out) -> write.write(type.cast(operator), out);
            return this;
        }
    }
}
