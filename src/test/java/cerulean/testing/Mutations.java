package cerulean.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Damaged copies of a good file, for readers of files that nobody has vouched for.
///
/// What a reader owes: it returns a value or throws its one exception, and takes no more memory
/// than a small multiple of the file. [#survive] says so for a row of copies.
public final class Mutations {

  /// Numbers that go wrong where a length is expected: nothing, signs, edges of 31, 32 and 63 bits,
  /// and products that overflow.
  private static final long[] LENGTHS = {
    0,
    1,
    -1,
    0x7F,
    0x80,
    0xFFFF,
    Integer.MAX_VALUE,
    1L << 31,
    0xFFFF_FFFFL,
    1L << 32,
    1L << 61,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private Mutations() {}

  /// A damaged file, and how it came about.
  public record Damaged(String how, byte[] bytes) {}

  /// What is tested: reads all of a file.
  @FunctionalInterface
  public interface Reading {
    /// Reads it.
    void read(byte[] bytes) throws Exception;
  }

  /// The first `n` bytes, for every `n` below the length.
  public static Stream<Damaged> truncations(byte[] good) {
    return IntStream.range(0, good.length)
        .mapToObj(n -> new Damaged("first " + n + " bytes", Arrays.copyOf(good, n)));
  }

  /// Every byte in turn, each of its bits inverted in turn, then all of them.
  public static Stream<Damaged> flips(byte[] good) {
    return IntStream.range(0, 9 * good.length)
        .mapToObj(i -> {
          byte[] bad = good.clone();
          int mask = i % 9 == 8 ? 0xFF : 1 << (i % 9);
          bad[i / 9] ^= (byte) mask;
          return new Damaged("byte %d ^ 0x%02x".formatted(i / 9, mask), bad);
        });
  }

  /// Lengths that are wrong, in place of one byte or of as many as they take, at every place: as
  /// protobuf's varint, as decimal digits, as 4 and 8 bytes in either order.
  public static Stream<Damaged> lengthSplices(byte[] good) {
    return IntStream.range(0, good.length)
        .boxed()
        .flatMap(at ->
            Arrays.stream(LENGTHS)
                .boxed()
                .flatMap(length ->
                    encodings(length)
                        .flatMap(code ->
                            Stream.of(
                                spliced(good, at, 1, code, "length " + length + " for byte " + at),
                                spliced(
                                    good,
                                    at,
                                    code.length,
                                    code,
                                    "length " + length + " over byte " + at)))));
  }

  /// `count` copies with one to four random edits each: a byte set, a piece removed, doubled or
  /// copied over another, a wrong length in place of a byte. The same seed gives the same copies.
  public static Stream<Damaged> random(byte[] good, long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> {
          byte[] bad = good;
          for (int edits = random.nextInt(1, 5); edits > 0 && bad.length > 0; edits--) {
            bad = edit(bad, random);
          }
          return new Damaged("random copy " + i + " of seed " + seed, bad);
        });
  }

  private static byte[] edit(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(bytes.length - at, 16) + 1);
    byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
    return switch (random.nextInt(5)) {
      case 0 -> splice(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> splice(bytes, at, length, new byte[0]);
      case 2 -> splice(bytes, at, 0, piece);
      case 3 -> splice(bytes, random.nextInt(bytes.length), length, piece);
      default -> splice(bytes, at, 1, varint(LENGTHS[random.nextInt(LENGTHS.length)]));
    };
  }

  private static Stream<byte[]> encodings(long number) {
    return Stream.of(
        varint(number),
        Long.toString(number).getBytes(StandardCharsets.US_ASCII),
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) number).array(),
        ByteBuffer.allocate(4).putInt((int) number).array(),
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array(),
        ByteBuffer.allocate(8).putLong(number).array());
  }

  private static byte[] varint(long number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static Damaged spliced(byte[] good, int at, int removed, byte[] added, String how) {
    return new Damaged(how, splice(good, at, removed, added));
  }

  private static byte[] splice(byte[] good, int at, int removed, byte[] added) {
    int rest = Math.min(at + removed, good.length);
    byte[] bad = Arrays.copyOf(good, at + added.length + good.length - rest);
    System.arraycopy(added, 0, bad, at, added.length);
    System.arraycopy(good, rest, bad, at + added.length, good.length - rest);
    return bad;
  }

  /// Asserts that each copy is read or refused with exactly `refusal`, whose message is one line,
  /// and that neither takes more than `bytesPerByte` times its size and 100 kB beside. Returns how
  /// many were refused.
  public static int survive(
      Stream<Damaged> copies,
      Class<? extends Exception> refusal,
      long bytesPerByte,
      Reading reading) {
    int[] refused = new int[1];
    copies.forEach(damaged -> {
      long most = 100_000 + bytesPerByte * damaged.bytes().length;
      Outcome outcome = Outcome.of(reading, damaged.bytes());
      if (outcome.taken() > most) {
        // Once more: the first time classes may have been loaded.
        outcome = Outcome.of(reading, damaged.bytes());
      }
      long taken = outcome.taken();
      assertTrue(taken <= most, () -> damaged.how() + " took " + taken + " bytes of " + most);
      Throwable thrown = outcome.thrown();
      if (thrown != null) {
        if (thrown.getClass() != refusal) {
          fail(damaged.how() + " threw " + thrown, thrown);
        }
        String message = String.valueOf(thrown.getMessage());
        assertEquals(1, message.lines().count(), () -> damaged.how() + " says " + message);
        refused[0]++;
      }
    });
    return refused[0];
  }

  /// Bytes that the JVM counts for this thread, and what was thrown, null if nothing.
  private record Outcome(long taken, Throwable thrown) {

    static Outcome of(Reading reading, byte[] bytes) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      Throwable thrown = null;
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        reading.read(bytes);
      } catch (Throwable any) {
        thrown = any;
      }
      return new Outcome(threads.getCurrentThreadAllocatedBytes() - before, thrown);
    }
  }
}
