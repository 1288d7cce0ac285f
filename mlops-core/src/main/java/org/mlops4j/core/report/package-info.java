/**
 * Turns results of every room into one tree, and the tree into text, Markdown or JSON.
 *
 * <pre>{@code
 * System.out.println(Reports.text(Reports.of(driftReport)));
 * }</pre>
 *
 * <p>Everything here is immutable and safe to share between threads.
 */
@NullMarked
package org.mlops4j.core.report;

import org.jspecify.annotations.NullMarked;
