package cerulean.training;

import cerulean.tensor.DType;
import cerulean.tensor.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.zip.CRC32C;

/// Writes a run down for TensorBoard: numbers, histograms and images in an event file.
///
///     try (TensorBoardLog log = TensorBoardLog.open(Path.of("runs", "first"))) {
///       log.scalars(100, Map.of("loss", 0.25));
///       log.histogram(100, "weights", network.parameters().getFirst().value());
///     }
///
/// then `tensorboard --logdir runs`. Slashes in names make groups, as in `train/loss`.
///
/// An event file is a list of records (TensorFlow's TFRecord: length, its checksum, contents, their
/// checksum), each an `Event` in the wire format of protocol buffers; both are written here by
/// hand. Each opening begins a file of its own, of which TensorBoard makes one curve.
public final class TensorBoardLog implements RunLog {

  private static final String VERSION = "brain.Event:2";

  // Fields of Event (tensorflow/core/util/event.proto).
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  // Fields of SessionLog, and its status START.
  private static final int STATUS = 1;
  private static final long START = 1;

  // Fields of Summary and its values (tensorflow/core/framework/summary.proto).
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  private static final int HISTOGRAM = 5;

  /// Added to a checksum that was turned by 15 bits, so that the sum of data which contain their
  /// own sum is no trivial one (TensorFlow's lib/hash/crc32c.h).
  private static final int MASK_DELTA = 0xA282EAD8;

  private final OutputStream out;
  private final InstantSource clock;
  private long latest;

  private TensorBoardLog(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /// Begins an event file in `folder`, which is made if need be.
  public static TensorBoardLog open(Path folder) throws IOException {
    return open(folder, InstantSource.system());
  }

  static TensorBoardLog open(Path folder, InstantSource clock) throws IOException {
    Files.createDirectories(folder);
    long seconds = clock.instant().getEpochSecond();
    // TensorBoard reads files in the order of their names.
    String name = "events.out.tfevents.%010d.%d.".formatted(seconds, ProcessHandle.current().pid());
    for (int i = 0; ; i++) {
      try {
        OutputStream file =
            Files.newOutputStream(folder.resolve(name + i), StandardOpenOption.CREATE_NEW);
        TensorBoardLog log = new TensorBoardLog(new BufferedOutputStream(file), clock);
        log.write(log.event(0).text(FILE_VERSION, VERSION));
        log.flush();
        return log;
      } catch (FileAlreadyExistsException taken) {
        // Another log of this process in the same second.
      }
    }
  }

  @Override
  public void scalars(long step, Map<String, Double> values) throws IOException {
    WireFormat summary = new WireFormat();
    values.forEach((name, value) ->
        summary.message(
            VALUE, new WireFormat().text(TAG, name).number(SIMPLE_VALUE, value.floatValue())));
    write(event(step).message(SUMMARY, summary));
  }

  /// Writes down how the elements are distributed, in 30 buckets; those that are not finite are
  /// left out.
  @Override
  public void histogram(long step, String name, Tensor values) throws IOException {
    Histogram histogram = Histogram.of(values.toDoubleArray());
    if (histogram != null) {
      value(
          step,
          new WireFormat()
              .text(TAG, name)
              .message(
                  HISTOGRAM,
                  new WireFormat()
                      .number(1, histogram.least())
                      .number(2, histogram.greatest())
                      .number(3, (double) histogram.count())
                      .number(4, histogram.sum())
                      .number(5, histogram.squares())
                      .numbers(6, histogram.limits())
                      .numbers(7, histogram.counts())));
    }
  }

  @Override
  public void image(long step, String name, Tensor image) throws IOException {
    int rank = image.rank();
    int channels = rank == 3 ? image.dim(0) : 1;
    if (rank < 2 || rank > 3 || (channels != 1 && channels != 3) || image.size() == 0) {
      throw notAnImage(image);
    }
    int height = image.dim(rank - 2);
    int width = image.dim(rank - 1);
    // NaN becomes 0.
    byte[] planes = image.mul(255).clamp(0, 255).round().to(DType.U8).toByteArray();
    value(
        step,
        new WireFormat()
            .text(TAG, name)
            .message(
                IMAGE,
                new WireFormat()
                    .number(1, (long) height)
                    .number(2, (long) width)
                    .number(3, (long) channels)
                    .bytes(4, Png.encode(planes, channels, height, width))));
  }

  private void value(long step, WireFormat value) throws IOException {
    write(event(step).message(SUMMARY, new WireFormat().message(VALUE, value)));
  }

  private WireFormat event(long step) {
    latest = Math.max(latest, step);
    return new WireFormat().number(WALL_TIME, clock.millis() / 1e3).number(STEP, step);
  }

  private void write(WireFormat event) throws IOException {
    byte[] data = event.toBytes();
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    out.write(length);
    out.write(maskedChecksum(length));
    out.write(data);
    out.write(maskedChecksum(data));
  }

  private static byte[] maskedChecksum(byte[] data) {
    CRC32C sum = new CRC32C();
    sum.update(data);
    int masked = Integer.rotateRight((int) sum.getValue(), 15) + MASK_DELTA;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }

  /// The latest step there is something of.
  @Override
  public PartState state() {
    return PartState.ofValues(Map.of("step", Long.toString(latest)));
  }

  /// Makes TensorBoard drop what earlier files say about later steps.
  @Override
  public void restore(PartState state) {
    latest = state.longValue("step");
    try {
      // The mark is of the first step that is dropped, which is none there is something of yet.
      write(event(latest + 1).message(SESSION_LOG, new WireFormat().number(STATUS, START)));
      latest--;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static IllegalArgumentException notAnImage(Tensor image) {
    return new IllegalArgumentException(
        "image: must be [height, width] or [channels, height, width] with 1 or 3 channels; got "
            + image.shape());
  }
}
