package org.mlops4j.core.serving.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.mlops4j.model.Model;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.model.ModelLoader;
import org.mlops4j.model.Threading;

/** A model that answers the name of its version and knows how it was used. A call of a closed one is an error. */
final class CountedModel implements Model<String, String> {

    final String name;
    final Path directory;
    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Threading threading;
    private final Model.Function<String, String> inside;

    CountedModel(ModelFiles files, Threading threading, Model.Function<String, String> inside) {
        this.name = String.valueOf(files.parameters().get("name"));
        this.directory = files.directory();
        this.threading = threading;
        this.inside = inside;
    }

    @Override
    public String predict(String input) throws Exception {
        mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            requireUsable();
            inside.apply(input);
            requireUsable();
            return name;
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public Threading threading() {
        return threading;
    }

    @Override
    public void close() {
        closings.incrementAndGet();
    }

    boolean hasFiles() {
        return Files.exists(directory);
    }

    private void requireUsable() {
        if (closings.get() > 0 || !hasFiles()) {
            throw new IllegalStateException("the model of " + name + " is closed");
        }
    }

    /** Makes such models and keeps them. */
    static final class Loader implements ModelLoader<String, String> {

        final List<CountedModel> models = new CopyOnWriteArrayList<>();
        final AtomicInteger attempts = new AtomicInteger();
        volatile Threading threading = Threading.shared();
        volatile Model.Function<String, String> inside = input -> input;
        volatile Model.Function<String, String> before = name -> name;

        @Override
        public Model<String, String> load(ModelFiles files) throws Exception {
            attempts.incrementAndGet();
            before.apply(files.parameters().get("name"));
            CountedModel model = new CountedModel(files, threading, inside);
            models.add(model);
            return model;
        }

        /** The only model made of a version. */
        CountedModel of(String name) {
            List<CountedModel> made =
                    models.stream().filter(model -> model.name.equals(name)).toList();
            if (made.size() != 1) {
                throw new AssertionError("version " + name + " was loaded " + made.size() + " times");
            }
            return made.get(0);
        }
    }
}
