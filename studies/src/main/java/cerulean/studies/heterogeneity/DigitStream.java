package cerulean.studies.heterogeneity;

import cerulean.data.GeneratedDigits;
import cerulean.data.Images;
import cerulean.data.Split;
import cerulean.neuro.spiking.coding.RateCode;
import cerulean.studies.run.FileRecord;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Drawn digits of half their size in rate code.
final class DigitStream {

  /// Pixels to a side: 28 by 28 in squares of two by two.
  static final int SIDE = GeneratedDigits.SIDE / 2;

  static final int FIBRES = SIDE * SIDE;

  private static final int TEST = 1;

  private final Images train;
  private final Images test;
  private final int[][] joined = new int[StreamProtocol.CONTEXTS][];
  private final int steps;
  private final Examples first;
  private final Examples all;
  private final List<FileRecord> records;

  /// Spikes `[steps, examples, fibres]` and classes, I64.
  record Examples(Tensor spikes, Tensor labels) {}

  /// - `seed`: of the pictures and of the spikes that show the test pictures
  DigitStream(StreamProtocol protocol, long seed) {
    Split split = GeneratedDigits.generate(protocol.train(), protocol.test(), seed);
    train = split.train();
    test = split.test();
    steps = protocol.steps();
    for (int k = 0; k < joined.length; k++) {
      int[] classes = new int[2 * (k + 1)];
      Arrays.setAll(classes, c -> c);
      joined[k] = train.rowsOf(classes);
    }
    Philox random = Philox.of(seed).split(TEST);
    int[] pair = test.rowsOf(0, 1);
    first = show(test, Arrays.copyOf(pair, Math.min(pair.length, protocol.evaluated())), random);
    int[] rows = new int[Math.min(test.size(), 4 * protocol.evaluated())];
    Arrays.setAll(rows, i -> i);
    all = show(test, rows, random);
    records = List.of(record("digits, train", train), record("digits, test", test));
  }

  /// A batch from the classes of a context, counted from 0, and those before.
  Examples draw(int context, int size, Philox random) {
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      rows[i] = joined[context][random.nextInt(joined[context].length)];
    }
    return show(train, rows, random);
  }

  /// Test pictures of the first two classes.
  Examples first() {
    return first;
  }

  /// Test pictures of all classes.
  Examples all() {
    return all;
  }

  /// Checksums of the pixels.
  FileRecord[] records() {
    return records.toArray(FileRecord[]::new);
  }

  private Examples show(Images images, int[] rows, Philox random) {
    float[] brightness = new float[rows.length * FIBRES];
    long[] labels = new long[rows.length];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      labels[i] = images.label(rows[i]);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int sum = 0;
          for (int corner = 0; corner < 4; corner++) {
            sum += images.pixel(rows[i], 2 * y + corner / 2, 2 * x + corner % 2);
          }
          brightness[at++] = sum / (4 * 255f);
        }
      }
    }
    Tensor shown = Tensor.wrap(brightness, rows.length, FIBRES);
    return new Examples(RateCode.bernoulli(shown, steps, random), Tensor.wrap(labels, rows.length));
  }

  private static FileRecord record(String name, Images images) {
    byte[] pixels = new byte[images.size() * images.pixelsPerImage()];
    byte[] labels = new byte[images.size()];
    int at = 0;
    for (int row = 0; row < images.size(); row++) {
      labels[row] = (byte) images.label(row);
      for (int y = 0; y < images.height(); y++) {
        for (int x = 0; x < images.width(); x++) {
          pixels[at++] = (byte) images.pixel(row, y, x);
        }
      }
    }
    return FileRecord.of(name, pixels, labels);
  }
}
