package org.mlops4j.core.prediction.internal;

/** The types of frames in a segment; numbers are part of the format and never change. */
final class FrameType {

    /** JSON: format, instance and number of the segment. Always the first frame. */
    static final int HEADER = 1;
    /** JSON: what the fields of the predictions behind it mean. */
    static final int SCHEMA = 2;
    /** One call of a model. */
    static final int PREDICTION = 3;
    /** What turned out to be true. */
    static final int OUTCOME = 4;
    /** JSON: records that were lost, how many and why. */
    static final int GAP = 5;

    private FrameType() {}
}
