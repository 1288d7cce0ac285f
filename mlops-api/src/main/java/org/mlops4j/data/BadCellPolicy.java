package org.mlops4j.data;

/**
 * What reading a file does about bad cells. All bad cells are collected and reported together in every case.
 *
 * @since 0.1.0
 */
public enum BadCellPolicy {
    /** Read to the end, then throw one {@link BadDataException} that lists them. */
    FAIL,
    /** Leave out every row that holds one. */
    SKIP_ROW,
    /** Read each as missing, where its field is nullable; otherwise leave out its row. */
    NULL
}
