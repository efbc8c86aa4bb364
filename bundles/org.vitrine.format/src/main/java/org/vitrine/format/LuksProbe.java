package org.vitrine.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The header of an encrypted disk, as the LUKS on-disk format specifications 1.2.3 and 2 describe it, big-endian: magic
 * at 0, version at 6; in version 1 the first sector of the data at 104; in version 2 bytes of the whole header at 8, of
 * which all behind the first 4 KiB is a JSON text that says where the data lies.
 */
final class LuksProbe extends Probe {
    private static final int HEADER = 592;
    private static final int VERSION = 6;
    private static final int PAYLOAD_SECTOR = 104;
    private static final int HEADER_SIZE = 8;
    private static final long TEXT = 4096;
    private static final long LARGEST_HEADER = 4 << 20;
    private static final String DETACHED = "is a header whose data lies elsewhere";

    private final LuksSegments segments = new LuksSegments();
    private boolean begun;
    private long textLeft;
    private boolean textRead;
    private long payload;

    LuksProbe() {
        super(DiskFormat.LUKS, ByteOrder.BIG_ENDIAN, 0, HEADER);
    }

    @Override
    boolean recognises(ByteBuffer start) {
        return has(start, 0, "LUKS\u00ba\u00be");
    }

    @Override
    void read(ByteBuffer bytes) {
        if (begun) {
            readText(bytes);
            return;
        }
        begun = true;
        int version = bytes.getShort(VERSION) & 0xffff;
        subtype("luks" + version);
        switch (version) {
            case 1 -> readPayload(unsigned(bytes, PAYLOAD_SECTOR) * SECTOR);
            case 2 -> awaitText(bytes.getLong(HEADER_SIZE));
            default -> danger(Danger.Kind.UNSUPPORTED, "is of a version that is not supported");
        }
    }

    private void readPayload(long bytes) {
        payload = bytes;
        if (bytes == 0) {
            danger(Danger.Kind.OTHER_FILES, DETACHED);
        }
    }

    private void awaitText(long headerSize) {
        if (headerSize <= TEXT || headerSize > LARGEST_HEADER || headerSize % TEXT != 0) {
            danger(Danger.Kind.MALFORMED, "has a header of an impossible length");
            return;
        }
        textLeft = headerSize - TEXT;
        await(TEXT, SECTOR);
    }

    private void readText(ByteBuffer bytes) {
        segments.accept(bytes);
        textLeft -= SECTOR;
        if (textLeft > 0) {
            awaitNext(SECTOR);
        } else if (!segments.isUnderstood()) {
            danger(Danger.Kind.MALFORMED, "has a header that makes no sense");
        } else if (segments.start() == 0) {
            danger(Danger.Kind.OTHER_FILES, DETACHED);
        } else {
            textRead = true;
        }
    }

    @Override
    void end(long size, Tail tail) {
        if (payload > size || textRead && segments.end() > size) {
            danger(Danger.Kind.TRUNCATED, "is cut off");
        } else if (payload > 0) {
            virtualSize(size - payload, Long.MAX_VALUE);
        } else if (textRead) {
            virtualSize(segments.dataSize(size), Long.MAX_VALUE);
        }
    }
}
