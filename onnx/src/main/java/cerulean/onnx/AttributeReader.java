package cerulean.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads one `AttributeProto`: the first pass finds name and kind, the second the value.
final class AttributeReader {

  /// Numbers in one attribute; real ones have at most some thousand.
  private static final int MOST_NUMBERS = 1 << 27;

  /// What a kind is called in messages, by its number in `AttributeProto.AttributeType`.
  private static final List<String> KINDS =
      List.of(
          "undefined",
          "a float",
          "an integer",
          "a text",
          "a tensor",
          "a graph",
          "floats",
          "integers",
          "texts",
          "tensors",
          "graphs",
          "a sparse tensor",
          "sparse tensors",
          "a type",
          "types");

  /// The last kind that is read. Its value, and that of each kind before, is in the field whose
  /// number is one higher than its own.
  private static final int GRAPHS = 10;

  private final WireReader in;
  private String name = "";
  private int kind;

  /// A bit for each kind whose field is there.
  private int there;

  private AttributeReader(WireReader in) {
    this.in = in;
  }

  /// Adds the attribute to those of its node.
  static void read(WireReader in, Map<String, Attribute> attributes) throws OnnxFormatException {
    AttributeReader reader = new AttributeReader(in);
    reader.findKind();
    if (attributes.put(reader.name, reader.value()) != null) {
      throw reader.fault("is given twice");
    }
  }

  private void findKind() throws OnnxFormatException {
    while (in.next()) {
      int field = in.field();
      switch (field) {
        case 1 -> {
          in.once();
          name = in.text();
        }
        case 2, 3, 4, 5, 6 -> {
          in.once();
          there |= 1 << (field - 1);
          in.skip();
        }
        case 7, 8, 9, 10, 11 -> {
          there |= 1 << (field - 1);
          in.skip();
        }
        case 20 -> {
          in.once();
          kind = in.int32();
        }
        case 21 -> throw in.fault("attribute refers to one of a function, which is not read");
        default -> in.skip();
      }
    }
    if (name.isEmpty()) {
      throw in.faultOfMessage("attribute has no name");
    }
    // IR version 1 has no kinds: the field that is there tells.
    if (kind == 0 && Integer.bitCount(there) == 1) {
      kind = Integer.numberOfTrailingZeros(there);
    }
    if (kind <= 0 || kind >= KINDS.size()) {
      throw fault("has no kind that ONNX knows: " + kind);
    }
    if (kind > GRAPHS) {
      throw fault("is " + KINDS.get(kind) + ", which is not read");
    }
    int others = there & ~(1 << kind);
    if (others != 0) {
      throw fault(
          "is both "
              + KINDS.get(kind)
              + " and "
              + KINDS.get(Integer.numberOfTrailingZeros(others)));
    }
  }

  /// The value; a number or text that is not there is 0 or empty, as protobuf has it.
  private Attribute value() throws OnnxFormatException {
    WireReader values = in.again();
    return switch (kind) {
      case 1 -> new Attribute.Float32(find(values) ? values.float32() : 0);
      case 2 -> new Attribute.Int(find(values) ? values.varint() : 0);
      case 3 -> new Attribute.Text(find(values) ? values.text() : "");
      case 4 -> {
        need(values);
        yield new Attribute.TensorValue(TensorReader.read(values.message()));
      }
      case 5 -> {
        need(values);
        yield new Attribute.GraphValue(ModelReader.graph(values.message()));
      }
      case 6 -> new Attribute.Floats(floats(values));
      case 7 -> new Attribute.Ints(longs(values));
      case 8 -> {
        List<String> texts = new ArrayList<>();
        while (find(values)) {
          texts.add(values.text());
        }
        yield new Attribute.Texts(texts);
      }
      case 9 -> {
        List<TensorData> tensors = new ArrayList<>();
        while (find(values)) {
          tensors.add(TensorReader.read(values.message()));
        }
        yield new Attribute.Tensors(tensors);
      }
      default -> {
        List<Graph> graphs = new ArrayList<>();
        while (find(values)) {
          graphs.add(ModelReader.graph(values.message()));
        }
        yield new Attribute.Graphs(graphs);
      }
    };
  }

  /// Goes to the next field with a value of the kind; false if there is none any more.
  private boolean find(WireReader values) throws OnnxFormatException {
    while (values.next()) {
      if (values.field() == kind + 1) {
        return true;
      }
      values.skip();
    }
    return false;
  }

  private void need(WireReader values) throws OnnxFormatException {
    if (!find(values)) {
      throw fault("has no value");
    }
  }

  private float[] floats(WireReader values) throws OnnxFormatException {
    int count = 0;
    while (find(values)) {
      count = sum(count, values.countFixed(Float.BYTES));
    }
    float[] floats = new float[count];
    int filled = 0;
    WireReader pass = in.again();
    while (find(pass)) {
      ByteBuffer part = pass.fixed(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int n = part.remaining() / Float.BYTES;
      part.asFloatBuffer().get(floats, filled, n);
      filled += n;
    }
    return floats;
  }

  private long[] longs(WireReader values) throws OnnxFormatException {
    int count = 0;
    while (find(values)) {
      count = sum(count, values.countVarints());
    }
    LongBuffer longs = LongBuffer.allocate(count);
    WireReader pass = in.again();
    while (find(pass)) {
      pass.varints(longs::put);
    }
    return longs.array();
  }

  private int sum(int count, int more) throws OnnxFormatException {
    if (count + (long) more > MOST_NUMBERS) {
      throw fault("has more than " + MOST_NUMBERS + " numbers");
    }
    return count + more;
  }

  private OnnxFormatException fault(String rule) {
    return in.faultOfMessage("attribute " + WireSource.quoted(name) + " " + rule);
  }
}
