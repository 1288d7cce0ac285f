package org.mlops4j.core.io.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts writes. At a chosen one it fails: once, as a full disk, or for good, as a process that is killed, which leaves
 * half of what it was appending, or as a machine that loses power, which also loses what was appended and not forced.
 * Replacing a file is all or nothing, as {@link Directory} promises.
 */
public final class FaultyDirectory extends ForwardingDirectory {

    private int count;
    private int failAt = -1;
    private boolean killed;
    private boolean isKill;
    private boolean isPowerLoss;
    private final Map<String, Long> forced = new HashMap<>();

    public FaultyDirectory(Directory target) {
        super(target);
    }

    /** What is thrown at whoever is killed. */
    public static final class Kill extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** Fails the write of this number from now on, from 1, and only that. */
    public void failAt(int write) {
        count = 0;
        failAt = write;
        isKill = false;
    }

    /** Fails the write of this number from now on, from 1, and all behind it; perhaps loses what is not forced. */
    public void killAt(int write, boolean powerLoss) {
        count = 0;
        failAt = write;
        isKill = true;
        isPowerLoss = powerLoss;
    }

    /** How many writes there were since the last order to fail. */
    public int writes() {
        return count;
    }

    /** Whether this write is to fail; throws if it is not to happen at all. */
    private boolean fails() throws IOException {
        if (killed) {
            throw new Kill();
        }
        count++;
        killed = isKill && count == failAt;
        if (killed && isPowerLoss) {
            for (Map.Entry<String, Long> file : forced.entrySet()) {
                if (super.size(file.getKey()) >= 0) {
                    try (AppendFile append = super.append(file.getKey())) {
                        append.truncate(Math.min(file.getValue(), append.size()));
                    }
                }
            }
        }
        return count == failAt;
    }

    private void step() throws IOException {
        if (fails()) {
            throw failure();
        }
    }

    private IOException failure() {
        if (killed) {
            throw new Kill();
        }
        return new IOException("disk is full");
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        step();
        return super.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        step();
        super.replace(path, content);
    }

    @Override
    public Upload upload() throws IOException {
        step();
        Upload upload = super.upload();
        return new Upload() {
            @Override
            public void write(byte[] bytes, int offset, int count) throws IOException {
                upload.write(bytes, offset, count);
            }

            @Override
            public void publish(String path) throws IOException {
                step();
                upload.publish(path);
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
    }

    @Override
    public boolean delete(String path) throws IOException {
        step();
        return super.delete(path);
    }

    @Override
    public AppendFile append(String path) throws IOException {
        if (killed) {
            throw new Kill();
        }
        AppendFile file = super.append(path);
        forced.putIfAbsent(path, file.size());
        return new AppendFile() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (fails()) {
                    file.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
                    throw failure();
                }
                file.write(bytes);
            }

            @Override
            public void force() throws IOException {
                step();
                file.force();
                forced.put(path, file.size());
            }

            @Override
            public void truncate(long size) throws IOException {
                step();
                file.truncate(size);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
