/**
 * Contract tests for those who implement an SPI: extend the class, say how to make the implementation, and run it with
 * JUnit 5.
 *
 * <pre>{@code
 * class S3RegistryStoreTest extends RegistryStoreContract {
 *     @Override
 *     protected RegistryStore newStore() { return new S3RegistryStore(client, newBucket()); }
 *
 *     @Override
 *     protected RegistryStore openAgain(RegistryStore opened) { return new S3RegistryStore(newClient(), bucket()); }
 * }
 * }</pre>
 */
@NullMarked
package org.mlops4j.testing.tck;

import org.jspecify.annotations.NullMarked;
