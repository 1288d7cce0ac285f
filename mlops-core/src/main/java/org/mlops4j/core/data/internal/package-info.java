/** JSON and binary forms of schemas and tables, and the reading of single cells. */
@NullMarked
package org.mlops4j.core.data.internal;

import org.jspecify.annotations.NullMarked;
