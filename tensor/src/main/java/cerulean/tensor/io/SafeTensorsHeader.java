package cerulean.tensor.io;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What precedes the data of a safetensors file: 8 bytes that count the header, and the header, a
/// JSON object of one entry for each tensor, with `dtype`, `shape` and `data_offsets`, and perhaps
/// `__metadata__`, an object of texts.
///
/// The data behind it must be covered by the tensors without gap or overlap, so that nothing can
/// hide there. `entries` are in the order of the data, which begins at byte `dataStart` of the
/// file.
record SafeTensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {

  /// The reference implementation's limit.
  static final int MOST_BYTES = 100_000_000;

  /// Bytes before the header.
  static final int LENGTH = 8;

  static final String METADATA = "__metadata__";

  /// Each becomes a few objects, so that a header takes no more than some hundred megabytes.
  private static final int MOST_ENTRIES = 1 << 20;

  /// As in NumPy; the format sets no limit.
  private static final int MOST_AXES = 64;

  /// One tensor: its bytes are `begin .. end`, counted from the start of the data.
  record Entry(String name, SafeTensorsType type, List<Long> shape, long begin, long end) {}

  /// Reads and checks the header of a file.
  static SafeTensorsHeader read(FileBytes in) throws TensorFormatException {
    if (in.size() < LENGTH) {
      throw new TensorFormatException(
          "safetensors: file is cut short: %s has %d bytes, the length of its header takes %d"
              .formatted(in.name(), in.size(), LENGTH));
    }
    long length = in.littleEndianLong(0);
    if (length < 0 || length > MOST_BYTES) {
      throw new TensorFormatException(
          "safetensors: header is too long: %s declares %s bytes; at most %d are read"
              .formatted(in.name(), Long.toUnsignedString(length), MOST_BYTES));
    }
    if (length > in.size() - LENGTH) {
      throw new TensorFormatException(
          "safetensors: file is cut short: %s declares a header of %d bytes, but has %d"
              .formatted(in.name(), length, in.size() - LENGTH));
    }
    byte[] text = in.bytes(LENGTH, (int) length);
    Parser parser = new Parser(new JsonReader("safetensors", in.name(), text, LENGTH));
    parser.document();
    Map<String, Entry> entries = covering(parser.entries, in, in.size() - LENGTH - length);
    return new SafeTensorsHeader(
        Collections.unmodifiableMap(entries),
        Collections.unmodifiableMap(parser.metadata),
        LENGTH + length);
  }

  /// The entries in the order of their data, which must fill `bytes`.
  private static Map<String, Entry> covering(List<Entry> entries, FileBytes in, long bytes)
      throws TensorFormatException {
    // Stable: empty tensors at one place stay in the header's order.
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    Map<String, Entry> sorted = LinkedHashMap.newLinkedHashMap(entries.size());
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin != end) {
        throw new TensorFormatException(
            "safetensors: data %s: %s of %s begins at byte %d of the data, not %d"
                .formatted(
                    entry.begin < end ? "overlap" : "have a gap",
                    TensorFormatException.quoted(entry.name),
                    in.name(),
                    entry.begin,
                    end));
      }
      end = entry.end;
      sorted.put(entry.name, entry);
    }
    if (end != bytes) {
      throw new TensorFormatException(
          "safetensors: %s: the tensors of %s take %d bytes, but it has %d of data"
              .formatted(
                  end > bytes ? "file is cut short" : "bytes behind the data",
                  in.name(),
                  end,
                  bytes));
    }
    return sorted;
  }

  /// Takes the JSON apart.
  private static final class Parser {

    private final JsonReader json;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    Parser(JsonReader json) {
      this.json = json;
    }

    void document() throws TensorFormatException {
      json.object(name -> {
        if (name.equals(METADATA)) {
          json.object(key -> metadata.put(key, json.string()));
        } else {
          if (entries.size() == MOST_ENTRIES) {
            throw json.fault("there are more than " + MOST_ENTRIES + " tensors");
          }
          entries.add(entry(name));
        }
      });
      json.end();
    }

    private Entry entry(String name) throws TensorFormatException {
      Fields fields = new Fields();
      json.object(key -> {
        switch (key) {
          case "dtype" -> fields.type = type();
          case "shape" -> fields.shape = numbers(MOST_AXES, "axes");
          case "data_offsets" -> fields.offsets = numbers(2, "offsets");
          // Others may be there, as in the reference implementation.
          default -> json.skip();
        }
      });
      SafeTensorsType type = fields.type;
      List<Long> shape = fields.shape;
      List<Long> offsets = fields.offsets;
      if (type == null || shape == null || offsets == null) {
        String missing = type == null ? "dtype" : shape == null ? "shape" : "data_offsets";
        throw fault(name, "has no " + missing);
      }
      if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
        throw fault(name, "has data_offsets " + offsets + ", not a begin and an end");
      }
      Entry entry = new Entry(name, type, shape, offsets.get(0), offsets.get(1));
      requireSize(entry);
      return entry;
    }

    /// Requires that shape and type ask for just the bytes between the offsets.
    private void requireSize(Entry entry) throws TensorFormatException {
      long bits = entry.type.bits();
      try {
        for (long size : entry.shape) {
          bits = Math.multiplyExact(bits, size);
        }
      } catch (ArithmeticException overflow) {
        throw fault(entry.name, "has shape " + entry.shape + ", which is beyond any file");
      }
      if (bits % 8 != 0) {
        throw fault(
            entry.name,
            "has shape " + entry.shape + " of " + entry.type + ", which ends within a byte");
      }
      if (bits / 8 != entry.end - entry.begin) {
        throw fault(
            entry.name,
            "has shape %s of %s, which is %d bytes, but data_offsets for %d"
                .formatted(entry.shape, entry.type, bits / 8, entry.end - entry.begin));
      }
    }

    private TensorFormatException fault(String name, String rule) {
      return json.fault("the tensor " + TensorFormatException.quoted(name) + " " + rule);
    }

    private SafeTensorsType type() throws TensorFormatException {
      String name = json.string();
      SafeTensorsType type = SafeTensorsType.named(name);
      if (type == null) {
        throw json.fault("the dtype " + TensorFormatException.quoted(name) + " is not known");
      }
      return type;
    }

    private List<Long> numbers(int most, String what) throws TensorFormatException {
      List<Long> numbers = new ArrayList<>();
      json.array(() -> {
        if (numbers.size() == most) {
          throw json.fault("there are more than " + most + " " + what);
        }
        numbers.add(json.whole());
      });
      return List.copyOf(numbers);
    }
  }

  /// What is known of an entry while it is read.
  private static final class Fields {
    private @Nullable SafeTensorsType type;
    private @Nullable List<Long> shape;
    private @Nullable List<Long> offsets;
  }
}
