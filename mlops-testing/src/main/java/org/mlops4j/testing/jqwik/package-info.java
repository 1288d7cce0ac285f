/**
 * Generators of schemas and tables for property tests with jqwik. The only package that needs jqwik on the class path.
 *
 * <pre>{@code
 * @Property
 * void survivesARoundTrip(@ForAll("tables") Table table) { … }
 *
 * @Provide
 * Arbitrary<Table> tables() { return MlopsArbitraries.tables(); }
 * }</pre>
 */
@NullMarked
package org.mlops4j.testing.jqwik;

import org.jspecify.annotations.NullMarked;
