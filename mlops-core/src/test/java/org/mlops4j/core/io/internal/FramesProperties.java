package org.mlops4j.core.io.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mlops4j.core.io.internal.FrameFile.SALT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.mlops4j.core.io.internal.FrameFile.Found;
import org.mlops4j.core.io.internal.FrameFile.Frame;

class FramesProperties {

    @Property(tries = 200)
    void framesReadBackHoweverTheStreamHandsThemOut(@ForAll long seed) throws IOException {
        List<Frame> frames = frames(seed);
        byte[] file = FrameFile.write(SALT, frames);

        assertThat(FrameFile.read(SALT, dripping(file, seed))).isEqualTo(new Found(frames, file.length, null));
    }

    @Property(tries = 200)
    void damageAnywhereGivesAPrefixOfWhatWasWritten(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Frame> frames = frames(seed);
        byte[] file = FrameFile.write(SALT, frames);
        if (file.length == 0) {
            return;
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            file[random.nextInt(file.length)] ^= (byte) random.nextInt(1, 256);
        }
        Found found = FrameFile.read(SALT, new ByteArrayInputStream(file));

        assertThat(found.frames()).isEqualTo(frames.subList(0, found.frames().size()));
        assertThat(found.validEnd()).isEqualTo(FrameFile.write(SALT, found.frames()).length);
    }

    private static List<Frame> frames(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Frame> frames = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(150_000) : random.nextInt(200)];
            random.nextBytes(payload);
            frames.add(new Frame(random.nextInt(256), payload));
        }
        return frames;
    }

    /** A stream that hands out as few bytes as it likes. */
    private static InputStream dripping(byte[] file, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(30_000)));
            }
        };
    }
}
