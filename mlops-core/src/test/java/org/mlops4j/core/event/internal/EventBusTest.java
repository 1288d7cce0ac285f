package org.mlops4j.core.event.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mlops4j.event.MlopsEvent;
import org.mlops4j.event.MlopsListener;
import org.mlops4j.identity.Actor;
import org.mlops4j.identity.Ref;

class EventBusTest {

    private record Happened(Instant time, Actor actor, Ref subject) implements MlopsEvent {}

    private static final MlopsEvent EVENT = new Happened(Instant.EPOCH, Actor.service("test"), Ref.of("thing", "1"));

    private final List<String> heard = new ArrayList<>();

    private MlopsListener listener(String name) {
        return event -> heard.add(name + " " + event.subject().id());
    }

    @Test
    void tellsEveryListenerInOrder() {
        new EventBus(List.of(listener("a"), listener("b"), listener("a"))).publish(EVENT);

        assertThat(heard).containsExactly("a 1", "b 1", "a 1");
    }

    @Test
    void aBusWithoutListenersTellsNobody() {
        new EventBus(List.of()).publish(EVENT);
        assertThat(heard).isEmpty();
    }

    static List<Throwable> whatListenersThrow() {
        return List.of(
                new IllegalStateException("listener"),
                new AssertionError("listener"),
                new NoClassDefFoundError("listener"),
                new IOException("sneaked past the compiler"),
                new InterruptedException("sneaked too"));
    }

    @ParameterizedTest
    @MethodSource("whatListenersThrow")
    void whatOneThrowsKeepsNobodyFromHearing(Throwable thrown) {
        MlopsListener broken = event -> {
            throw EventBusTest.<RuntimeException>sneak(thrown);
        };

        new EventBus(List.of(listener("a"), broken, listener("b"))).publish(EVENT);

        assertThat(heard).containsExactly("a 1", "b 1");
    }

    @Test
    void aListenerWithoutEndBreaksOnlyItself() {
        new EventBus(List.of(new Endless(), listener("b"))).publish(EVENT);

        assertThat(heard).containsExactly("b 1");
    }

    private static final class Endless implements MlopsListener {

        private final MlopsListener next = this;

        @Override
        public void onEvent(MlopsEvent event) {
            next.onEvent(event);
        }
    }

    @Test
    void aMachineThatFailsIsNotHidden() {
        MlopsListener dying = event -> {
            throw new OutOfMemoryError("test");
        };

        assertThatThrownBy(() -> new EventBus(List.of(dying)).publish(EVENT)).isInstanceOf(OutOfMemoryError.class);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
