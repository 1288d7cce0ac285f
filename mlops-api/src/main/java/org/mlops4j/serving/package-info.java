/**
 * A registered model behind a stable handle: {@link org.mlops4j.serving.ServedModel}.
 *
 * <p>The handle answers with the version an alias names, logs every call with its latency, errors too, and never changes
 * the model's answer or exception. When the alias moves, the new version is loaded in the background and swapped in; the
 * old one stays in memory for an hour, so that a rollback takes no loading, and is closed when its last call has ended.
 * A version that cannot be loaded changes nothing: the old one goes on answering, the library's health says so, and
 * loading is tried again with growing pauses of up to a minute.
 *
 * <pre>{@code
 * ServedModel<Loan, Double> credit = mlops.serving()
 *         .serve("credit@champion", files -> OnnxCredit.load(files.path("model.onnx")))
 *         .features(features)
 *         .scores(Scores.binary("good", "bad", p -> p))
 *         .open();
 * Prediction<Double> prediction = credit.predict(loan);
 * }</pre>
 */
@NullMarked
package org.mlops4j.serving;

import org.jspecify.annotations.NullMarked;
