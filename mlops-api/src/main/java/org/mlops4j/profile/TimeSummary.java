package org.mlops4j.profile;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a column of moments holds: its range, and how many fall into each of at most {@value #MOST_BUCKETS} equal spans of
 * time, from which gaps and volumes can be told. A span lasts a power of two of microseconds, the shortest that covers the
 * range, and begins at a multiple of itself; so the summary depends on the moments only, not on their order or split, and
 * merging is exact. Missing values count nowhere here.
 *
 * <p>Immutable and safe to share between threads.
 *
 * @since 0.1.0
 */
public final class TimeSummary implements ColumnSummary {

    /** At most so many spans. */
    public static final int MOST_BUCKETS = 512;

    /** Of nothing. */
    public static final TimeSummary EMPTY =
            new TimeSummary(0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0, new long[0], DistinctSketch.EMPTY);

    private final boolean rangeKnown;
    private final long first;
    private final long last;
    private final int shift;
    private final long firstBucket;
    private final long[] counts;
    private final long count;
    private final DistinctSketch distinct;

    private TimeSummary(
            long count, long first, long last, int shift, long firstBucket, long[] counts, DistinctSketch distinct) {
        this.rangeKnown = first <= last;
        this.first = first;
        this.last = last;
        this.shift = shift;
        this.firstBucket = firstBucket;
        this.counts = counts;
        this.count = count;
        this.distinct = distinct;
    }

    /**
     * Begins a summary of nothing.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A summary from its state.
     *
     * @param earliest the first moment in microseconds since 1970; null if it is withheld or there is none
     * @param latest the last moment in microseconds since 1970; null if it is withheld or there is none
     * @param widthExponent spans last 2 to this power microseconds; in [0, 63]
     * @param firstBucket how many spans after 1970 the first one begins
     * @param counts how many moments fall into each span; copied
     * @param distinct how many different moments there are
     * @return the summary
     * @throws IllegalArgumentException if it is not the state of a summary
     */
    public static TimeSummary of(
            @Nullable Long earliest,
            @Nullable Long latest,
            int widthExponent,
            long firstBucket,
            long[] counts,
            DistinctSketch distinct) {
        long sum = 0;
        for (long bucket : counts) {
            if (bucket < 0) {
                throw new IllegalArgumentException("counts of spans must be >= 0 but one was " + bucket);
            }
            sum = Math.addExact(sum, bucket);
        }
        if (widthExponent < 0 || widthExponent >= Long.SIZE || counts.length > MOST_BUCKETS) {
            throw new IllegalArgumentException("widthExponent must be in [0, 63] and spans at most " + MOST_BUCKETS
                    + " but were " + widthExponent + " and " + counts.length);
        }
        if ((earliest == null) != (latest == null) || earliest != null && earliest > latest) {
            throw new IllegalArgumentException(
                    "earliest must be at most latest but they were " + earliest + " and " + latest);
        }
        return new TimeSummary(
                sum,
                earliest == null ? Long.MAX_VALUE : earliest,
                latest == null ? Long.MIN_VALUE : latest,
                widthExponent,
                firstBucket,
                counts.clone(),
                Objects.requireNonNull(distinct, "distinct"));
    }

    /**
     * How many moments there are.
     *
     * @return a number from 0
     */
    public long count() {
        return count;
    }

    /**
     * The first moment.
     *
     * @return the moment; empty if there is none, or it is withheld because it could point to a person
     */
    public Optional<Instant> earliest() {
        return rangeKnown ? Optional.of(instant(first)) : Optional.empty();
    }

    /**
     * The last moment.
     *
     * @return the moment; empty if there is none, or it is withheld because it could point to a person
     */
    public Optional<Instant> latest() {
        return rangeKnown ? Optional.of(instant(last)) : Optional.empty();
    }

    /**
     * How long a span lasts: 2 to this power microseconds.
     *
     * @return an exponent in [0, 63]
     */
    public int widthExponent() {
        return shift;
    }

    /**
     * How long a span lasts.
     *
     * @return a power of two of microseconds
     */
    public Duration width() {
        return Duration.of(1, ChronoUnit.MICROS).multipliedBy(1L << Math.min(shift, Long.SIZE - 2));
    }

    /**
     * How many spans after 1970 the first one begins.
     *
     * @return a number, negative before 1970
     */
    public long firstBucket() {
        return firstBucket;
    }

    /**
     * How many moments fall into each span, from the first to the last that holds any.
     *
     * @return a new array; empty if there are no moments
     */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * When a span begins.
     *
     * @param bucket its position
     * @return the moment
     * @throws IndexOutOfBoundsException if there is no such span
     */
    public Instant start(int bucket) {
        return instant(firstBucket + Objects.checkIndex(bucket, counts.length) << shift);
    }

    /**
     * How long at most nothing came between two moments, to within twice {@link #width()}.
     *
     * @return the longest run of spans without a moment; zero if every span has one
     */
    public Duration longestGap() {
        long longest = 0;
        long run = 0;
        for (long bucket : counts) {
            run = bucket == 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return width().multipliedBy(longest);
    }

    /**
     * How many different moments there are.
     *
     * @return the sketch
     */
    public DistinctSketch distinct() {
        return distinct;
    }

    @Override
    public TimeSummary merge(ColumnSummary other) {
        if (!(other instanceof TimeSummary that)) {
            throw new IllegalArgumentException("a summary of moments must be merged with one of moments");
        }
        if (count == 0 || that.count == 0) {
            return count == 0 ? that : this;
        }
        Builder builder = new Builder();
        builder.shift = Math.max(shift, that.shift);
        builder.add(this);
        builder.add(that);
        TimeSummary merged = builder.build();
        return rangeKnown && that.rangeKnown
                ? merged
                : new TimeSummary(
                        merged.count,
                        Long.MAX_VALUE,
                        Long.MIN_VALUE,
                        merged.shift,
                        merged.firstBucket,
                        merged.counts,
                        merged.distinct);
    }

    /**
     * The same moments in longer spans, without the first and the last moment and without their hashes.
     *
     * @param least spans are doubled until each that holds any moment holds at least so many
     * @return the summary; without spans if there are fewer moments than that
     */
    public TimeSummary coarsen(long least) {
        if (count < least) {
            return new TimeSummary(0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0, new long[0], distinct.withoutHashes());
        }
        int wider = shift;
        long begin = firstBucket;
        long[] spans = counts;
        while (wider < Long.SIZE - 1 && Arrays.stream(spans).anyMatch(span -> span > 0 && span < least)) {
            long[] doubled = new long[(int) ((begin + spans.length - 1 >> 1) - (begin >> 1)) + 1];
            for (int i = 0; i < spans.length; i++) {
                doubled[(int) ((begin + i >> 1) - (begin >> 1))] += spans[i];
            }
            spans = doubled;
            begin >>= 1;
            wider++;
        }
        return new TimeSummary(count, Long.MAX_VALUE, Long.MIN_VALUE, wider, begin, spans, distinct.withoutHashes());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /**
     * Compares every part.
     *
     * @param other what to compare with
     * @return true for an equal summary
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TimeSummary that
                && first == that.first
                && last == that.last
                && shift == that.shift
                && firstBucket == that.firstBucket
                && Arrays.equals(counts, that.counts)
                && distinct.equals(that.distinct);
    }

    /**
     * Consistent with {@link #equals(Object)}.
     *
     * @return a hash of the spans
     */
    @Override
    public int hashCode() {
        return 31 * Long.hashCode(firstBucket) + Arrays.hashCode(counts);
    }

    /**
     * One line for messages.
     *
     * @return count and range
     */
    @Override
    public String toString() {
        return count + " moments" + (rangeKnown ? " from " + instant(first) + " to " + instant(last) : "");
    }

    /** Takes moments in. Not thread-safe. */
    public static final class Builder {

        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private int shift;
        private long base;
        private long[] counts = new long[MOST_BUCKETS];
        private long lowest = Long.MAX_VALUE;
        private long highest = Long.MIN_VALUE;
        private final DistinctSketch.Builder distinct = DistinctSketch.builder();

        private Builder() {}

        /**
         * Takes a moment in.
         *
         * @param micros microseconds since 1970
         * @return this builder
         */
        public Builder add(long micros) {
            distinct.add(micros);
            count(micros, micros, 1);
            first = Math.min(first, micros);
            last = Math.max(last, micros);
            return this;
        }

        private void add(TimeSummary summary) {
            distinct.add(summary.distinct);
            first = Math.min(first, summary.first);
            last = Math.max(last, summary.last);
            for (int i = 0; i < summary.counts.length; i++) {
                if (summary.counts[i] > 0) {
                    long from = summary.firstBucket + i << summary.shift;
                    count(from, from, summary.counts[i]);
                }
            }
        }

        private void count(long from, long to, long times) {
            if (from < lowest || to > highest) {
                cover(Math.min(lowest, from), Math.max(highest, to));
            }
            counts[(int) ((from >> shift) - base)] += times;
        }

        /** Makes room for a wider range. */
        private void cover(long low, long high) {
            int wider = shift;
            while ((high >> wider) - (low >> wider) >= MOST_BUCKETS || (high >> wider) - (low >> wider) < 0) {
                wider++;
            }
            long begin = low >> wider;
            boolean fits = wider == shift && begin >= base && (high >> wider) - base < MOST_BUCKETS;
            if (!fits) {
                long[] moved = new long[MOST_BUCKETS];
                for (int i = 0; i < MOST_BUCKETS; i++) {
                    if (counts[i] > 0) {
                        moved[(int) ((base + i >> wider - shift) - begin)] += counts[i];
                    }
                }
                counts = moved;
                base = begin;
                shift = wider;
            }
            lowest = low;
            highest = high;
        }

        /**
         * The summary of what was taken in so far; more may follow.
         *
         * @return the summary
         */
        public TimeSummary build() {
            if (lowest > highest) {
                return EMPTY;
            }
            long begin = lowest >> shift;
            int size = (int) ((highest >> shift) - begin) + 1;
            int at = (int) (begin - base);
            long[] used = Arrays.copyOfRange(counts, at, at + size);
            long sum = 0;
            for (long bucket : used) {
                sum += bucket;
            }
            return new TimeSummary(sum, first, last, shift, begin, used, distinct.build());
        }
    }
}
