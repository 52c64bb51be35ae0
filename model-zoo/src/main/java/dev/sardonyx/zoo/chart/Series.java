package dev.sardonyx.zoo.chart;

import dev.sardonyx.api.InputException;
import java.util.List;

/** Numbers to plot, one for each label on the axis, and the name they have in the legend. */
public record Series(String name, List<Double> values) {
    public Series {
        values = List.copyOf(values);
        if (!values.stream().allMatch(Double::isFinite)) {
            throw new InputException("expected finite numbers in the series '" + name + "', found " + values);
        }
    }
}
