package org.mlops4j.core.io.internal;

import java.io.IOException;

/** A directory that refuses every write and lock, as a disk directory without write permission does. */
public final class ReadOnlyDirectory extends ForwardingDirectory {

    public ReadOnlyDirectory(Directory target) {
        super(target);
    }

    @Override
    public boolean isReadOnly() {
        return true;
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        throw refused();
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        throw refused();
    }

    @Override
    public Upload upload() throws IOException {
        throw refused();
    }

    @Override
    public AppendFile append(String path) throws IOException {
        throw refused();
    }

    @Override
    public boolean delete(String path) throws IOException {
        throw refused();
    }

    @Override
    public Held lock(String key) throws IOException {
        throw refused();
    }

    private static IOException refused() {
        return new IOException("read-only");
    }
}
