package cerulean.studies.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a file, or data that were drawn, held when a run saw it.
///
/// - `name`: of the file without its folder, or of the data
/// - `bytes`: how many
/// - `sha256`: their checksum, in hexadecimal
public record FileRecord(String name, long bytes, String sha256) {

  private static final int BUFFER = 1 << 16;

  /// The record of a file.
  public static FileRecord of(Path file) throws IOException {
    MessageDigest digest = digest();
    long bytes;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes = 0;
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
      }
    }
    return new FileRecord(String.valueOf(file.getFileName()), bytes, hex(digest));
  }

  /// The record of data in memory, part after part.
  public static FileRecord of(String name, byte[]... parts) {
    MessageDigest digest = digest();
    long bytes = 0;
    for (byte[] part : parts) {
      digest.update(part);
      bytes += part.length;
    }
    return new FileRecord(name, bytes, hex(digest));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
