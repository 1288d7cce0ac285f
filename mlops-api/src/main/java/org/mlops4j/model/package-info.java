/**
 * A model as the library sees it: something that turns an input into an answer.
 *
 * <p>A lambda is a model; so is a session of an inference engine. A {@link org.mlops4j.model.ModelLoader} makes one from
 * the files of a registered version, and {@link org.mlops4j.model.Threading} says how many callers it bears.
 *
 * <pre>{@code
 * Model<Loan, Double> model = Model.of(loan -> 1 / (1 + Math.exp(-loan.amount() / 1000)));
 * }</pre>
 */
@NullMarked
package org.mlops4j.model;

import org.jspecify.annotations.NullMarked;
