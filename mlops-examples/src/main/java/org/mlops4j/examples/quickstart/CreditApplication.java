package org.mlops4j.examples.quickstart;

import static org.mlops4j.data.Role.FEATURE;
import static org.mlops4j.data.Role.PROTECTED;
import static org.mlops4j.data.Role.SLICE;
import static org.mlops4j.data.Sensitivity.PERSONAL;

import org.jspecify.annotations.Nullable;
import org.mlops4j.data.SchemaField;

/**
 * One application for a consumer loan, as the applicant and the shop know it on the day; no outcome in it, so that
 * training and serving read the same thing. What is not known is {@code null}. Money is in the units of the data set.
 *
 * @param seniority years in the current job
 * @param home kind of housing, such as {@code owner} or {@code rent}
 * @param time months to repay
 * @param age years
 * @param marital such as {@code single} or {@code married}
 * @param records {@code yes} or {@code no}: whether there are records on the applicant
 * @param job such as {@code fixed} or {@code freelance}
 * @param expenses per month
 * @param income per month
 * @param assets value owned
 * @param debt value owed
 * @param amount asked for
 * @param price of the good to be bought
 */
public record CreditApplication(
        @SchemaField(name = "Seniority") @Nullable Double seniority,

        @SchemaField(name = "Home", category = true) @Nullable
        String home,

        @SchemaField(name = "Time") @Nullable Double time,

        @SchemaField(
                name = "Age",
                roles = {FEATURE, PROTECTED, SLICE},
                sensitivity = PERSONAL)
        @Nullable
        Double age,

        @SchemaField(
                name = "Marital",
                category = true,
                roles = {FEATURE, PROTECTED},
                sensitivity = PERSONAL)
        @Nullable
        String marital,

        @SchemaField(name = "Records", category = true) @Nullable
        String records,

        @SchemaField(name = "Job", category = true) @Nullable
        String job,

        @SchemaField(name = "Expenses") @Nullable Double expenses,

        @SchemaField(name = "Income", sensitivity = PERSONAL) @Nullable
        Double income,

        @SchemaField(name = "Assets", sensitivity = PERSONAL) @Nullable
        Double assets,

        @SchemaField(name = "Debt", sensitivity = PERSONAL) @Nullable
        Double debt,

        @SchemaField(name = "Amount") @Nullable Double amount,
        @SchemaField(name = "Price") @Nullable Double price) {

    /** A number, or {@code NaN} where it is not known. */
    static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
