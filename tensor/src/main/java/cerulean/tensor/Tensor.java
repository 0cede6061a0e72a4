package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.TRANSCENDENTAL;

/// An n-dimensional array of one element type, with NumPy's semantics.
///
/// A tensor is a view of storage: [#transpose], [#narrow], [#expand] and their kin share the
/// elements of the tensor they come from and copy nothing. Every operation takes any view and
/// returns a new contiguous tensor; the few that change their receiver end in `InPlace`. Binary
/// operations broadcast. Arithmetic is on [DType#F32]; [DType#I64] holds indices and labels.
///
/// Tensors may be read by several threads; writing while another thread reads is a race.
public final class Tensor {

  private final Storage storage;
  private final Layout layout;

  private Tensor(Storage storage, Layout layout) {
    this.storage = storage;
    this.layout = layout;
  }

  // ---- Creation

  /// A tensor with a copy of `values` in row-major order.
  public static Tensor of(float[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /// An index tensor with a copy of `values` in row-major order.
  public static Tensor of(long[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /// A tensor over `values` itself: changes of the array show in the tensor and the reverse.
  public static Tensor wrap(float[] values, int... shape) {
    return new Tensor(Storage.of(values), layoutOf(values.length, shape));
  }

  /// An index tensor over `values` itself.
  public static Tensor wrap(long[] values, int... shape) {
    return new Tensor(Storage.of(values), layoutOf(values.length, shape));
  }

  private static Layout layoutOf(int length, int... dims) {
    Shape shape = Shape.of(dims);
    if (shape.size() != length) {
      throw sizeMismatch(length, shape);
    }
    return Layout.contiguous(shape);
  }

  /// A tensor without axes.
  public static Tensor scalar(float value) {
    return wrap(new float[] {value});
  }

  /// Zeros.
  public static Tensor zeros(int... shape) {
    return zeros(DType.F32, Shape.of(shape));
  }

  /// Ones.
  public static Tensor ones(int... shape) {
    return full(1f, shape);
  }

  /// Every element `value`.
  public static Tensor full(float value, int... shape) {
    Tensor out = empty(Shape.of(shape));
    java.util.Arrays.fill(out.floats(), value);
    return out;
  }

  /// Independent draws from the uniform distribution on `low .. high`, `high` excluded.
  public static Tensor uniform(Philox random, float low, float high, int... shape) {
    Tensor out = empty(Shape.of(shape));
    random.fillUniform(out.floats(), 0, out.size(), low, high);
    return out;
  }

  /// Independent draws from the normal distribution.
  public static Tensor normal(Philox random, float mean, float sd, int... shape) {
    Tensor out = empty(Shape.of(shape));
    random.fillNormal(out.floats(), 0, out.size(), mean, sd);
    return out;
  }

  /// The numbers `0 .. n - 1` in random order, as indices.
  public static Tensor permutation(Philox random, int n) {
    int[] order = random.permutation(n);
    long[] indices = new long[n];
    for (int i = 0; i < n; i++) {
      indices[i] = order[i];
    }
    return wrap(indices, n);
  }

  static Tensor zeros(DType type, Shape shape) {
    return new Tensor(Storage.zeros(type, shape.size()), Layout.contiguous(shape));
  }

  /// A result whose every element is about to be written.
  static Tensor empty(Shape shape) {
    return zeros(DType.F32, shape);
  }

  static Tensor empty(DType type, Shape shape) {
    return zeros(type, shape);
  }

  // ---- Facts and elements

  /// The sizes.
  public Shape shape() {
    return layout.shape();
  }

  /// The number of axes.
  public int rank() {
    return shape().rank();
  }

  /// The number of elements.
  public int size() {
    return shape().size();
  }

  /// The size along `axis`; negative axes count from the end.
  public int dim(int axis) {
    return shape().dim(axis);
  }

  /// The element type.
  public DType dtype() {
    return storage.dtype();
  }

  /// Whether the elements are adjacent in memory and in row-major order.
  public boolean isContiguous() {
    return layout.isContiguous();
  }

  /// One F32 element; negative positions count from the end.
  public float get(int... position) {
    return requireF32("get").floats()[layout.index(position)];
  }

  /// One I64 element.
  public long getLong(int... position) {
    return requireI64("getLong").longs()[layout.index(position)];
  }

  /// The only element of a tensor of size 1.
  public float item() {
    if (size() != 1) {
      throw new ShapeException("item", shape() + " has " + size() + " elements, not one", shape());
    }
    return get(new int[rank()]);
  }

  /// The F32 elements in row-major order, a copy.
  public float[] toArray() {
    return requireF32("toArray").copy().floats();
  }

  /// The I64 elements in row-major order, a copy.
  public long[] toLongArray() {
    return requireI64("toLongArray").copy().longs();
  }

  /// The tensor with another element type; itself if it has that type. Floats are cut towards zero.
  public Tensor to(DType type) {
    return type == dtype() ? this : CopyOps.cast(this, type);
  }

  // ---- Views

  /// The same elements, in order, in another shape; a view where strides allow, else a copy. One
  /// size may be -1 and is then what the others leave.
  public Tensor reshape(int... shape) {
    Shape target = Shape.of(inferred(shape));
    if (target.size() != size()) {
      throw new ShapeException(
          "reshape",
          shape() + " has " + size() + " elements, " + target + " needs " + target.size(),
          shape(),
          target);
    }
    Layout view = layout.reshape(target);
    return view == null ? contiguous().reshape(shape) : withLayout(view);
  }

  private int[] inferred(int... shape) {
    int[] dims = shape.clone();
    int unknown = -1;
    int known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != -1) {
        known *= dims[i];
      } else if (unknown >= 0) {
        throw new ShapeException("reshape", "only one size may be -1", shape());
      } else {
        unknown = i;
      }
    }
    if (unknown >= 0) {
      if (known == 0 || size() % known != 0) {
        throw new ShapeException(
            "reshape", size() + " elements of " + shape() + " do not divide by " + known, shape());
      }
      dims[unknown] = size() / known;
    }
    return dims;
  }

  /// The matrix with rows and columns exchanged; a view.
  public Tensor transpose() {
    if (rank() != 2) {
      throw new ShapeException(
          "transpose", "needs a matrix; got " + shape() + "; use permute", shape());
    }
    return permute(1, 0);
  }

  /// The axes in another order: axis `i` of the result is axis `axes[i]`; a view.
  public Tensor permute(int... axes) {
    return withLayout(layout.permute(axes));
  }

  /// Axes of size 1, and new axes in front, repeated to `shape` without copying; a view.
  public Tensor expand(int... shape) {
    return expand(Shape.of(shape));
  }

  /// As [#expand(int...)].
  public Tensor expand(Shape shape) {
    return withLayout(layout.expand("expand", shape));
  }

  /// Entries `start .. start + length` along an axis; a view.
  public Tensor narrow(int axis, int start, int length) {
    return withLayout(layout.narrow(axis, start, length));
  }

  /// One entry along an axis, which disappears; a view.
  public Tensor select(int axis, int index) {
    int resolved = shape().axis("select", axis);
    int size = shape().dim(resolved);
    int entry = index < 0 ? index + size : index;
    if (entry < 0 || entry >= size) {
      throw new ShapeException(
          "select", "index " + index + " is outside axis " + resolved + " of " + shape(), shape());
    }
    return narrow(resolved, entry, 1).squeeze(resolved);
  }

  /// Without an axis of size 1; a view.
  public Tensor squeeze(int axis) {
    int resolved = shape().axis("squeeze", axis);
    if (shape().dim(resolved) != 1) {
      throw new ShapeException(
          "squeeze", "axis " + resolved + " of " + shape() + " is not 1", shape());
    }
    int[] dims = new int[rank() - 1];
    int[] strides = new int[rank() - 1];
    for (int i = 0, n = 0; i < rank(); i++) {
      if (i != resolved) {
        dims[n] = shape().dim(i);
        strides[n++] = layout.stride(i);
      }
    }
    return withLayout(new Layout(Shape.of(dims), strides, layout.offset()));
  }

  /// With an axis of size 1 before axis `axis` (or at the end, for `axis` equal to the rank); a
  /// view.
  public Tensor unsqueeze(int axis) {
    int resolved = axis < 0 ? axis + rank() + 1 : axis;
    if (resolved < 0 || resolved > rank()) {
      throw new ShapeException(
          "unsqueeze", "no place " + axis + " for an axis in " + shape(), shape());
    }
    int[] dims = new int[rank() + 1];
    int[] strides = new int[rank() + 1];
    for (int i = 0; i <= rank(); i++) {
      int own = i < resolved ? i : i - 1;
      dims[i] = i == resolved ? 1 : shape().dim(own);
      strides[i] = i == resolved ? 0 : layout.stride(own);
    }
    return withLayout(new Layout(Shape.of(dims), strides, layout.offset()));
  }

  /// This tensor if its elements are adjacent and in order, else a copy that is so.
  public Tensor contiguous() {
    return isContiguous() ? this : copy();
  }

  /// A contiguous copy with storage of its own.
  public Tensor copy() {
    Tensor out = empty(dtype(), shape());
    CopyOps.copy(this, out);
    return out;
  }

  // ---- Elementwise

  /// `this + other`.
  public Tensor add(Tensor other) {
    return ElementwiseOps.binary(
        "add", this, other, ELEMENTWISE::add, ELEMENTWISE::addScalar, ELEMENTWISE::addScalar);
  }

  /// `this + number`.
  public Tensor add(float number) {
    return ElementwiseOps.withScalar("add", this, number, ELEMENTWISE::addScalar);
  }

  /// `this - other`.
  public Tensor sub(Tensor other) {
    return ElementwiseOps.binary(
        "sub",
        this,
        other,
        ELEMENTWISE::sub,
        (a, ao, b, out, oo, n) -> ELEMENTWISE.addScalar(a, ao, -b, out, oo, n),
        ELEMENTWISE::scalarSub);
  }

  /// `this * other`, element by element.
  public Tensor mul(Tensor other) {
    return ElementwiseOps.binary(
        "mul", this, other, ELEMENTWISE::mul, ELEMENTWISE::mulScalar, ELEMENTWISE::mulScalar);
  }

  /// `this * number`.
  public Tensor mul(float number) {
    return ElementwiseOps.withScalar("mul", this, number, ELEMENTWISE::mulScalar);
  }

  /// `this / other`, element by element.
  public Tensor div(Tensor other) {
    return ElementwiseOps.binary(
        "div", this, other, ELEMENTWISE::div, ELEMENTWISE::divScalar, ELEMENTWISE::scalarDiv);
  }

  /// `this / number`.
  public Tensor div(float number) {
    return ElementwiseOps.withScalar("div", this, number, ELEMENTWISE::divScalar);
  }

  /// The larger of two elements; NaN if one is NaN.
  public Tensor maximum(Tensor other) {
    return ElementwiseOps.binary(
        "maximum",
        this,
        other,
        ELEMENTWISE::maximum,
        ELEMENTWISE::maximumScalar,
        ELEMENTWISE::maximumScalar);
  }

  /// The smaller of two elements; NaN if one is NaN.
  public Tensor minimum(Tensor other) {
    return ElementwiseOps.binary(
        "minimum",
        this,
        other,
        ELEMENTWISE::minimum,
        ELEMENTWISE::minimumScalar,
        ELEMENTWISE::minimumScalar);
  }

  /// `-this`.
  public Tensor neg() {
    return ElementwiseOps.unary("neg", this, ELEMENTWISE::neg);
  }

  /// Absolute value.
  public Tensor abs() {
    return ElementwiseOps.unary("abs", this, ELEMENTWISE::abs);
  }

  /// -1, 0 or 1 by the sign; NaN stays NaN.
  public Tensor sign() {
    return ElementwiseOps.unary("sign", this, ELEMENTWISE::sign);
  }

  /// Square root; NaN below 0.
  public Tensor sqrt() {
    return ElementwiseOps.unary("sqrt", this, ELEMENTWISE::sqrt);
  }

  /// `e^this`.
  public Tensor exp() {
    return ElementwiseOps.unary("exp", this, TRANSCENDENTAL::exp);
  }

  /// Natural logarithm; minus infinity at 0, NaN below.
  public Tensor log() {
    return ElementwiseOps.unary("log", this, TRANSCENDENTAL::log);
  }

  /// Hyperbolic tangent.
  public Tensor tanh() {
    return ElementwiseOps.unary("tanh", this, TRANSCENDENTAL::tanh);
  }

  /// Logistic function `1 / (1 + e^-this)`.
  public Tensor sigmoid() {
    return ElementwiseOps.unary("sigmoid", this, TRANSCENDENTAL::sigmoid);
  }

  /// `max(this, 0)`; NaN stays NaN.
  public Tensor relu() {
    return ElementwiseOps.withScalar("relu", this, 0f, ELEMENTWISE::maximumScalar);
  }

  /// This where `condition > 0`, else 0: what the rectifier lets through of a gradient.
  public Tensor wherePositive(Tensor condition) {
    return ElementwiseOps.binary(
        "wherePositive",
        this,
        condition,
        ELEMENTWISE::wherePositive,
        ElementwiseOps::whereConstantPositive,
        ElementwiseOps::constantWherePositive);
  }

  // ---- Reductions

  /// Sum over `axes`, all if none is given; the reduced axes disappear or, with `keepDims`, stay
  /// with size 1. The empty sum is 0.
  public Tensor sum(boolean keepDims, int... axes) {
    return ReductionOps.sum(this, keepDims, axes);
  }

  /// Sum of all elements, without axes.
  public Tensor sum() {
    return sum(false);
  }

  /// Mean over `axes`, all if none is given; NaN over no elements.
  public Tensor mean(boolean keepDims, int... axes) {
    Tensor sum = sum(keepDims, axes);
    return sum.div(sum.size() == 0 ? 1f : (float) size() / sum.size());
  }

  /// Mean of all elements, without axes.
  public Tensor mean() {
    return mean(false);
  }

  /// Largest element over `axes`, all if none is given; NaN if one is NaN.
  public Tensor amax(boolean keepDims, int... axes) {
    return ReductionOps.max(this, keepDims, axes);
  }

  /// Smallest element over `axes`, all if none is given; NaN if one is NaN.
  public Tensor amin(boolean keepDims, int... axes) {
    return ReductionOps.min(this, keepDims, axes);
  }

  /// Index of the first largest element along an axis, as I64; the first NaN counts as largest.
  public Tensor argmax(int axis) {
    return ReductionOps.argmax(this, axis, false);
  }

  /// Sums away what broadcasting to this shape had added: the inverse of [#expand] for gradients.
  public Tensor sumTo(Shape target) {
    if (shape().equals(target)) {
      return this;
    }
    int added = rank() - target.rank();
    int[] axes = new int[rank()];
    int n = 0;
    for (int i = 0; i < rank(); i++) {
      if (i < added || (target.dim(i - added) == 1 && shape().dim(i) != 1)) {
        axes[n++] = i;
      } else if (target.dim(i - added) != shape().dim(i)) {
        throw new ShapeException(
            "sumTo", target + " does not expand to " + shape(), shape(), target);
      }
    }
    Tensor summed = n == 0 ? this : sum(true, java.util.Arrays.copyOf(axes, n));
    return summed.reshape(target.dims());
  }

  // ---- Matrix product, softmax

  /// Matrix product of `[m, k]` and `[k, n]`. Transposed views are multiplied where they lie.
  public Tensor matmul(Tensor other) {
    return MatMulOps.matmul(this, other);
  }

  /// `e^x_i / sum_k e^x_k` along an axis.
  public Tensor softmax(int axis) {
    return SoftmaxOps.softmax(this, axis);
  }

  /// `x_i - ln sum_k e^x_k` along an axis.
  public Tensor logSoftmax(int axis) {
    return SoftmaxOps.logSoftmax(this, axis);
  }

  /// Mean cross-entropy of logits `[rows, classes]` (this) against class indices `[rows]`:
  /// `-(1/rows) sum_i logSoftmax(this)[i, targets[i]]`.
  public Tensor crossEntropy(Tensor targets) {
    return SoftmaxOps.crossEntropy(this, targets);
  }

  // ---- Indexing

  /// The entries along `axis` that the I64 tensor `index` names, in its order.
  public Tensor indexSelect(int axis, Tensor index) {
    return IndexOps.indexSelect(this, axis, index);
  }

  /// This with `source` added to the entries along `axis` that `index` names; an entry named twice
  /// gets both.
  public Tensor indexAdd(int axis, Tensor index, Tensor source) {
    return IndexOps.indexAdd(this, axis, index, source);
  }

  /// `before` zeros before and `after` zeros behind the entries along `axis`.
  public Tensor pad(int axis, int before, int after) {
    return IndexOps.pad(this, axis, before, after);
  }

  /// For indices of any shape, rows of `classes` zeros with a 1 at the index, as F32.
  public Tensor oneHot(int classes) {
    return IndexOps.oneHot(this, classes);
  }

  // ---- In place

  /// Adds `scale * other`, of the same shape.
  public void addScaledInPlace(Tensor other, float scale) {
    ElementwiseOps.addScaledInPlace("addScaledInPlace", this, other, scale);
  }

  /// Multiplies every element by `number`.
  public void mulInPlace(float number) {
    ElementwiseOps.withScalarInPlace("mulInPlace", this, number, ELEMENTWISE::mulScalar);
  }

  /// Adds `number` to every element.
  public void addInPlace(float number) {
    ElementwiseOps.withScalarInPlace("addInPlace", this, number, ELEMENTWISE::addScalar);
  }

  /// Overwrites every element with that of `source`, which broadcasts to this shape.
  public void copyFromInPlace(Tensor source) {
    if (source.dtype() != dtype()) {
      throw wrongType("copyFromInPlace", dtype(), source.dtype());
    }
    ElementwiseOps.requireWritable("copyFromInPlace", this);
    CopyOps.copy(source.apartFrom(this).expand(shape()), this);
  }

  // ---- For the families of operations

  Layout layout() {
    return layout;
  }

  float[] floats() {
    return storage.floats();
  }

  long[] longs() {
    return storage.longs();
  }

  /// The storage's Java array, for `System.arraycopy`.
  Object array() {
    return dtype() == DType.F32 ? floats() : longs();
  }

  Tensor withLayout(Layout view) {
    return new Tensor(storage, view);
  }

  /// This tensor, or a copy if it shares storage with one that is about to be written.
  Tensor apartFrom(Tensor target) {
    return storage == target.storage ? copy() : this;
  }

  /// This tensor if runs along its last axis are adjacent, else a contiguous copy.
  Tensor adjacent() {
    return layout.innerStride() == 1 ? this : copy();
  }

  Tensor moveToEnd(int axis) {
    return axis == rank() - 1 ? this : permute(moved(axis, rank() - 1));
  }

  Tensor moveFromEnd(int axis) {
    return axis == rank() - 1 ? this : permute(moved(rank() - 1, axis));
  }

  private int[] moved(int from, int to) {
    int[] order = new int[rank()];
    for (int i = 0, next = 0; i < order.length; i++) {
      if (next == from) {
        next++;
      }
      order[i] = i == to ? from : next++;
    }
    return order;
  }

  Tensor requireF32(String op) {
    if (dtype() != DType.F32) {
      throw wrongType(op, DType.F32, dtype());
    }
    return this;
  }

  Tensor requireI64(String op) {
    if (dtype() != DType.I64) {
      throw wrongType(op, DType.I64, dtype());
    }
    return this;
  }

  private static IllegalArgumentException wrongType(String op, DType needed, DType got) {
    return new IllegalArgumentException(
        op + ": needs " + needed + "; got " + got + "; convert with to(DType." + needed + ")");
  }

  private static ShapeException sizeMismatch(int length, Shape shape) {
    return new ShapeException(
        "tensor", length + " values do not fill " + shape + ", which has " + shape.size(), shape);
  }

  /// The elements as NumPy prints them, shortened in the middle beyond 1,000.
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
