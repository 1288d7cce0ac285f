/**
 * One runnable file a task, each with a {@code main} and without a library beside this one.
 *
 * <ul>
 *   <li>{@link org.mlops4j.examples.ServeYourModel}: a model of your own, logged and watched.
 *   <li>{@link org.mlops4j.examples.GateARelease}: a step of a build that stops a worse model.
 * </ul>
 *
 * <p>The whole way on real data is {@link org.mlops4j.examples.quickstart.Quickstart}; a model test in JUnit is {@code
 * CreditModelTest} among the tests.
 */
@NullMarked
package org.mlops4j.examples;

import org.jspecify.annotations.NullMarked;
