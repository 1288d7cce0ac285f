package org.mlops4j.core.event.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class QuietLoggerTest {

    private final List<String> said = new ArrayList<>();
    private final QuietLogger logger = new QuietLogger((Logger) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                said.add(method.getName() + " " + arguments[0]);
                return null;
            }));

    @Test
    void warnsOnceOfEachCause() {
        logger.warn("disk", "disk is full: {}", 1);
        logger.warn("disk", "disk is full: {}", 2);
        logger.warn("clock", "clock went back");
        logger.warn("disk", "disk is full: {}", 3);

        assertThat(said)
                .containsExactly(
                        "warn disk is full: {}",
                        "debug disk is full: {}",
                        "warn clock went back",
                        "debug disk is full: {}");
    }

    @Test
    void changesOfStateAreForDebugging() {
        logger.debug("swapped");
        assertThat(said).containsExactly("debug swapped");
    }
}
