package dev.sardonyx.api.op.text;

import dev.sardonyx.api.ModelInvalidException;
import dev.sardonyx.api.op.Evaluation;
import dev.sardonyx.api.op.HostOperator;
import dev.sardonyx.api.op.Inference;
import dev.sardonyx.api.op.Signature;
import dev.sardonyx.api.op.Types;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.api.tensor.TensorType;
import dev.sardonyx.api.tensor.Value;
import dev.sardonyx.api.tensor.ValueType;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Whether the whole of each string matches {@code pattern}; BOOL of the shape of X. Patterns are what RE2 and
 * Java share: no look-around, no references back. Source: ONNX RegexFullMatch-20. Java's matcher may backtrack,
 * so the characters it reads are counted: a match that reads far more than the string has is given up.
 *
 * @param pattern the regular expression, in RE2 syntax
 */
public record RegexFullMatch(String pattern) implements HostOperator {
    private static final Signature SIGNATURE = Signature.of("RegexFullMatch")
            .input("X", "T1")
            .output("Y", "T2")
            .where("T1", Types.STRING)
            .where("T2", Types.BOOL)
            .build();

    /** What RE2 refuses, but Java does not: references back, look-around, atomic groups, possessive repeats. */
    private static final Pattern FOREIGN =
            Pattern.compile("(?<!\\\\)(\\\\\\\\)*(\\\\[1-9k]|\\(\\?(<?[=!]|>)|[*+?}]\\+)");

    private static final long MAX_PATTERN = 4096;
    private static final long READS_PER_CHAR = 10_000;

    public RegexFullMatch {
        compile(pattern);
    }

    private static Pattern compile(String pattern) {
        if (pattern.length() > MAX_PATTERN) {
            throw new ModelInvalidException(
                    "pattern: expected at most " + MAX_PATTERN + " characters, found " + pattern.length());
        }
        if (FOREIGN.matcher(pattern).find()) {
            throw new ModelInvalidException("pattern: expected RE2's syntax, found " + pattern);
        }
        try {
            return Pattern.compile(pattern.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            throw new ModelInvalidException("pattern: " + e.getMessage());
        }
    }

    @Override
    public Signature signature() {
        return SIGNATURE;
    }

    @Override
    public List<ValueType> infer(Inference in) {
        return List.of(new TensorType(ElementType.BOOL, in.shape(0)));
    }

    @Override
    public List<Value> evaluate(Evaluation in) {
        Pattern compiled = compile(pattern);
        Tensor x = in.tensor(0);
        Tensor y = in.allocateOutput(0);
        for (long i = 0; i < x.elements(); i++) {
            in.deadline().check();
            String text = x.stringAt(i);
            try {
                y.setLong(
                        i,
                        compiled.matcher(new CountedText(text, in, READS_PER_CHAR))
                                        .matches()
                                ? 1
                                : 0);
            } catch (StackOverflowError e) {
                throw in.fail("string " + i + " of " + text.length() + " characters is too long for the pattern");
            }
        }
        return List.of(y);
    }
}
