package org.mlops4j.core.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Examples of the C2SP tlog-tiles specification. */
class LayoutTest {

    @Test
    void writesAnIndexInGroupsOfThreeDigits() {
        assertThat(Layout.tile(0, 1234067, 256)).isEqualTo("audit/tile/0/x001/x234/067");
        assertThat(Layout.tile(3, 7, 256)).isEqualTo("audit/tile/3/007");
        assertThat(Layout.tile(1, 1000, 256)).isEqualTo("audit/tile/1/x001/000");
        assertThat(Layout.bundle(0, 256)).isEqualTo("audit/tile/entries/000");
    }

    @Test
    void writesTheWidthOfAPartialTile() {
        assertThat(Layout.tile(0, 273, 112)).isEqualTo("audit/tile/0/273.p/112");
        assertThat(Layout.bundle(1234067, 1)).isEqualTo("audit/tile/entries/x001/x234/067.p/1");
    }

    @Test
    void knowsTheWidthsOfATreeOf70000() {
        assertThat(Layout.width(70_000, 0, 272)).isEqualTo(256);
        assertThat(Layout.width(70_000, 0, 273)).isEqualTo(112);
        assertThat(Layout.width(70_000, 1, 0)).isEqualTo(256);
        assertThat(Layout.width(70_000, 1, 1)).isEqualTo(17);
        assertThat(Layout.width(70_000, 2, 0)).isEqualTo(1);
    }
}
