package dev.sardonyx.api.op.text;

import dev.sardonyx.api.op.Evaluation;

/** A text that counts how often it is read, and gives up when that is too often. */
final class CountedText implements CharSequence {
    private final CharSequence text;
    private final Evaluation in;
    private long left;

    CountedText(String text, Evaluation in, long readsPerChar) {
        this((CharSequence) text, in, (text.length() + 1) * readsPerChar);
    }

    private CountedText(CharSequence text, Evaluation in, long left) {
        this.text = text;
        this.in = in;
        this.left = left;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw in.fail("the pattern takes too long on a string of " + text.length() + " characters");
        }
        if (left % 4096 == 0) {
            in.deadline().check();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
