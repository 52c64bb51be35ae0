package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.Operator;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows, by ONNX name for reading and by operator class for writing. */
public final class Mappings {
    private static final Mappings STANDARD = new Mappings();

    static {
        for (MappingTable table : tables()) {
            table.register(STANDARD);
        }
    }

    private Mappings() {}

    private final Map<String, Mapping> byName = new LinkedHashMap<>();
    private final Map<Class<? extends Operator>, Mapping> byClass = new HashMap<>();

    private static List<MappingTable> tables() {
        return List.of(
                new BasicMappings(),
                new ActivationMappings(),
                new AttentionMappings(),
                new CastMappings(),
                new ClassicMappings(),
                new ContractionMappings(),
                new ControlMappings(),
                new ElementwiseMappings(),
                new ImageMappings(),
                new IndexingMappings(),
                new MovementMappings(),
                new NormalizationMappings(),
                new PoolingMappings(),
                new QuantizationMappings(),
                new RandomMappings(),
                new RecurrentMappings(),
                new ReductionMappings(),
                new SequenceMappings(),
                new SignalMappings(),
                new TextMappings(),
                new TreeMappings());
    }

    /** The operators that come with Sardonyx. */
    public static Mappings standard() {
        return STANDARD;
    }

    /** Begins a row in ONNX's own domain; {@code versions} ascend. */
    public <T extends Operator> Mapping.Row<T> row(String name, Class<T> type, int... versions) {
        return row("", name, type, versions);
    }

    /** Begins a row. */
    public <T extends Operator> Mapping.Row<T> row(String domain, String name, Class<T> type, int... versions) {
        Mapping mapping = new Mapping(domain, name, versions);
        if (byName.putIfAbsent(key(domain, name), mapping) != null) {
            throw new IllegalStateException("two rows for " + key(domain, name));
        }
        byClass.putIfAbsent(type, mapping);
        return new Mapping.Row<>(mapping, type);
    }

    /** Begins a row of something that is read, but never written under this name: an old or foreign spelling. */
    public void readOnly(String domain, String name, Mapping.Read read, int... versions) {
        Mapping mapping = new Mapping(domain, name, versions);
        if (byName.putIfAbsent(key(domain, name), mapping) != null) {
            throw new IllegalStateException("two rows for " + key(domain, name));
        }
        mapping.readBy(read);
    }

    /** The row for a node of a model. */
    public @Nullable Mapping find(String domain, String name) {
        return byName.get(key(domain, name));
    }

    /** The row to write an operator with. */
    public @Nullable Mapping find(Operator operator) {
        return byClass.get(operator.getClass());
    }

    public Collection<Mapping> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** ONNX's own domain has two spellings; ours is the empty one. */
    public static String normalizeDomain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private static String key(String domain, String name) {
        return normalizeDomain(domain) + "::" + name;
    }
}
