package org.mlops4j.core.audit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.mlops4j.audit.RecordedEntry;

/**
 * Lets one thread write for all that wait: while it forces its entries to the disk, the next ones gather, and the first
 * of them writes them together. So a force is shared by as many entries as there are threads.
 */
final class EntryQueue {

    private final ReentrantLock gate = new ReentrantLock();
    private final Condition written = gate.newCondition();
    private List<QueuedEntry> waiting = new ArrayList<>();
    private boolean isWriting;

    /** Returns once an entry is written, by this thread or by another; the writer settles each entry it is given. */
    RecordedEntry write(QueuedEntry mine, Consumer<List<QueuedEntry>> writer) {
        List<QueuedEntry> batch = awaitTurn(mine);
        if (!batch.isEmpty()) {
            try {
                writer.accept(batch);
            } finally {
                finish(batch);
            }
        }
        return mine.result();
    }

    /** The entries that this thread is to write, or none if another has written its own. */
    private List<QueuedEntry> awaitTurn(QueuedEntry mine) {
        gate.lock();
        try {
            waiting.add(mine);
            while (isWriting && !mine.isFinished()) {
                written.awaitUninterruptibly();
            }
            if (mine.isFinished()) {
                return List.of();
            }
            isWriting = true;
            List<QueuedEntry> batch = waiting;
            waiting = new ArrayList<>();
            return batch;
        } finally {
            gate.unlock();
        }
    }

    private void finish(List<QueuedEntry> batch) {
        gate.lock();
        try {
            batch.forEach(QueuedEntry::finish);
            isWriting = false;
            written.signalAll();
        } finally {
            gate.unlock();
        }
    }
}
