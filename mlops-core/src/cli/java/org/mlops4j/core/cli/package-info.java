/**
 * The same library from a shell: {@code java -jar mlops-core-<version>-cli.jar COMMAND}. Only in the jar with the
 * classifier {@code cli}, which brings its own parser of options.
 */
@NullMarked
package org.mlops4j.core.cli;

import org.jspecify.annotations.NullMarked;
