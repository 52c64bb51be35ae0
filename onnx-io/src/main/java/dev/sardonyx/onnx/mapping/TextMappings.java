package dev.sardonyx.onnx.mapping;

import dev.sardonyx.api.op.text.RegexFullMatch;
import dev.sardonyx.api.op.text.StringConcat;
import dev.sardonyx.api.op.text.StringNormalizer;
import dev.sardonyx.api.op.text.StringSplit;
import dev.sardonyx.api.op.text.TfIdfVectorizer;
import java.util.Locale;

/** Operators on strings. */
final class TextMappings implements MappingTable {
    @Override
    public void register(Mappings rows) {
        rows.row("StringConcat", StringConcat.class, 20).plain(StringConcat::new);
        rows.row("StringSplit", StringSplit.class, 20)
                .read(in -> new StringSplit(in.textOrNull("delimiter"), in.integerOrNull("maxsplit")))
                .write((op, out) -> {
                    if (op.delimiter() != null) {
                        out.attribute("delimiter", op.delimiter());
                    }
                    if (op.maxsplit() != null) {
                        out.attribute("maxsplit", op.maxsplit());
                    }
                });
        rows.row("RegexFullMatch", RegexFullMatch.class, 20)
                .read(in -> new RegexFullMatch(in.text("pattern", "")))
                .write((op, out) -> out.attribute("pattern", op.pattern()));
        rows.row("StringNormalizer", StringNormalizer.class, 10)
                .read(in -> new StringNormalizer(
                        constant(in, StringNormalizer.CaseChange.class, "case_change_action", "NONE"),
                        in.flag("is_case_sensitive", false),
                        in.texts("stopwords"),
                        in.textOrNull("locale")))
                .write((op, out) -> {
                    out.attribute("case_change_action", op.caseChangeAction().name(), "NONE");
                    out.flag("is_case_sensitive", op.caseSensitive(), false);
                    if (!op.stopwords().isEmpty()) {
                        out.texts("stopwords", op.stopwords());
                    }
                    if (op.locale() != null) {
                        out.attribute("locale", op.locale());
                    }
                });
        rows.row("TfIdfVectorizer", TfIdfVectorizer.class, 9)
                .read(in -> new TfIdfVectorizer(
                        constant(in, TfIdfVectorizer.Mode.class, "mode", ""),
                        in.integer("min_gram_length"),
                        in.integer("max_gram_length"),
                        in.integer("max_skip_count"),
                        in.integers("ngram_counts"),
                        in.integers("ngram_indexes"),
                        in.integers("pool_int64s"),
                        in.texts("pool_strings"),
                        in.reals("weights")))
                .write(TextMappings::writeTfIdf);
    }

    private static void writeTfIdf(TfIdfVectorizer op, NodeWriter out) {
        out.attribute("mode", op.mode().name());
        out.attribute("min_gram_length", op.minGramLength());
        out.attribute("max_gram_length", op.maxGramLength());
        out.attribute("max_skip_count", op.maxSkipCount());
        out.integers("ngram_counts", op.ngramCounts());
        out.integers("ngram_indexes", op.ngramIndexes());
        out.integersUnlessEmpty("pool_int64s", op.poolInt64s());
        if (!op.poolStrings().isEmpty()) {
            out.texts("pool_strings", op.poolStrings());
        }
        if (!op.weights().isEmpty()) {
            out.reals("weights", op.weights());
        }
    }

    /** The constant of an enum that a string attribute names. */
    static <E extends Enum<E>> E constant(NodeReader in, Class<E> type, String name, String otherwise) {
        String text = in.text(name, otherwise);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw in.invalid("attribute '" + name + "': expected one of "
                + java.util.Arrays.toString(type.getEnumConstants()) + ", found '" + text + "'");
    }
}
