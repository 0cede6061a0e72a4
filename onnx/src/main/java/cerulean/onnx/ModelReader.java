package cerulean.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `ModelProto` and what is in it, except attributes and tensors. One method per message,
/// field numbers as in `onnx.proto3`. Fields that say nothing about the result of a model, such as
/// documentation, metadata and intermediate types, are skipped.
final class ModelReader {

  /// From this version on a model must say which operator sets it means.
  private static final int FIRST_IR_WITH_OPSETS = 3;

  private ModelReader() {}

  static Model model(WireReader in) throws OnnxFormatException {
    long irVersion = 0;
    String producer = "";
    String producerVersion = "";
    Map<String, Long> opsets = new LinkedHashMap<>();
    Optional<Graph> graph = Optional.empty();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          in.once();
          irVersion = in.varint();
        }
        case 2 -> {
          in.once();
          producer = in.text();
        }
        case 3 -> {
          in.once();
          producerVersion = in.text();
        }
        case 7 -> {
          in.once();
          graph = Optional.of(graph(in.message()));
        }
        case 8 -> readOpset(in.message(), opsets);
        case 25 ->
            throw in.fault("model has functions of its own, which are not read; inline them");
        default -> in.skip();
      }
    }
    if (irVersion <= 0) {
      throw in.faultOfMessage("not an ONNX model: it has no IR version");
    }
    if (graph.isEmpty()) {
      throw in.faultOfMessage("model has no graph");
    }
    if (opsets.isEmpty()) {
      if (irVersion >= FIRST_IR_WITH_OPSETS) {
        throw in.faultOfMessage("model does not say which operator sets it uses");
      }
      opsets.put("", 1L);
    }
    return new Model(irVersion, producer, producerVersion, opsets, graph.get());
  }

  private static void readOpset(WireReader in, Map<String, Long> opsets)
      throws OnnxFormatException {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          in.once();
          domain = domain(in);
        }
        case 2 -> {
          in.once();
          version = in.varint();
        }
        default -> in.skip();
      }
    }
    if (version <= 0) {
      throw in.faultOfMessage(
          "operator set " + WireSource.quoted(domain) + " has version " + version);
    }
    if (opsets.put(domain, version) != null) {
      throw in.faultOfMessage("operator set " + WireSource.quoted(domain) + " is given twice");
    }
  }

  private static String domain(WireReader in) throws OnnxFormatException {
    String domain = in.text();
    return domain.equals("ai.onnx") ? "" : domain;
  }

  static Graph graph(WireReader in) throws OnnxFormatException {
    String name = "";
    List<Node> nodes = new ArrayList<>();
    Map<String, TensorData> initializers = new LinkedHashMap<>();
    List<ValueInfo> inputs = new ArrayList<>();
    List<ValueInfo> outputs = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(node(in.message()));
        case 2 -> {
          in.once();
          name = in.text();
        }
        case 5 -> {
          TensorData initializer = TensorReader.read(in.message());
          if (initializer.name().isEmpty()) {
            throw in.fault("initializer has no name");
          }
          if (initializers.put(initializer.name(), initializer) != null) {
            throw in.fault(
                "initializer " + WireSource.quoted(initializer.name()) + " is given twice");
          }
        }
        case 11 -> inputs.add(valueInfo(in.message()));
        case 12 -> outputs.add(valueInfo(in.message()));
        case 15 -> throw in.fault("graph has a sparse initializer, which is not read");
        default -> in.skip();
      }
    }
    checkNamedOnce(in, inputs);
    return new Graph(name, nodes, initializers, inputs, outputs);
  }

  /// An output may be listed twice, an input may not.
  private static void checkNamedOnce(WireReader in, List<ValueInfo> inputs)
      throws OnnxFormatException {
    Set<String> names = new HashSet<>();
    for (ValueInfo input : inputs) {
      if (!names.add(input.name())) {
        throw in.faultOfMessage(
            "graph input " + WireSource.quoted(input.name()) + " is given twice");
      }
    }
  }

  private static Node node(WireReader in) throws OnnxFormatException {
    String opType = "";
    String domain = "";
    String name = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> {
          in.once();
          name = in.text();
        }
        case 4 -> {
          in.once();
          opType = in.text();
        }
        case 5 -> AttributeReader.read(in.message(), attributes);
        case 7 -> {
          in.once();
          domain = domain(in);
        }
        default -> in.skip();
      }
    }
    if (opType.isEmpty()) {
      throw in.faultOfMessage("node " + WireSource.quoted(name) + " has no operator");
    }
    return new Node(opType, domain, name, inputs, outputs, attributes);
  }

  private static ValueInfo valueInfo(WireReader in) throws OnnxFormatException {
    String name = "";
    ValueInfo type = new ValueInfo("", ElementType.UNDEFINED, Optional.empty());
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          in.once();
          name = in.text();
        }
        case 2 -> {
          in.once();
          type = type(in.message());
        }
        default -> in.skip();
      }
    }
    if (name.isEmpty()) {
      throw in.faultOfMessage("input or output of a graph has no name");
    }
    return new ValueInfo(name, type.type(), type.shape());
  }

  /// A `TypeProto` as a declaration without name.
  private static ValueInfo type(WireReader in) throws OnnxFormatException {
    ValueInfo type = new ValueInfo("", ElementType.UNDEFINED, Optional.empty());
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          in.once();
          type = tensorType(in.message());
        }
        case 4 -> throw notTensor(in, "a sequence");
        case 5 -> throw notTensor(in, "a map");
        case 7 -> throw notTensor(in, "of a type of its own");
        case 8 -> throw notTensor(in, "a sparse tensor");
        case 9 -> throw notTensor(in, "an optional");
        default -> in.skip();
      }
    }
    return type;
  }

  private static OnnxFormatException notTensor(WireReader in, String what) {
    return in.fault("input or output of a graph is " + what + ", only tensors are read");
  }

  private static ValueInfo tensorType(WireReader in) throws OnnxFormatException {
    ElementType type = ElementType.UNDEFINED;
    Optional<List<Dimension>> shape = Optional.empty();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          in.once();
          type = ElementType.read(in);
        }
        case 2 -> {
          in.once();
          shape = Optional.of(dimensions(in.message()));
        }
        default -> in.skip();
      }
    }
    return new ValueInfo("", type, shape);
  }

  private static List<Dimension> dimensions(WireReader in) throws OnnxFormatException {
    List<Dimension> dimensions = new ArrayList<>();
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      if (dimensions.size() == TensorReader.MOST_AXES) {
        throw in.fault("shape has more than " + TensorReader.MOST_AXES + " axes");
      }
      dimensions.add(dimension(in.message()));
    }
    return dimensions;
  }

  /// A declared size is a promise, not a count of elements: a negative one, which some converters
  /// write for a size they do not know, is read as such.
  private static Dimension dimension(WireReader in) throws OnnxFormatException {
    Dimension dimension = new Dimension.Unknown();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> {
          long size = in.varint();
          dimension = size < 0 ? new Dimension.Unknown() : new Dimension.Fixed(size);
        }
        case 2 -> {
          String name = in.text();
          dimension = name.isEmpty() ? new Dimension.Unknown() : new Dimension.Named(name);
        }
        default -> in.skip();
      }
    }
    return dimension;
  }
}
