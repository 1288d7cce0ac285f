package org.mlops4j.core.event.internal;

import java.util.List;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.event.MlopsListener;

/** Hands each event to every listener, in order, on the caller's thread; what a listener throws stops nobody. */
public final class EventBus {

    private static final QuietLogger LOG = QuietLogger.of(EventBus.class);

    private final List<MlopsListener> listeners;

    /** A bus with a fixed set of listeners. */
    public EventBus(List<MlopsListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Announces an event; throws nothing but a {@link VirtualMachineError} that is no overflow of the listener's stack.
     * Call it outside locks.
     */
    public void publish(MlopsEvent event) {
        for (MlopsListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (Throwable e) {
                if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
                    throw fatal;
                }
                LOG.warn(
                        "listener " + listener.getClass().getName(),
                        "listener {} threw on {}; the change itself is done",
                        listener.getClass().getName(),
                        event.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
