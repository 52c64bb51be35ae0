package dev.sardonyx.api.spi;

import dev.sardonyx.api.op.CompositeOperator;
import dev.sardonyx.api.op.Operator;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A device made of a table of kernels by operator family: subclasses {@linkplain #kernel register} what they
 * have and inherit the rest. What is not in the table is declined, so that it is placed elsewhere.
 *
 * <pre>{@code
 * final class MyDevice extends KernelDevice {
 *     MyDevice() {
 *         super(new DeviceInfo("mine", "my accelerator", true), Set.of(ElementType.FLOAT));
 *         kernel(MatMul.class, context -> matMul(context.input(0), context.input(1), context.output(0)));
 *     }
 * }
 * }</pre>
 */
public abstract class KernelDevice implements Device {
    private final DeviceInfo info;
    private final Set<ElementType> elementTypes;
    private final Map<Class<?>, Kernel> kernels = new LinkedHashMap<>();

    /**
     * A device without kernels.
     *
     * @param elementTypes the element types that its kernels take and make
     */
    protected KernelDevice(DeviceInfo info, Set<ElementType> elementTypes) {
        this.info = info;
        this.elementTypes = Set.copyOf(elementTypes);
    }

    /** Registers the kernel of an operator class or family interface. */
    protected final void kernel(Class<?> operator, Kernel kernel) {
        kernels.put(operator, kernel);
    }

    /** The kernel for an operator, or null. */
    final @Nullable Kernel find(Operator operator) {
        for (Map.Entry<Class<?>, Kernel> entry : kernels.entrySet()) {
            if (entry.getKey().isInstance(operator)) {
                return entry.getValue();
            }
        }
        return null;
    }

    @Override
    public final DeviceInfo info() {
        return info;
    }

    @Override
    public Verdict supports(NodeQuery query) {
        if (find(query.operator()) == null) {
            return query.operator() instanceof CompositeOperator
                    ? Verdict.decompose("no kernel of its own")
                    : Verdict.no("no kernel for " + query.operator().qualifiedName());
        }
        for (int i = 0; i < query.node().inputs().size(); i++) {
            TensorType type = query.tensorType(i);
            boolean isHost = query.operator().signature().isHostInput(i);
            if (query.has(i) && !isHost && (type == null || !elementTypes.contains(type.elementType()))) {
                return Verdict.no("no kernel for element type " + query.inputType(i));
            }
        }
        for (int k = 0; k < query.node().outputs().size(); k++) {
            if (query.outputType(k) instanceof TensorType type && !elementTypes.contains(type.elementType())) {
                return Verdict.no("no kernel for element type " + type);
            }
        }
        return Verdict.yes("kernel");
    }

    @Override
    public Executable compile(Partition partition) {
        return new KernelExecutable(this, partition);
    }

    @Override
    public void close() {}
}
