package org.mlops4j.testing.junit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mlops4j.Mlops;

/**
 * Resolves parameters of type {@link Mlops}: one home in memory a test, closed when it ends. Used through {@link
 * MlopsTest}.
 *
 * @since 0.1.0
 */
public final class MlopsExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(MlopsExtension.class);

    /** For JUnit. */
    public MlopsExtension() {}

    /**
     * Whether a parameter is a home.
     *
     * @param parameter the parameter
     * @param context the test
     * @return true for parameters of type {@link Mlops}
     */
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Mlops.class;
    }

    /**
     * The home of the test.
     *
     * @param parameter the parameter
     * @param context the test
     * @return the same home for every parameter of one test
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(context.getUniqueId(), id -> Mlops.inMemory(), Mlops.class);
    }

    /**
     * Closes the home of the test.
     *
     * @param context the test
     */
    @Override
    public void afterEach(ExtensionContext context) {
        Mlops mlops = context.getStore(NAMESPACE).remove(context.getUniqueId(), Mlops.class);
        if (mlops != null) {
            mlops.close();
        }
    }
}
