package dev.sardonyx.api.op.contraction;

import dev.sardonyx.api.ModelInvalidException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The equation of an Einsum, parsed. An ellipsis stands in a term as the label {@link #ELLIPSIS}.
 *
 * @param terms the labels of each input
 * @param output the labels of the output
 */
record EinsumEquation(List<String> terms, String output) {
    static final char ELLIPSIS = '.';

    static EinsumEquation parse(String equation) {
        String text = equation.replace(" ", "");
        int arrow = text.indexOf("->");
        String left = arrow < 0 ? text : text.substring(0, arrow);
        List<String> terms = new ArrayList<>();
        for (String term : left.split(",", -1)) {
            terms.add(term(equation, term));
        }
        String output = arrow < 0 ? implicit(terms) : term(equation, text.substring(arrow + 2));
        for (int i = 0; i < output.length(); i++) {
            char label = output.charAt(i);
            boolean isKnown = label == ELLIPSIS || terms.stream().anyMatch(t -> t.indexOf(label) >= 0);
            if (!isKnown || output.indexOf(label) != i) {
                throw new ModelInvalidException("equation '" + equation + "': expected each output label once and in a"
                        + " term, found '" + label + "'");
            }
        }
        return new EinsumEquation(terms, output);
    }

    private static String term(String equation, String term) {
        String labels = term.replace("...", String.valueOf(ELLIPSIS));
        for (int i = 0; i < labels.length(); i++) {
            char label = labels.charAt(i);
            boolean isLetter = (label >= 'a' && label <= 'z') || (label >= 'A' && label <= 'Z');
            if (!isLetter && (label != ELLIPSIS || labels.indexOf(ELLIPSIS) != i)) {
                throw new ModelInvalidException("equation '" + equation
                        + "': expected letters and at most one ... in a term, found '" + term + "'");
            }
        }
        return labels;
    }

    /** Without an arrow: the ellipsis, then the labels that occur once, in alphabetical order. */
    private static String implicit(List<String> terms) {
        TreeMap<Character, Integer> counts = new TreeMap<>();
        for (String term : terms) {
            term.chars().forEach(label -> counts.merge((char) label, 1, Integer::sum));
        }
        StringBuilder output = new StringBuilder();
        if (counts.remove(ELLIPSIS) != null) {
            output.append(ELLIPSIS);
        }
        counts.forEach((label, count) -> {
            if (count == 1) {
                output.append(label.charValue());
            }
        });
        return output.toString();
    }

    /**
     * The labels of term {@code i} for an input of rank {@code rank}, one per dimension; those that the ellipsis stands
     * for are digits that count from the end, so that they align. Null where the rank does not fit.
     */
    @Nullable
    String labels(int i, int rank) {
        String term = terms.get(i);
        int covered = rank - term.length() + (term.indexOf(ELLIPSIS) < 0 ? 0 : 1);
        boolean fits = term.indexOf(ELLIPSIS) < 0 ? covered == 0 : covered >= 0 && covered < 10;
        return fits ? expand(term, covered) : null;
    }

    /** The labels of the output, where the ellipsis stands for {@code covered} dimensions. */
    String outputLabels(int covered) {
        return expand(output, covered);
    }

    private static String expand(String labels, int covered) {
        StringBuilder digits = new StringBuilder();
        for (int k = covered - 1; k >= 0; k--) {
            digits.append((char) ('0' + k));
        }
        return labels.replace(String.valueOf(ELLIPSIS), digits);
    }
}
