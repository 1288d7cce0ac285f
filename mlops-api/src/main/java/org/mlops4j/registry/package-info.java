/**
 * Versions of models, their files, what was learned about them, and which one is live.
 *
 * <p>A version is immutable and known by a digest over everything fixed at registration: files, schema, feature mapping,
 * cut-offs, parameters, reference profile, provenance. Evaluations, approvals and tags are facts that name the digest and
 * are appended later. Aliases such as {@code champion} point at a version, move under compare-and-set, and keep their
 * history in the audit log.
 *
 * <pre>{@code
 * ModelVersion v1 = registry.register(
 *         Registration.of("credit").file("model.onnx", path).features(features).build(), ada, "first model");
 * registry.moveAlias("credit", "champion", v1.number(), ada, "passed review");
 * ModelVersion live = registry.resolve("credit@champion");
 * }</pre>
 */
@NullMarked
package org.mlops4j.registry;

import org.jspecify.annotations.NullMarked;
