package cerulean.conformance;

import cerulean.tensor.DType;
import cerulean.tensor.PadMode;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/// Section A5, shapes, parts, joins and new tensors; [TorchIndexing] has the rest of it.
final class TorchShapes {

  private static final String DIM = "dim";

  private TorchShapes() {}

  static void addTo(Adapters to) {
    addViews(to);
    addJoins(to);
    addRearrangements(to);
    addNew(to);
  }

  private static void addViews(Adapters to) {
    to.single("reshape", in -> in.x().reshape(in.integers("shape")));
    to.single("flatten", in -> in.x().flatten(in.integer("start_dim"), in.integer("end_dim")));
    to.single("unflatten", in -> in.x().unflatten(in.integer(DIM), in.integers("sizes")));
    to.single("permute", in -> in.x().permute(in.integers("dims")));
    to.single("transpose", in -> in.x().swapAxes(in.integer("dim0"), in.integer("dim1")));
    to.single("movedim", in -> in.x().moveAxis(in.integers("source"), in.integers("destination")));
    to.single("expand", in -> in.x().expand(in.integers("shape")));
    to.single("squeeze", TorchShapes::squeeze);
    to.single("unsqueeze", in -> in.x().unsqueeze(in.integer(DIM)));
    to.single(
        "narrow", in -> in.x().narrow(in.integer(DIM), in.integer("start"), in.integer("length")));
    to.single(
        "diagonal",
        in -> in.x().diagonal(in.integer("offset"), in.integer("dim1"), in.integer("dim2")));
    to.single("as_strided_window", in -> in.x().unfold(-1, in.integer("size"), in.integer("step")));
    to.add("split", in -> List.of(in.x().split(in.integer(DIM), partSizes(in))));
    to.add("unbind", in -> List.of(in.x().unbind(in.integer(DIM))));
  }

  /// PyTorch leaves an axis alone that is not 1.
  private static Tensor squeeze(Arguments in) {
    if (in.isNull(DIM)) {
      return in.x().squeeze();
    }
    return in.x().dim(in.integer(DIM)) == 1 ? in.x().squeeze(in.integer(DIM)) : in.x();
  }

  /// A list of sizes, or one for all parts but the last, which may be smaller.
  static int[] partSizes(Arguments in) {
    if (in.attribute("sizes").isArray()) {
      return in.integers("sizes");
    }
    int whole = in.x().dim(in.integer(DIM));
    int size = in.integer("sizes");
    int[] sizes = new int[(whole + size - 1) / size];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.min(size, whole - i * size);
    }
    return sizes;
  }

  private static void addJoins(Adapters to) {
    to.single("cat", in -> Tensor.concat(in.integer(DIM), in.all().toArray(Tensor[]::new)));
    to.single("stack", in -> Tensor.stack(in.integer(DIM), in.all().toArray(Tensor[]::new)));
    to.single("tile", in -> in.x().tile(in.integers("reps")));
    to.single("repeat", in -> in.x().tile(in.integers("reps")));
    to.single("repeat_interleave", TorchShapes::repeat);
    to.add(
        "meshgrid",
        in -> {
          if (!in.text("indexing").equals("ij")) {
            throw new Adapter.NotOurs("the order xy is that of the first two axes exchanged");
          }
          return List.of(Tensor.meshgrid(in.x(), in.y()));
        });
  }

  private static Tensor repeat(Arguments in) {
    int[] times = in.integers("repeats");
    return in.attribute("repeats").isArray()
        ? in.x().repeat(in.integer(DIM), Tensor.of(times, times.length).to(DType.I64))
        : in.x().repeat(in.integer(DIM), times[0]);
  }

  private static void addRearrangements(Adapters to) {
    to.single("roll", TorchShapes::roll);
    to.single(
        "rot90",
        in -> in.x().rot90(in.integer("k"), in.integers("dims")[0], in.integers("dims")[1]));
    to.single("pad", TorchShapes::pad);
    to.single("tril", in -> in.x().tril(in.integer("diagonal")));
    to.single("triu", in -> in.x().triu(in.integer("diagonal")));
    to.single(
        "diag",
        in ->
            in.x().rank() == 1
                ? in.x().diag(in.integer("diagonal"))
                : in.x().diagonal(in.integer("diagonal"), 0, 1));
  }

  private static Tensor roll(Arguments in) {
    if (in.isNull("dims")) {
      Tensor flat = in.x().flatten().roll(in.integer("shifts"), 0);
      return flat.reshape(in.x().shape().dims());
    }
    return in.x().roll(in.integers("shifts"), in.integers("dims"));
  }

  /// PyTorch's list begins with the last axis.
  private static Tensor pad(Arguments in) {
    int[] pad = in.integers("pad");
    int rank = in.x().rank();
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int i = 0; i < pad.length / 2; i++) {
      before[rank - 1 - i] = pad[2 * i];
      after[rank - 1 - i] = pad[2 * i + 1];
    }
    PadMode mode = PadMode.valueOf(in.text("mode").toUpperCase(Locale.ROOT));
    return in.x().pad(before, after, mode, in.isNull("value") ? 0 : in.number("value"));
  }

  private static void addNew(Adapters to) {
    to.single(
        "arange",
        in -> Tensor.arange(DType.F64, in.number("start"), in.number("end"), in.number("step")));
    to.single(
        "logspace",
        in ->
            Tensor.logspace(
                DType.F64,
                in.number("start"),
                in.number("end"),
                in.integer("steps"),
                in.number("base")));
    to.single("eye", in -> Tensor.eye(DType.F64, in.integer("n"), in.integer("m"), 0));
    to.single("one_hot", in -> in.x().oneHot(in.integer("num_classes"), DType.I64, 0, 1));
  }
}
