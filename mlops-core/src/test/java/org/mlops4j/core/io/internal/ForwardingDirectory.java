package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hands everything on; a test overrides what it wants to fail. */
public class ForwardingDirectory implements Directory {

    private final Directory target;

    public ForwardingDirectory(Directory target) {
        this.target = target;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return target.read(path);
    }

    @Override
    public Optional<InputStream> open(String path) throws IOException {
        return target.open(path);
    }

    @Override
    public long size(String path) throws IOException {
        return target.size(path);
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return target.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        target.replace(path, content);
    }

    @Override
    public Upload upload() throws IOException {
        return target.upload();
    }

    @Override
    public AppendFile append(String path) throws IOException {
        return target.append(path);
    }

    @Override
    public boolean delete(String path) throws IOException {
        return target.delete(path);
    }

    @Override
    public List<String> list(String path) throws IOException {
        return target.list(path);
    }

    @Override
    public Held lock(String key) throws IOException {
        return target.lock(key);
    }

    @Override
    public Optional<Held> tryHold(String key) throws IOException {
        return target.tryHold(key);
    }

    @Override
    public boolean isHeld(String key) throws IOException {
        return target.isHeld(key);
    }

    @Override
    public Optional<Path> path(String path) {
        return target.path(path);
    }

    @Override
    public boolean isReadOnly() {
        return target.isReadOnly();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}
