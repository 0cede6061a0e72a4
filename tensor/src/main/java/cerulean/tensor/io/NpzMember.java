package cerulean.tensor.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/// The bytes of one member of an archive, which end where it says and have the checksum that it
/// says; `java.util.zip.ZipFile` looks at neither.
final class NpzMember extends FilterInputStream {

  private final ZipEntry entry;
  private final String name;
  private final CRC32 sum = new CRC32();
  private long count;

  NpzMember(InputStream in, ZipEntry entry, String name) {
    super(in);
    this.entry = entry;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    int got = super.read(to, from, length);
    if (got < 0) {
      requireWhole();
      return got;
    }
    sum.update(to, from, got);
    count += got;
    if (count > entry.getSize()) {
      throw new TensorFormatException(
          "npz: member is longer than declared: %s declares %d bytes"
              .formatted(name, entry.getSize()));
    }
    return got;
  }

  private void requireWhole() throws TensorFormatException {
    if (count < entry.getSize()) {
      throw new TensorFormatException(
          "npz: member is cut short: %s declares %d bytes, but has %d"
              .formatted(name, entry.getSize(), count));
    }
    if (sum.getValue() != entry.getCrc()) {
      throw new TensorFormatException("npz: checksum differs: " + name + "; fetch it again");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
