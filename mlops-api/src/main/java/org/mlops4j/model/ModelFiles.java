package org.mlops4j.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The verified files of a version, with their original names, in a real directory.
 *
 * @since 0.1.0
 */
public interface ModelFiles {

    /**
     * Where the files are; must not be written to.
     *
     * @return a directory that stays as long as the model is loaded
     */
    Path directory();

    /**
     * The names of the files, relative to the directory, with {@code /} between parts.
     *
     * @return at least none
     */
    Set<String> names();

    /**
     * One file.
     *
     * @param name its name
     * @return its path
     * @throws IllegalArgumentException if the version has no such file, with the names it has
     */
    Path path(String name);

    /**
     * The parameters registered with the version.
     *
     * @return an unmodifiable map
     */
    Map<String, String> parameters();
}
