/**
 * The one JSON codec: strict reading into plain Java values, writing, and the canonical form of RFC 8785 that every
 * digest is computed over. Also the tokens of CSV files. No other package sees Jackson.
 */
@NullMarked
package org.mlops4j.core.json.internal;

import org.jspecify.annotations.NullMarked;
