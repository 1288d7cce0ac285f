package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mlops4j.audit.Checkpoint;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.slf4j.Logger;

class LoggingAnchorTest {

    private final List<String> lines = new ArrayList<>();

    private Logger logger(boolean enabled) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isInfoEnabled")) {
                        return enabled;
                    }
                    lines.add(method.getName() + ": " + arguments[0]);
                    return null;
                });
    }

    private static Checkpoint checkpoint() {
        TiledAuditLog log = Fixtures.open(new MemoryDirectory());
        Fixtures.fill(log, 3);
        return log.checkpoint();
    }

    @Test
    void writesOneLineThatCanBeFoundAgain() {
        Checkpoint checkpoint = checkpoint();
        new LoggingAnchor(logger(true)).keep(checkpoint);
        assertThat(lines).singleElement().asString().startsWith("info: checkpoint " + Fixtures.ORIGIN + " 3 ");
        assertThat(CheckpointLine.find("08:00:00.000 [main] " + lines.get(0))).containsExactly(checkpoint);
    }

    @Test
    void isSilentWhereNobodyListens() {
        new LoggingAnchor(logger(false)).keep(checkpoint());
        assertThat(lines).isEmpty();
    }
}
