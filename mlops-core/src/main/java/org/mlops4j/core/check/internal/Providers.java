package org.mlops4j.core.check.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.mlops4j.check.CheckKind;
import org.mlops4j.core.event.internal.QuietLogger;

/**
 * Extensions found on the class path or module path: first with the class loader of the SPI, then with that of the
 * thread. One that cannot be made is left out with one warning; the others are used.
 */
public final class Providers {

    private static final QuietLogger LOG = QuietLogger.of(Providers.class);

    /** Where a list of extensions cannot even be read, a loader throws the same for ever. */
    private static final int MAX_FAULTS = 1000;

    private Providers() {}

    /** Foreign kinds of checks. */
    public static List<CheckKind> checkKinds() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return collect(
                ServiceLoader.load(CheckKind.class, CheckKind.class.getClassLoader()),
                context == null ? null : ServiceLoader.load(CheckKind.class, context));
    }

    private static <T> List<T> collect(ServiceLoader<T> own, @Nullable ServiceLoader<T> context) {
        Map<Class<?>, T> found = new LinkedHashMap<>();
        for (ServiceLoader<T> loader : context == null ? List.of(own) : List.of(own, context)) {
            Iterator<T> providers = loader.iterator();
            int faults = 0;
            while (true) {
                try {
                    if (!providers.hasNext()) {
                        break;
                    }
                    T provider = providers.next();
                    found.putIfAbsent(provider.getClass(), provider);
                } catch (ServiceConfigurationError | LinkageError e) {
                    // The latter where a class that an extension extends or implements is missing.
                    LOG.warn(String.valueOf(e.getMessage()), "an extension cannot be used and is left out", e);
                    if (++faults == MAX_FAULTS) {
                        break;
                    }
                }
            }
        }
        return new ArrayList<>(found.values());
    }
}
