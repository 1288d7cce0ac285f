package org.mlops4j.testing.junit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.mlops4j.Mlops;

/**
 * Resolves parameters of type {@link Mlops}: one home in memory a test, closed after its {@code @AfterEach} methods. Each
 * invocation of a repeated or parameterized test is a test; the dynamic tests of one factory share a home. Used through
 * {@link MlopsTest}.
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
     * @return the same home for every parameter of one test, its {@code @BeforeEach} and {@code @AfterEach} methods
     *     included
     * @throws ParameterResolutionException if the parameter belongs to no single test: that of a constructor, or of a
     *     {@code @BeforeAll} or {@code @AfterAll} method
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("a home of @MlopsTest belongs to one test but '"
                    + parameter.getDeclaringExecutable() + "' serves many: take the Mlops in a @Test, @BeforeEach or"
                    + " @AfterEach method, or open one with Mlops.inMemory() and close it");
        }
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
