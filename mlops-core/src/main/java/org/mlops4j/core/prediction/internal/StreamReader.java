package org.mlops4j.core.prediction.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.mlops4j.core.io.internal.Directory;
import org.mlops4j.identity.Digest;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.prediction.LogStats;
import org.mlops4j.prediction.Outcome;
import org.mlops4j.prediction.PredictionQuery;
import org.mlops4j.prediction.PredictionRecord;
import org.mlops4j.privacy.RedactionAction;

/** Reads all streams of a home, those of other processes too, up to what is written. */
final class StreamReader {

    private final Directory directory;
    private final List<String> segments;

    private StreamReader(Directory directory, List<String> segments) {
        this.directory = directory;
        this.segments = segments;
    }

    static StreamReader open(Directory directory) {
        try {
            return new StreamReader(directory, SegmentReader.segments(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("the prediction log cannot be read", e);
        }
    }

    static String lockOf(String stream) {
        return "stream-" + stream;
    }

    Stream<PredictionRecord> predictions(PredictionQuery query) {
        return frames(FrameType.PREDICTION, RecordDecoder::prediction).filter(query::matches);
    }

    Stream<Outcome> outcomes() {
        return frames(FrameType.OUTCOME, segment -> RecordDecoder.outcome(segment.payload()));
    }

    Map<String, List<RedactionAction.Kind>> actions(Digest version) {
        Map<String, List<RedactionAction.Kind>> actions = new LinkedHashMap<>();
        forEachSegment(segment -> {
            for (LoggedSchema schema : segment.allSchemas()) {
                if (schema.digest().equals(version)) {
                    collect(schema, actions);
                }
            }
        });
        return actions;
    }

    /** Counts everything; {@code own} is what the process knows that writes {@code ownStream}. */
    LogStats stats(String ownStream, StreamWriter.Counts own) {
        StatsBuilder stats = new StatsBuilder(ownStream);
        forEachSegment(segment -> {
            while (segment.next()) {
                stats.count(segment);
            }
            String problem = segment.problem();
            if (problem != null && !isGrowing(segment)) {
                stats.damage(problem);
            }
        });
        long size = 0;
        for (String path : segments) {
            size += sizeOf(path);
        }
        return stats.build(own, segments.size(), size);
    }

    private static void collect(LoggedSchema schema, Map<String, List<RedactionAction.Kind>> actions) {
        for (int i = 0; i < schema.schema().size(); i++) {
            List<RedactionAction.Kind> seen =
                    actions.computeIfAbsent(schema.schema().field(i).name(), any -> new ArrayList<>());
            if (!seen.contains(schema.actions().get(i))) {
                seen.add(schema.actions().get(i));
            }
        }
    }

    /** A torn tail of a stream that a living process writes is no damage: the frame is on its way. */
    private boolean isGrowing(SegmentReader segment) {
        if (!segment.isTorn() || !isLast(segment)) {
            return false;
        }
        try {
            return directory.isHeld(lockOf(segment.stream()));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isLast(SegmentReader segment) {
        String folder = segment.path().substring(0, segment.path().lastIndexOf('/') + 1);
        return segments.stream().noneMatch(path -> path.startsWith(folder) && path.compareTo(segment.path()) > 0);
    }

    private long sizeOf(String path) {
        try {
            return Math.max(0, directory.size(path));
        } catch (IOException e) {
            throw new UncheckedIOException("segment " + path + " cannot be read", e);
        }
    }

    private <T> Stream<T> frames(int type, Function<SegmentReader, T> decode) {
        FrameIterator<T> iterator = new FrameIterator<>(type, decode);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(iterator::close);
    }

    private void forEachSegment(SegmentTask task) {
        for (String path : segments) {
            try (SegmentReader segment = SegmentReader.open(directory, path)) {
                if (segment != null) {
                    task.read(segment);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("segment " + path + " cannot be read", e);
            }
        }
    }

    @FunctionalInterface
    private interface SegmentTask {

        void read(SegmentReader segment) throws IOException;
    }

    /** The frames of one type over all segments, one segment open at a time. */
    private final class FrameIterator<T> implements Iterator<T> {

        private final int type;
        private final Function<SegmentReader, T> decode;
        private final Iterator<String> paths = segments.iterator();
        private boolean closed;
        private @Nullable SegmentReader current;
        private @Nullable T next;

        FrameIterator(int type, Function<SegmentReader, T> decode) {
            this.type = type;
            this.decode = decode;
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && advance()) {
                    SegmentReader segment = current;
                    if (segment != null && segment.type() == type) {
                        next = decode(segment);
                    }
                }
                return next != null;
            } catch (IOException e) {
                throw new UncheckedIOException("the prediction log cannot be read", e);
            }
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            T value = next;
            next = null;
            if (value == null) {
                throw new NoSuchElementException();
            }
            return value;
        }

        private T decode(SegmentReader segment) {
            try {
                return decode.apply(segment);
            } catch (IntegrityException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IntegrityException("segment " + segment.path() + " holds a record that cannot be read", e);
            }
        }

        private boolean advance() throws IOException {
            while (true) {
                SegmentReader segment = current;
                if (segment != null && segment.next()) {
                    return true;
                }
                leave();
                if (closed || !paths.hasNext()) {
                    return false;
                }
                current = SegmentReader.open(directory, paths.next());
            }
        }

        void close() {
            closed = true;
            leave();
        }

        private void leave() {
            SegmentReader segment = current;
            current = null;
            if (segment != null) {
                try {
                    segment.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("a segment cannot be closed", e);
                }
            }
        }
    }
}
