/**
 * JUnit 5 support: a fresh home in memory for each test.
 *
 * <pre>{@code
 * @MlopsTest
 * class CreditModelTest {
 *     @Test
 *     void registersTheModel(Mlops mlops) { … }
 * }
 * }</pre>
 *
 * <p>Homes of different tests share nothing, so tests may run in parallel.
 */
@NullMarked
package org.mlops4j.testing.junit;

import org.jspecify.annotations.NullMarked;
