package org.mlops4j.core.identity.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mlops4j.identity.MlopsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that only their owner may read. One that root owns may be read by a group too, if this process is not root's:
 * that is how secrets are mounted into containers, and nobody but the group could read them otherwise (the rule
 * PostgreSQL has for the key of its server).
 *
 * <p>Where there are access control lists instead of modes, as on Windows, the owner, the system and the administrators
 * may be on them. Where there is neither, one warning is all that can be done.
 */
final class OwnerOnly {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final AtomicBoolean WARNED = new AtomicBoolean();

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** As it is called where there is a list of users, and where there is none. */
    private static final Set<String> ROOT = Set.of("root", "0");

    /** Who may do everything on Windows anyhow. */
    private static final Set<String> PRIVILEGED = Set.of("NT AUTHORITY\\SYSTEM", "BUILTIN\\Administrators");

    private OwnerOnly() {}

    /**
     * Refuses a file that others than its owner may read or change.
     *
     * @param what the file is, for the message
     */
    static void require(String what, Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (posix != null) {
            PosixFileAttributes attributes = posix.readAttributes();
            boolean isOpen =
                    isOpen(attributes.permissions(), attributes.owner().getName(), System.getProperty("user.name", ""));
            if (isOpen) {
                throw new MlopsException(what + " file " + file + " must be readable by its owner only; run: chmod 600 "
                        + file + " (if its file system keeps no modes, keep it on one that does)");
            }
        } else if (acl != null) {
            stranger(acl).ifPresent(name -> {
                throw new MlopsException(what + " file " + file + " must be readable by its owner only but is by "
                        + name + "; run: icacls \"" + file + "\" /inheritance:r /grant:r \"%USERNAME%:F\"");
            });
        } else if (!WARNED.getAndSet(true)) {
            LOG.warn(
                    "who may read the {} file {} cannot be told on its file system; make sure that only this process can",
                    what,
                    file);
        }
    }

    /** Takes a new file away from all but its owner where modes did not do so already. */
    static void restrict(Path file) throws IOException {
        AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (acl != null && Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
            restrict(acl);
        }
    }

    static boolean isOpen(Set<PosixFilePermission> permissions, String owner, String user) {
        boolean isGroupReadable = permissions.contains(PosixFilePermission.GROUP_READ);
        boolean isMounted = ROOT.contains(owner) && !ROOT.contains(user);
        return permissions.stream().anyMatch(OTHERS::contains) || isGroupReadable && !isMounted;
    }

    /** Who else is let in by an access control list. */
    static Optional<String> stranger(AclFileAttributeView view) throws IOException {
        String owner = view.getOwner().getName();
        return view.getAcl().stream()
                .filter(entry -> entry.type() == AclEntryType.ALLOW && isOpening(entry))
                .map(entry -> entry.principal().getName())
                .filter(name -> !name.equals(owner) && !PRIVILEGED.contains(name))
                .findFirst();
    }

    static void restrict(AclFileAttributeView view) throws IOException {
        view.setAcl(List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build()));
    }

    private static boolean isOpening(AclEntry entry) {
        return entry.permissions().stream()
                .anyMatch(permission -> permission == AclEntryPermission.READ_DATA
                        || permission == AclEntryPermission.WRITE_DATA
                        || permission == AclEntryPermission.APPEND_DATA
                        || permission == AclEntryPermission.WRITE_ACL
                        || permission == AclEntryPermission.WRITE_OWNER);
    }
}
