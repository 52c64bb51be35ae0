package dev.sardonyx.onnx;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.UnsupportedModelException;
import dev.sardonyx.api.Where;
import dev.sardonyx.onnx.mapping.Mappings;
import dev.sardonyx.onnx.proto.OperatorSetIdProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operator sets a model or function is written against, by domain. Immutable. */
final class Opsets {
    /** The newest released operator set of ONNX's own domain. */
    static final long NEWEST = 27;

    /** The operator set that is still in development. */
    static final long DEVELOPMENT = 28;

    private static final String MICROSOFT = "com.microsoft";

    private final Map<String, Long> versions;

    private Opsets(Map<String, Long> versions) {
        this.versions = versions;
    }

    static Opsets of(Map<String, Long> versions) {
        return new Opsets(new LinkedHashMap<>(versions));
    }

    static Opsets read(List<OperatorSetIdProto> imports, boolean allowDevelopment, Where where) {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (OperatorSetIdProto entry : imports) {
            String domain = Mappings.normalizeDomain(entry.domain() == null ? "" : entry.domain());
            long version = entry.version() == null ? 0 : entry.version();
            if (versions.putIfAbsent(domain, version) != null) {
                throw new ModelInvalidException("the operator set of domain '" + domain + "' is imported twice", where);
            }
            if (domain.isEmpty()) {
                check(version, allowDevelopment, where);
            }
        }
        return new Opsets(versions);
    }

    private static void check(long version, boolean allowDevelopment, Where where) {
        if (version < 1) {
            throw new ModelInvalidException("operator set " + version + " does not exist; the first is 1", where);
        }
        long newest = allowDevelopment ? DEVELOPMENT : NEWEST;
        if (version > newest) {
            throw new UnsupportedModelException(
                    "the model needs operator set " + version + ", the newest known is " + newest
                            + (version == DEVELOPMENT
                                    ? "; allow development operator sets to try it at your own risk"
                                    : "; export the model at an older one"),
                    where);
        }
    }

    /** The version of a domain; 1 for com.microsoft where it is missing; 0 for a domain that is not imported. */
    long version(String domain) {
        Long version = versions.get(domain);
        if (version != null) {
            return version;
        }
        return domain.equals(MICROSOFT) ? 1 : 0;
    }

    Map<String, Long> asMap() {
        return versions;
    }
}
