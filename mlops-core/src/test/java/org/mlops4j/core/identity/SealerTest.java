package org.mlops4j.core.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mlops4j.core.identity.internal.DirectoryKeyProvider;
import org.mlops4j.core.identity.internal.KeySeries;
import org.mlops4j.core.identity.internal.PreparedKey;
import org.mlops4j.core.io.internal.MemoryDirectory;
import org.mlops4j.identity.IntegrityException;
import org.mlops4j.identity.KeyUse;
import org.mlops4j.identity.MlopsException;

class SealerTest {

    private static final byte[] VALUE = "52000 EUR".getBytes(UTF_8);
    private static final byte[] CONTEXT = "prediction 17, field income".getBytes(UTF_8);

    private final MemoryDirectory directory = new MemoryDirectory();
    private final DirectoryKeyProvider keys = new DirectoryKeyProvider(directory);
    private final Sealer sealer = Sealer.of(keys, "customer");

    @Test
    void opensWhatItSealed() {
        byte[] sealed = sealer.seal(VALUE, CONTEXT);
        assertThat(sealed).hasSize(VALUE.length + Sealer.OVERHEAD);
        assertThat(sealer.open(sealed, CONTEXT)).isEqualTo(VALUE);
        assertThat(sealer.open(sealer.seal(new byte[0], CONTEXT), CONTEXT)).isEmpty();
    }

    @Test
    void opensWhatWasSealedBeforeTheKeyWasRotated() {
        byte[] before = sealer.seal(VALUE, CONTEXT);
        keys.rotate(new KeySeries("customer", KeyUse.ENCRYPTION), PreparedKey::publish);
        byte[] after = sealer.seal(VALUE, CONTEXT);
        assertThat(ByteBuffer.wrap(before).getInt(1)).isEqualTo(1);
        assertThat(ByteBuffer.wrap(after).getInt(1)).isEqualTo(2);
        assertThat(sealer.open(before, CONTEXT)).isEqualTo(VALUE);
        assertThat(sealer.open(after, CONTEXT)).isEqualTo(VALUE);
    }

    @Test
    void sealsTheSameValueDifferentlyEachTime() {
        Set<ByteBuffer> sealed = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sealed.add(ByteBuffer.wrap(sealer.seal(VALUE, CONTEXT)));
        }
        assertThat(sealed).hasSize(100);
    }

    @Test
    void refusesEveryChangeCutAndAddition() {
        byte[] sealed = sealer.seal(VALUE, CONTEXT);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i]++;
            // A changed version of the key is one that is not there.
            assertThatExceptionOfType(MlopsException.class).isThrownBy(() -> sealer.open(changed, CONTEXT));
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> sealer.open(cut, CONTEXT));
        }
        byte[] longer = Arrays.copyOf(sealed, sealed.length + 1);
        assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> sealer.open(longer, CONTEXT));
    }

    @Test
    void refusesAnotherContext() {
        byte[] sealed = sealer.seal(VALUE, CONTEXT);
        assertThatThrownBy(() -> sealer.open(sealed, new byte[0]))
                .isInstanceOf(IntegrityException.class)
                .hasMessage("sealed value does not open with key customer/ENCRYPTION/1: it was changed, or sealed in "
                        + "another context or under another key of that name");
    }

    @Test
    void saysThatTheKeyIsGone() {
        byte[] sealed = sealer.seal(VALUE, CONTEXT);
        directory.delete("keys/customer/encryption/1.json");
        assertThatThrownBy(() -> sealer.open(sealed, CONTEXT))
                .isInstanceOf(MlopsException.class)
                .hasMessage(
                        "key customer/ENCRYPTION/1 is not there; what was sealed under it cannot be read without it");
    }

    @Test
    void refusesANewerFormat() {
        byte[] sealed = sealer.seal(VALUE, CONTEXT);
        sealed[0] = 2;
        assertThatThrownBy(() -> sealer.open(sealed, CONTEXT))
                .hasMessage("sealed value has format 2 but this version reads 1");
    }
}
