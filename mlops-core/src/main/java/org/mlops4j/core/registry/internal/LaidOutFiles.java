package org.mlops4j.core.registry.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mlops4j.model.ModelFiles;
import org.mlops4j.registry.ModelVersion;

/** The files of a version in a directory of this process. */
final class LaidOutFiles implements ModelFiles {

    private final ModelVersion version;
    private final Path directory;

    LaidOutFiles(ModelVersion version, Path directory) {
        this.version = version;
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        version.manifest().files().forEach(file -> names.add(file.name()));
        return names;
    }

    @Override
    public Path path(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(version.id() + " has no file '" + name + "'; it has " + names());
        }
        return directory.resolve(name);
    }

    @Override
    public Map<String, String> parameters() {
        return version.manifest().parameters();
    }
}
