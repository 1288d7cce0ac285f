/**
 * One neutral tree of sections, facts and tables, so that no room needs a printer of its own. The core module renders it
 * as text, Markdown and JSON.
 *
 * <pre>{@code
 * Report report = Reports.of(driftReport);
 * System.out.println(Reports.text(report));
 * }</pre>
 */
@NullMarked
package org.mlops4j.report;

import org.jspecify.annotations.NullMarked;
