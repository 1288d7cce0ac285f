package org.mlops4j.core.identity.internal;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Makes the JDK derive keys for new PKCS#12 stores in few rounds: what is slow on purpose need not be in a test. */
public final class QuickKeyStores implements BeforeAllCallback, AfterAllCallback {

    private static final List<String> ROUNDS = List.of(
            "keystore.pkcs12.macIterationCount",
            "keystore.pkcs12.keyPbeIterationCount",
            "keystore.pkcs12.certPbeIterationCount");

    @Override
    public void beforeAll(ExtensionContext context) {
        begin();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end();
    }

    static void begin() {
        ROUNDS.forEach(name -> System.setProperty(name, "10"));
    }

    static void end() {
        ROUNDS.forEach(System::clearProperty);
    }
}
