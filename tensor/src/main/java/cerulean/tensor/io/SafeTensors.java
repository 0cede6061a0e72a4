package cerulean.tensor.io;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads and writes named tensors as a safetensors file, the format in which PyTorch, JAX and
/// others exchange weights.
///
///     SafeTensors.write(Path.of("net.safetensors"), weights);
///     Map<String, Tensor> weights = SafeTensors.read(Path.of("net.safetensors")).tensors();
///
/// An open file is mapped into memory and lists what it holds; elements are read when their tensor
/// is asked for, and then copied into a Java array, as every tensor's are. A file may be larger
/// than memory, and may be read by several threads. It must not be made shorter meanwhile.
///
///     try (SafeTensors file = SafeTensors.open(Path.of("large.safetensors"))) {
///       Tensor embedding = file.tensor("embedding.weight");
///     }
///
/// A file is refused as a whole if its header or its offsets are not as the format demands; more
/// than the reference implementation asks, no key may be there twice, no tensor may have more than
/// 64 axes, and truth values are 0 or 1. All nine types of [DType] are read and written. Other types
/// of the format are listed and refused when asked for. Names are keys, never paths.
public final class SafeTensors implements Closeable {

  private final FileBytes in;
  private final SafeTensorsHeader header;
  private volatile boolean closed;

  private SafeTensors(FileBytes in, SafeTensorsHeader header) {
    this.in = in;
    this.header = header;
  }

  /// All of a file: tensors in the order of their data, and what is said about them.
  public record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {}

  /// What a file says about one tensor: its type by the format's name, its shape (sizes may be
  /// beyond what a tensor can have), its bytes, and whether [SafeTensors#tensor] can read its type.
  public record Entry(String name, String type, List<Long> shape, long bytes, boolean readable) {}

  /// All tensors and metadata of a file. Throws [TensorFormatException] if one cannot be read.
  public static Contents read(Path file) throws IOException {
    try (SafeTensors open = open(file)) {
      return open.contents();
    }
  }

  /// All tensors and metadata in `bytes`. Throws [TensorFormatException] if one cannot be read.
  public static Contents read(byte[] bytes) throws IOException {
    FileBytes in = FileBytes.of("safetensors", "the given bytes", bytes);
    try (SafeTensors open = new SafeTensors(in, SafeTensorsHeader.read(in))) {
      return open.contents();
    }
  }

  /// Opens a file and checks its header. Throws [TensorFormatException] if it is not as the format
  /// demands.
  public static SafeTensors open(Path file) throws IOException {
    FileBytes in = FileBytes.map("safetensors", file);
    try {
      return new SafeTensors(in, SafeTensorsHeader.read(in));
    } catch (TensorFormatException fault) {
      in.close();
      throw fault;
    }
  }

  private Contents contents() throws TensorFormatException {
    Map<String, Tensor> tensors = LinkedHashMap.newLinkedHashMap(names().size());
    for (String name : names()) {
      tensors.put(name, tensor(name));
    }
    return new Contents(Collections.unmodifiableMap(tensors), metadata());
  }

  /// The names of the tensors, in the order of their data.
  public Set<String> names() {
    return header.entries().keySet();
  }

  /// What the file says about itself.
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /// What the file says about one tensor; [IllegalArgumentException] if it has none of that name.
  public Entry entry(String name) {
    SafeTensorsHeader.Entry entry = named(name);
    return new Entry(
        name,
        entry.type().name(),
        entry.shape(),
        entry.end() - entry.begin(),
        entry.type().type() != null);
  }

  /// Reads one tensor; [IllegalArgumentException] if the file has none of that name.
  ///
  /// Throws [TensorFormatException] if there is no such type of tensors, if it has more elements
  /// than one can have, or a truth value is neither 0 nor 1.
  public Tensor tensor(String name) throws TensorFormatException {
    SafeTensorsHeader.Entry entry = named(name);
    if (closed) {
      throw new IllegalStateException("safetensors: " + in.name() + " is closed; open it again");
    }
    DType type = entry.type().type();
    if (type == null) {
      throw fault(entry, "has elements of type " + entry.type() + ", which no tensor has");
    }
    int[] dims = new int[entry.shape().size()];
    long elements = 1;
    for (int i = 0; i < dims.length; i++) {
      long size = entry.shape().get(i);
      // With a 0 among the sizes, too: sizes and strides of a tensor are ints.
      if (size > FileBytes.MOST_ELEMENTS
          || elements * Math.max(size, 1) > FileBytes.MOST_ELEMENTS) {
        throw fault(
            entry,
            "has shape %s, but a tensor has at most %d elements"
                .formatted(entry.shape(), FileBytes.MOST_ELEMENTS));
      }
      elements *= Math.max(size, 1);
      dims[i] = (int) size;
    }
    long at = header.dataStart() + entry.begin();
    if (type == DType.BOOL) {
      requireTruth(entry, in.bytes(at, Shape.of(dims).size()));
    }
    return Elements.read(in, at, type, ByteOrder.LITTLE_ENDIAN, dims);
  }

  private SafeTensorsHeader.Entry named(String name) {
    SafeTensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "safetensors: no tensor %s in %s, which has %d; see names()"
              .formatted(TensorFormatException.quoted(name), in.name(), names().size()));
    }
    return entry;
  }

  private void requireTruth(SafeTensorsHeader.Entry entry, byte[] values)
      throws TensorFormatException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && values[i] != 1) {
        throw fault(
            entry,
            "has %d for a truth value at place %d; they are 0 or 1"
                .formatted(Byte.toUnsignedInt(values[i]), i));
      }
    }
  }

  private TensorFormatException fault(SafeTensorsHeader.Entry entry, String rule) {
    return new TensorFormatException(
        "safetensors: tensor is not read: %s of %s %s"
            .formatted(TensorFormatException.quoted(entry.name()), in.name(), rule));
  }

  /// Lets go of the file. Tensors that were read stay.
  @Override
  public void close() {
    closed = true;
    in.close();
  }

  /// Writes tensors to a file, whole or not at all, replacing what is there.
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, tensors, Map.of());
  }

  /// Writes tensors and texts about them to a file, whole or not at all, replacing what is there.
  ///
  /// Bytes are those of the reference implementation: wider types first, then by name. Metadata are
  /// sorted by key, so that the same tensors and texts give the same file.
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    SafeTensorsLayout layout = new SafeTensorsLayout(tensors, metadata);
    AtomicFile.write(
        file,
        out -> {
          out.write(layout.header());
          for (Tensor tensor : layout.tensors()) {
            Elements.write(tensor, out);
          }
        });
  }
}
