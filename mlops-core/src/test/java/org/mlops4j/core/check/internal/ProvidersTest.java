package org.mlops4j.core.check.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlops4j.check.Check;
import org.mlops4j.check.CheckKind;
import org.mlops4j.check.CheckSpec;

class ProvidersTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void findsKindsThroughTheLoaderOfTheThread() throws IOException {
        use(Plain.class.getName());
        assertThat(Providers.checkKinds()).hasOnlyElementsOfType(Plain.class).hasSize(1);
    }

    @Test
    void findsAKindThatTwoLoadersSeeOnce() throws IOException {
        use(Plain.class.getName() + "\n" + Plain.class.getName());
        assertThat(Providers.checkKinds()).hasSize(1);
    }

    @Test
    void leavesOutWhatCannotBeMadeAndUsesTheRest() throws IOException {
        use(String.join(
                "\n", "org.example.Gone", Failing.class.getName(), String.class.getName(), Plain.class.getName()));
        assertThat(Providers.checkKinds()).hasOnlyElementsOfType(Plain.class).hasSize(1);
    }

    @Test
    void leavesOutAClassWhoseParentIsMissing() throws IOException {
        use("broken.Kind\n" + Plain.class.getName());
        ClassLoader files = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader(files) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.equals("broken.Kind")) {
                    throw new NoClassDefFoundError("broken/Parent");
                }
                return super.loadClass(name, resolve);
            }
        });
        assertThat(Providers.checkKinds()).hasOnlyElementsOfType(Plain.class).hasSize(1);
    }

    @Test
    void endsWhereTheListsThemselvesCannotBeRead() {
        Thread.currentThread().setContextClassLoader(new ClassLoader(before) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                if (name.startsWith("META-INF/services/")) {
                    throw new IOException("the disk is gone");
                }
                return Collections.emptyEnumeration();
            }
        });
        assertThat(Providers.checkKinds()).isEmpty();
    }

    @Test
    void needsNoLoaderOfTheThread() {
        Thread.currentThread().setContextClassLoader(null);
        assertThat(Providers.checkKinds()).isEmpty();
    }

    private void use(String classes) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(CheckKind.class.getName()), classes);
        URL[] urls = {folder.toUri().toURL()};
        Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
    }

    /** A kind as somebody else might bring it. */
    public static final class Plain implements CheckKind {

        @Override
        public String kind() {
            return "plain";
        }

        @Override
        public Check<?> create(CheckSpec spec) {
            throw new UnsupportedOperationException(spec.kind());
        }
    }

    /** A kind that cannot be made. */
    public static final class Failing implements CheckKind {

        /** Throws. */
        public Failing() {
            throw new IllegalStateException("no licence");
        }

        @Override
        public String kind() {
            return "failing";
        }

        @Override
        public Check<?> create(CheckSpec spec) {
            throw new UnsupportedOperationException(spec.kind());
        }
    }
}
