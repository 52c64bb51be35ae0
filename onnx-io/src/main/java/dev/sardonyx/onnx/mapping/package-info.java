/**
 * How each operator is said in ONNX, at every operator set version.
 *
 * <p>A family of operators has one {@link dev.sardonyx.onnx.mapping.MappingTable}; an operator is one row of it:
 *
 * <pre>{@code
 * rows.row("Sqrt", Sqrt.class, 1, 6, 13).plain(Sqrt::new);
 * rows.row("Squeeze", Squeeze.class, 1, 11, 13, 21, 23, 24, 25)
 *         .read(in -> {
 *             if (in.version() < 13) {
 *                 in.attributeToInput("axes", 1); // an INT64 constant takes the attribute's place
 *             }
 *             return new Squeeze();
 *         })
 *         .write((op, out) -> {
 *             if (out.version() < 13) {
 *                 out.inputToAttribute(1, "axes"); // fails where the input is no constant
 *             }
 *         });
 * }</pre>
 *
 * <p>The numbers are the operator set versions at which ONNX changed the operator. {@code version()} is the one in
 * force: the newest that is not above the model's operator set. A reader that cannot say an old form with one
 * operator emits several ({@code in.emit}); a writer does the same ({@code out.emit}). A form that a version cannot
 * say ends in {@code out.cannot(reason)}; all such reasons are reported together.
 *
 * <p>Register a new table in {@code Mappings.tables()}. To try a family against the data sets of the ONNX project:
 * compile, then run {@code dev.sardonyx.conformance.onnx.BackendTestMain ARCHIVE REGEX} of module
 * {@code conformance-tests}, for example with the expression {@code test_(add|sub|mul)}.
 */
@NullMarked
package dev.sardonyx.onnx.mapping;

import org.jspecify.annotations.NullMarked;
