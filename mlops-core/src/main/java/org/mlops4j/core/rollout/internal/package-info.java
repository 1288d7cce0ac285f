/** Gates over recorded facts, and the promotions and rollbacks they allow. */
@NullMarked
package org.mlops4j.core.rollout.internal;

import org.jspecify.annotations.NullMarked;
