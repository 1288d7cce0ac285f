package org.mlops4j.core.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modes as on Unix; access control lists as Windows reports them, played by {@link Listed}. */
class OwnerOnlyTest {

    @ParameterizedTest
    @CsvSource({
        "rw-------, mlops, mlops, false",
        "r--------, mlops, mlops, false",
        "rwx------, mlops, mlops, false",
        "rw-r-----, mlops, mlops, true",
        "rw--w----, mlops, mlops, true",
        "rw---x---, mlops, mlops, true",
        "rw----r--, mlops, mlops, true",
        "rw-----w-, mlops, mlops, true",
        "rwxrwxrwx, mlops, mlops, true",
        // Mounted into a container: root owns it, and only its group can read it.
        "r--r-----, root, mlops, false",
        "rw-r-----, root, mlops, false",
        "r--r-----, 0, 1000, false",
        "r--rw----, root, mlops, true",
        "r--r--r--, root, mlops, true",
        "rw-r-----, root, root, true"
    })
    void tellsWhetherOthersAreLetIn(String mode, String owner, String user, boolean isOpen) {
        assertThat(OwnerOnly.isOpen(PosixFilePermissions.fromString(mode), owner, user))
                .isEqualTo(isOpen);
    }

    @Test
    void leavesModesAlone(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("key"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        OwnerOnly.restrict(file);
        OwnerOnly.require("key", file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void letsTheOwnerTheSystemAndTheAdministratorsRead() throws IOException {
        Listed list = new Listed(
                entry("BOX\\mlops", AclEntryType.ALLOW, AclEntryPermission.READ_DATA),
                entry("NT AUTHORITY\\SYSTEM", AclEntryType.ALLOW, AclEntryPermission.READ_DATA),
                entry("BUILTIN\\Administrators", AclEntryType.ALLOW, AclEntryPermission.READ_DATA));
        assertThat(OwnerOnly.stranger(list)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"READ_DATA", "WRITE_DATA", "APPEND_DATA", "WRITE_ACL", "WRITE_OWNER"})
    void namesWhoElseIsLetIn(AclEntryPermission permission) throws IOException {
        Listed list = new Listed(
                entry("BOX\\mlops", AclEntryType.ALLOW, AclEntryPermission.READ_DATA),
                entry("BUILTIN\\Users", AclEntryType.ALLOW, permission));
        assertThat(OwnerOnly.stranger(list)).contains("BUILTIN\\Users");
    }

    @Test
    void mindsNobodyWhoIsShutOutOrSeesOnlyTheAttributes() throws IOException {
        Listed list = new Listed(
                entry("BUILTIN\\Guests", AclEntryType.DENY, AclEntryPermission.READ_DATA),
                entry("BUILTIN\\Users", AclEntryType.ALLOW, AclEntryPermission.READ_ATTRIBUTES));
        assertThat(OwnerOnly.stranger(list)).isEmpty();
    }

    @Test
    void shutsOutAllButTheOwner() throws IOException {
        Listed list = new Listed(entry("BUILTIN\\Users", AclEntryType.ALLOW, AclEntryPermission.READ_DATA));
        OwnerOnly.restrict(list);
        assertThat(OwnerOnly.stranger(list)).isEmpty();
        assertThat(list.getAcl()).singleElement().satisfies(entry -> {
            assertThat(entry.principal()).isEqualTo(list.getOwner());
            assertThat(entry.permissions()).contains(AclEntryPermission.READ_DATA, AclEntryPermission.DELETE);
        });
    }

    private static AclEntry entry(String name, AclEntryType type, AclEntryPermission permission) {
        return AclEntry.newBuilder()
                .setType(type)
                .setPrincipal(new Named(name))
                .setPermissions(permission)
                .build();
    }

    private record Named(String name) implements UserPrincipal {

        @Override
        public String getName() {
            return name;
        }
    }

    /** The access control list of a file of BOX\mlops. */
    private static final class Listed implements AclFileAttributeView {

        private List<AclEntry> entries;

        Listed(AclEntry... entries) {
            this.entries = List.of(entries);
        }

        @Override
        public String name() {
            return "acl";
        }

        @Override
        public List<AclEntry> getAcl() {
            return entries;
        }

        @Override
        public void setAcl(List<AclEntry> acl) {
            entries = List.copyOf(acl);
        }

        @Override
        public UserPrincipal getOwner() {
            return new Named("BOX\\mlops");
        }

        @Override
        public void setOwner(UserPrincipal owner) {
            throw new UnsupportedOperationException();
        }
    }
}
