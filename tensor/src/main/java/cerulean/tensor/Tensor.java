package cerulean.tensor;

/// An n-dimensional array of one element type, with NumPy's semantics.
///
/// A tensor is a view of storage: [#transpose], [#narrow], [#expand] and their kin share the
/// elements of the tensor they come from and copy nothing. Every operation takes any view and
/// returns a new contiguous tensor; the few that change their receiver end in `InPlace`. Binary
/// operations broadcast, and bring operands of two types to their common type ([DType#promote]); a
/// number beside a tensor takes the tensor's type. Functions of floating point (division too) give
/// [DType#F32] for integers.
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

  /// An F32 tensor with a copy of `values` in row-major order.
  public static Tensor of(float[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /// An F64 tensor with a copy of `values` in row-major order.
  public static Tensor of(double[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /// An I64 tensor with a copy of `values` in row-major order.
  public static Tensor of(long[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /// An I32 tensor with a copy of `values` in row-major order.
  public static Tensor of(int[] values, int... shape) {
    return wrap(values.clone(), shape);
  }

  /// A BOOL tensor with a copy of `values` in row-major order.
  public static Tensor of(boolean[] values, int... shape) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return new Tensor(Storage.over(DType.BOOL, bytes), Layout.filledBy(values.length, shape));
  }

  /// An F32 tensor over `values` itself: changes of the array show in the tensor and the reverse.
  public static Tensor wrap(float[] values, int... shape) {
    return new Tensor(Storage.over(DType.F32, values), Layout.filledBy(values.length, shape));
  }

  /// An F64 tensor over `values` itself.
  public static Tensor wrap(double[] values, int... shape) {
    return new Tensor(Storage.over(DType.F64, values), Layout.filledBy(values.length, shape));
  }

  /// An I64 tensor over `values` itself.
  public static Tensor wrap(long[] values, int... shape) {
    return new Tensor(Storage.over(DType.I64, values), Layout.filledBy(values.length, shape));
  }

  /// An I32 tensor over `values` itself.
  public static Tensor wrap(int[] values, int... shape) {
    return new Tensor(Storage.over(DType.I32, values), Layout.filledBy(values.length, shape));
  }

  /// A BF16 or F16 tensor over bit patterns.
  public static Tensor wrap(DType type, short[] bits, int... shape) {
    if (type != DType.BF16 && type != DType.F16) {
      throw notOfWidth(type, 16);
    }
    return new Tensor(Storage.over(type, bits), Layout.filledBy(bits.length, shape));
  }

  /// A U8, I8 or BOOL tensor over `bytes` itself; truth values must be 1 and 0.
  public static Tensor wrap(DType type, byte[] bytes, int... shape) {
    if (type.bytes() != 1) {
      throw notOfWidth(type, 8);
    }
    CreationOps.requireElements(type, bytes);
    return new Tensor(Storage.over(type, bytes), Layout.filledBy(bytes.length, shape));
  }

  /// An F32 tensor without axes.
  public static Tensor scalar(float value) {
    return wrap(new float[] {value});
  }

  /// An F64 tensor without axes.
  public static Tensor scalar(double value) {
    return wrap(new double[] {value});
  }

  /// An I64 tensor without axes.
  public static Tensor scalar(long value) {
    return wrap(new long[] {value});
  }

  /// A BOOL tensor without axes.
  public static Tensor scalar(boolean value) {
    return of(new boolean[] {value});
  }

  /// Zeros, F32.
  public static Tensor zeros(int... shape) {
    return zeros(DType.F32, shape);
  }

  /// Zeros; false for [DType#BOOL].
  public static Tensor zeros(DType type, int... shape) {
    Shape sizes = Shape.of(shape);
    return new Tensor(Workspace.zeros(type, sizes.size()), Layout.contiguous(sizes));
  }

  /// Ones, F32.
  public static Tensor ones(int... shape) {
    return ones(DType.F32, shape);
  }

  /// Ones; true for [DType#BOOL].
  public static Tensor ones(DType type, int... shape) {
    return full(type, 1, shape);
  }

  /// Every element `value`, F32.
  public static Tensor full(float value, int... shape) {
    return full(DType.F32, value, shape);
  }

  /// Every element `value`, which an integer type must hold; [DType#BOOL] holds 0 and 1.
  public static Tensor full(DType type, double value, int... shape) {
    Tensor one = CreationOps.number("full", type, value);
    if (shape.length == 0) {
      return one;
    }
    Tensor out = empty(type, Shape.of(shape));
    Storage.moves(type).copy(one.array(), 0, 0, out.array(), 0, 1, out.size());
    return out;
  }

  /// Independent draws from the uniform distribution on `low .. high`, `high` excluded.
  public static Tensor uniform(Philox random, float low, float high, int... shape) {
    Tensor out = zeros(shape);
    random.fillUniform(out.floats(), 0, out.size(), low, high);
    return out;
  }

  /// Independent draws from the normal distribution.
  public static Tensor normal(Philox random, float mean, float sd, int... shape) {
    Tensor out = zeros(shape);
    random.fillNormal(out.floats(), 0, out.size(), mean, sd);
    return out;
  }

  /// The numbers `0 .. n - 1` in random order, as indices.
  public static Tensor permutation(Philox random, int n) {
    return wrap(random.permutation(n), n).to(DType.I64);
  }

  /// The integers `0 .. stop - 1`, I64.
  public static Tensor arange(long stop) {
    return arange(0, stop, 1);
  }

  /// The integers `start`, `start + step`, ... before `stop`, I64.
  public static Tensor arange(long start, long stop, long step) {
    return CreationOps.arange(start, stop, step);
  }

  /// The numbers `start + i step` before `stop`, each rounded once to `type`.
  public static Tensor arange(DType type, double start, double stop, double step) {
    return CreationOps.arange(type, start, stop, step);
  }

  /// `count` evenly spaced numbers from `start` to `stop`, both included, F32.
  public static Tensor linspace(double start, double stop, int count) {
    return linspace(DType.F32, start, stop, count);
  }

  /// `count` evenly spaced numbers from `start` to `stop`, both included.
  public static Tensor linspace(DType type, double start, double stop, int count) {
    return CreationOps.linspace(type, start, stop, count);
  }

  /// `base^x` for the `count` numbers `x` of [#linspace], F32.
  public static Tensor logspace(double start, double stop, int count, double base) {
    return logspace(DType.F32, start, stop, count, base);
  }

  /// `base^x` for the `count` numbers `x` of [#linspace].
  public static Tensor logspace(DType type, double start, double stop, int count, double base) {
    return CreationOps.logspace(type, start, stop, count, base);
  }

  /// The unit matrix, F32.
  public static Tensor eye(int size) {
    return eye(DType.F32, size, size, 0);
  }

  /// A matrix of zeros with ones on diagonal `k`: elements `(i, i + k)`.
  public static Tensor eye(DType type, int rows, int columns, int k) {
    Tensor out = zeros(type, rows, columns);
    out.diagonal(k, 0, 1).fillInPlace(1);
    return out;
  }

  /// A result whose every element is about to be written: in a [Workspace] it begins with whatever
  /// the array last held.
  static Tensor empty(DType type, Shape shape) {
    return new Tensor(Workspace.storage(type, shape.size()), Layout.contiguous(shape));
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

  /// Whether this and `other` are views of the same storage.
  public boolean sharesStorage(Tensor other) {
    return storage == other.storage;
  }

  /// One element of an F32, BF16 or F16 tensor; negative positions count from the end.
  public float get(int... position) {
    requireSingle("get");
    return (float) element(layout.index("get", position));
  }

  /// One element of a tensor of any type, as a double.
  public double getDouble(int... position) {
    return element(layout.index("getDouble", position));
  }

  /// One element of an integer or BOOL tensor.
  public long getLong(int... position) {
    requireWhole("getLong");
    return wholeElement(layout.index("getLong", position));
  }

  /// One element of a BOOL tensor.
  public boolean getBoolean(int... position) {
    requireType("getBoolean", DType.BOOL);
    return wholeElement(layout.index("getBoolean", position)) != 0;
  }

  /// The only element of an F32, BF16 or F16 tensor of size 1.
  public float item() {
    requireSingle("item");
    return (float) element(single("item"));
  }

  /// The only element of a tensor of any type of size 1, as a double.
  public double itemDouble() {
    return element(single("itemDouble"));
  }

  /// The only element of an integer or BOOL tensor of size 1.
  public long itemLong() {
    requireWhole("itemLong");
    return wholeElement(single("itemLong"));
  }

  /// The only element of a BOOL tensor of size 1.
  public boolean itemBoolean() {
    requireType("itemBoolean", DType.BOOL);
    return wholeElement(single("itemBoolean")) != 0;
  }

  private int single(String op) {
    if (size() != 1) {
      throw new ShapeException(op, shape() + " has " + size() + " elements, not one", shape());
    }
    return layout.offset();
  }

  private double element(int index) {
    double[] one = new double[1];
    Conversions.load(dtype(), array(), index, 1, DType.F64, one, 1);
    return one[0];
  }

  private long wholeElement(int index) {
    long[] one = new long[1];
    Conversions.load(dtype(), array(), index, 1, DType.I64, one, 1);
    return one[0];
  }

  /// The elements of an F32, BF16 or F16 tensor in row-major order, a copy.
  public float[] toArray() {
    requireSingle("toArray");
    return fresh(DType.F32).floats();
  }

  /// The elements in row-major order as doubles, a copy.
  public double[] toDoubleArray() {
    return fresh(DType.F64).doubles();
  }

  /// The elements of an integer or BOOL tensor in row-major order, a copy.
  public long[] toLongArray() {
    requireWhole("toLongArray");
    return fresh(DType.I64).longs();
  }

  /// The elements of an I32 tensor in row-major order, a copy.
  public int[] toIntArray() {
    requireType("toIntArray", DType.I32);
    return (int[]) fresh(DType.I32).array();
  }

  /// The elements of a BOOL tensor in row-major order, a copy.
  public boolean[] toBooleanArray() {
    requireType("toBooleanArray", DType.BOOL);
    byte[] bytes = (byte[]) copy().array();
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] != 0;
    }
    return values;
  }

  /// The bit patterns of a BF16 or F16 tensor in row-major order, a copy.
  public short[] toShortArray() {
    if (dtype() != DType.BF16 && dtype() != DType.F16) {
      throw DType.mismatch("toShortArray", DType.F16, dtype());
    }
    return (short[]) fresh(dtype()).array();
  }

  /// The elements of a U8, I8 or BOOL tensor in row-major order, a copy; truth values as 1 and 0.
  public byte[] toByteArray() {
    if (dtype().bytes() != 1) {
      throw DType.mismatch("toByteArray", DType.U8, dtype());
    }
    return (byte[]) fresh(dtype()).array();
  }

  /// A copy whose array may be handed out.
  private Tensor fresh(DType type) {
    return Workspace.outside(() -> dtype() == type ? copy() : to(type));
  }

  /// The tensor with another element type; itself if it has that type.
  ///
  /// Conversion to floating point rounds once, to the nearest and at a tie to even. Floating point
  /// becomes integer by cutting the fraction, what is out of range the nearest integer of the type
  /// and NaN 0, as Java's casts do; of integers too wide the low bits stay. What is not 0 becomes
  /// true, NaN too.
  public Tensor to(DType type) {
    return type == dtype() ? this : CopyOps.cast(this, type);
  }

  // ---- Views

  /// The same elements, in order, in another shape; a view where strides allow, else a copy. One
  /// size may be -1 and is then what the others leave.
  public Tensor reshape(int... shape) {
    Shape target = ViewOps.reshaped(shape(), shape);
    Layout view = layout.reshape(target);
    return view == null ? contiguous().reshape(shape) : withLayout(view);
  }

  /// The matrix with rows and columns exchanged; a view.
  public Tensor transpose() {
    if (rank() != 2) {
      throw new ShapeException(
          "transpose", "needs a matrix; got " + shape() + "; use permute", shape());
    }
    return withLayout(layout.transpose());
  }

  /// The axes in another order: axis `i` of the result is axis `axes[i]`; a view.
  public Tensor permute(int... axes) {
    return withLayout(layout.permute(axes));
  }

  /// Axes of size 1, and new axes in front, repeated to `shape` without copying; a view. A size of
  /// -1 leaves its axis as it is.
  public Tensor expand(int... shape) {
    return expand(ViewOps.expanded(shape(), shape));
  }

  /// As [#expand(int...)].
  public Tensor expand(Shape shape) {
    return expand("expand", shape);
  }

  private Tensor expand(String op, Shape shape) {
    return withLayout(layout.expand(op, shape));
  }

  /// Entries `start .. start + length` along an axis; a view.
  public Tensor narrow(int axis, int start, int length) {
    return withLayout(layout.narrow(axis, start, length));
  }

  /// One entry along an axis, which disappears; a view.
  public Tensor select(int axis, int index) {
    return withLayout(ViewOps.select("select", layout, axis, index));
  }

  /// Without an axis of size 1; a view.
  public Tensor squeeze(int axis) {
    return withLayout(ViewOps.squeeze(layout, axis));
  }

  /// With an axis of size 1 before axis `axis` (or at the end, for `axis` equal to the rank); a
  /// view.
  public Tensor unsqueeze(int axis) {
    return withLayout(ViewOps.unsqueeze(layout, axis));
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

  /// Without all axes of size 1; a view.
  public Tensor squeeze() {
    return withLayout(ViewOps.squeeze(layout));
  }

  /// Entries `start`, `start + step`, ... before `stop` along an axis; a view. As in NumPy negative
  /// bounds count from the end, what lies outside is cut off, and a negative step goes backwards.
  public Tensor slice(int axis, int start, int stop, int step) {
    return withLayout(ViewOps.slice(layout, axis, start, stop, step));
  }

  /// What each of `slices` takes of its axis; a view. Axes at the end may be left out.
  public Tensor slice(Slice... slices) {
    return withLayout(ViewOps.slice(layout, slices));
  }

  /// The entries along `axes`, all if none is given, from last to first; a view.
  public Tensor flip(int... axes) {
    return withLayout(ViewOps.flip(layout, axes));
  }

  /// Turned by `times` quarter turns from axis `from` towards axis `to`; a view.
  public Tensor rot90(int times, int from, int to) {
    return withLayout(ViewOps.rotate(layout, times, from, to));
  }

  /// The diagonal of the first two axes as a new last axis; a view.
  public Tensor diagonal() {
    return diagonal(0, 0, 1);
  }

  /// Elements `(i, i + offset)` of two axes as a new last axis; a view.
  public Tensor diagonal(int offset, int axis1, int axis2) {
    return withLayout(ViewOps.diagonal(layout, offset, axis1, axis2));
  }

  /// Axis `from` moved to the place `to`, the others in their order; a view.
  public Tensor moveAxis(int from, int to) {
    return moveAxis(new int[] {from}, new int[] {to});
  }

  /// Axes `from[i]` moved to the places `to[i]`, the others in their order; a view.
  public Tensor moveAxis(int[] from, int[] to) {
    return withLayout(ViewOps.moveAxes(layout, from, to));
  }

  /// Two axes exchanged; a view.
  public Tensor swapAxes(int axis1, int axis2) {
    return withLayout(ViewOps.swapAxes(layout, axis1, axis2));
  }

  /// All axes joined into one, as by [#reshape]; a scalar becomes `[1]`.
  public Tensor flatten() {
    return flatten(0, -1);
  }

  /// Axes `start` to `end`, both included, joined into one, as by [#reshape].
  public Tensor flatten(int start, int end) {
    return reshape(ViewOps.flattened(shape(), start, end).dims());
  }

  /// One axis cut into several of `sizes`, of which one may be -1; a view.
  public Tensor unflatten(int axis, int... sizes) {
    return reshape(ViewOps.unflattened(shape(), axis, sizes).dims());
  }

  /// As [#expand(int...)], under NumPy's name.
  public Tensor broadcastTo(int... shape) {
    return withLayout(layout.expand("broadcastTo", ViewOps.expanded(shape(), shape)));
  }

  /// All windows of `size` entries along an axis, `step` apart; a view with the windows along the
  /// axis and the entries of each along a new last one.
  public Tensor unfold(int axis, int size, int step) {
    return withLayout(ViewOps.unfold(layout, axis, size, step));
  }

  /// Parts with `sizes` entries along an axis, which add up to it; views.
  public Tensor[] split(int axis, int... sizes) {
    return JoinOps.split(this, axis, sizes);
  }

  /// At most `count` parts along an axis, of one size but for a shorter last one; views.
  public Tensor[] chunk(int axis, int count) {
    return JoinOps.chunk(this, axis, count);
  }

  /// All entries along an axis, without it; views.
  public Tensor[] unbind(int axis) {
    return JoinOps.unbind(this, axis);
  }

  // ---- Arithmetic

  /// `this + other`; of truth values whether one is true.
  public Tensor add(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.ADD, this, other);
  }

  /// `this + number`.
  public Tensor add(double number) {
    return with(Arithmetic.ADD, number);
  }

  /// `this - other`.
  public Tensor sub(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.SUB, this, other);
  }

  /// `this - number`.
  public Tensor sub(double number) {
    return with(Arithmetic.SUB, number);
  }

  /// `this * other`, element by element; of truth values whether both are true.
  public Tensor mul(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.MUL, this, other);
  }

  /// `this * number`.
  public Tensor mul(double number) {
    return with(Arithmetic.MUL, number);
  }

  /// `this / other`, element by element; F32 for integers.
  public Tensor div(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.DIV, this, other);
  }

  /// `this / number`.
  public Tensor div(double number) {
    return with(Arithmetic.DIV, number);
  }

  /// The larger of two elements; NaN if one is NaN.
  public Tensor maximum(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.MAXIMUM, this, other);
  }

  /// The larger of an element and `number`.
  public Tensor maximum(double number) {
    return with(Arithmetic.MAXIMUM, number);
  }

  /// The smaller of two elements; NaN if one is NaN.
  public Tensor minimum(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.MINIMUM, this, other);
  }

  /// The smaller of an element and `number`.
  public Tensor minimum(double number) {
    return with(Arithmetic.MINIMUM, number);
  }

  private Tensor with(Operation operation, double number) {
    return ElementwiseOps.apply(operation, this, ElementwiseOps.number(operation, this, number));
  }

  /// `max(this, 0)`; NaN stays NaN.
  public Tensor relu() {
    return maximum(0);
  }

  /// This where `condition > 0`, else 0: what the rectifier lets through of a gradient.
  public Tensor wherePositive(Tensor condition) {
    return ElementwiseOps.apply(Arithmetic.WHERE_POSITIVE, this, condition);
  }

  /// `a` where `condition` (BOOL) is true, else `b`; the three broadcast.
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return ElementwiseOps.apply(Arithmetic.WHERE, condition.requireType("where", DType.BOOL), a, b);
  }

  /// `this^exponent`; of integers too, where a negative exponent gives 0 but for bases 1 and -1.
  public Tensor pow(Tensor exponent) {
    return ElementwiseOps.apply(Arithmetic.POW, this, exponent);
  }

  /// `this^exponent`.
  public Tensor pow(double exponent) {
    return with(Arithmetic.POW, exponent);
  }

  /// `floor(this / other)`; 0 for an integer divided by 0, as in NumPy.
  public Tensor floorDivide(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.FLOOR_DIVIDE, this, other);
  }

  /// `this - floor(this / other) * other`, with the sign of `other` (Python's `%`); 0 for an
  /// integer divided by 0.
  public Tensor remainder(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.REMAINDER, this, other);
  }

  /// `this - trunc(this / other) * other`, with the sign of this (C's `fmod`); 0 for an integer
  /// divided by 0.
  public Tensor fmod(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.FMOD, this, other);
  }

  /// The angle of the point `(x, this)`, from -pi to pi.
  public Tensor atan2(Tensor x) {
    return ElementwiseOps.apply(Arithmetic.ATAN2, this, x);
  }

  /// `sqrt(this^2 + other^2)`, without overflow on the way.
  public Tensor hypot(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.HYPOT, this, other);
  }

  /// The larger of two elements, or the one that is not NaN.
  public Tensor fmax(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.FMAX, this, other);
  }

  /// The smaller of two elements, or the one that is not NaN.
  public Tensor fmin(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.FMIN, this, other);
  }

  /// The magnitude of this with the sign of `other`.
  public Tensor copySign(Tensor other) {
    return ElementwiseOps.apply(Arithmetic.COPY_SIGN, this, other);
  }

  /// `min(max(this, low), high)`; NaN stays NaN.
  public Tensor clamp(double low, double high) {
    return maximum(low).minimum(high);
  }

  /// `min(max(this, low), high)`, element by element.
  public Tensor clamp(Tensor low, Tensor high) {
    return maximum(low).minimum(high);
  }

  /// `this + weight * (end - this)`.
  public Tensor lerp(Tensor end, Tensor weight) {
    return add(end.sub(this).mul(weight));
  }

  // ---- Functions

  /// `-this`.
  public Tensor neg() {
    return ElementwiseOps.apply(Functions.NEG, this);
  }

  /// Absolute value.
  public Tensor abs() {
    return ElementwiseOps.apply(Functions.ABS, this);
  }

  /// -1, 0 or 1 by the sign, 0 for zeros of either sign; NaN stays NaN.
  public Tensor sign() {
    return ElementwiseOps.apply(Functions.SIGN, this);
  }

  /// Square root; NaN below 0.
  public Tensor sqrt() {
    return ElementwiseOps.apply(Functions.SQRT, this);
  }

  /// `e^this`.
  public Tensor exp() {
    return ElementwiseOps.apply(Functions.EXP, this);
  }

  /// Natural logarithm; minus infinity at 0, NaN below.
  public Tensor log() {
    return ElementwiseOps.apply(Functions.LOG, this);
  }

  /// Hyperbolic tangent.
  public Tensor tanh() {
    return ElementwiseOps.apply(Functions.TANH, this);
  }

  /// Logistic function `1 / (1 + e^-this)`.
  public Tensor sigmoid() {
    return ElementwiseOps.apply(Functions.SIGMOID, this);
  }

  /// `e^this - 1`, accurate near 0.
  public Tensor expm1() {
    return ElementwiseOps.apply(Functions.EXPM1, this);
  }

  /// `2^this`.
  public Tensor exp2() {
    return ElementwiseOps.apply(Functions.EXP2, this);
  }

  /// `ln(1 + this)`, accurate near 0.
  public Tensor log1p() {
    return ElementwiseOps.apply(Functions.LOG1P, this);
  }

  /// Logarithm to base 2.
  public Tensor log2() {
    return ElementwiseOps.apply(Functions.LOG2, this);
  }

  /// Logarithm to base 10.
  public Tensor log10() {
    return ElementwiseOps.apply(Functions.LOG10, this);
  }

  /// `1 / sqrt(this)`.
  public Tensor rsqrt() {
    return ElementwiseOps.apply(Functions.RSQRT, this);
  }

  /// Cube root.
  public Tensor cbrt() {
    return ElementwiseOps.apply(Functions.CBRT, this);
  }

  /// `1 / this`.
  public Tensor reciprocal() {
    return ElementwiseOps.apply(Functions.RECIPROCAL, this);
  }

  /// `this * this`.
  public Tensor square() {
    return ElementwiseOps.apply(Functions.SQUARE, this);
  }

  /// Sine.
  public Tensor sin() {
    return ElementwiseOps.apply(Functions.SIN, this);
  }

  /// Cosine.
  public Tensor cos() {
    return ElementwiseOps.apply(Functions.COS, this);
  }

  /// Tangent.
  public Tensor tan() {
    return ElementwiseOps.apply(Functions.TAN, this);
  }

  /// Arc sine; NaN outside -1 to 1.
  public Tensor asin() {
    return ElementwiseOps.apply(Functions.ASIN, this);
  }

  /// Arc cosine; NaN outside -1 to 1.
  public Tensor acos() {
    return ElementwiseOps.apply(Functions.ACOS, this);
  }

  /// Arc tangent.
  public Tensor atan() {
    return ElementwiseOps.apply(Functions.ATAN, this);
  }

  /// Hyperbolic sine.
  public Tensor sinh() {
    return ElementwiseOps.apply(Functions.SINH, this);
  }

  /// Hyperbolic cosine.
  public Tensor cosh() {
    return ElementwiseOps.apply(Functions.COSH, this);
  }

  /// Inverse hyperbolic sine.
  public Tensor asinh() {
    return ElementwiseOps.apply(Functions.ASINH, this);
  }

  /// Inverse hyperbolic cosine; NaN below 1.
  public Tensor acosh() {
    return ElementwiseOps.apply(Functions.ACOSH, this);
  }

  /// Inverse hyperbolic tangent; NaN outside -1 to 1.
  public Tensor atanh() {
    return ElementwiseOps.apply(Functions.ATANH, this);
  }

  /// Error function `2 / sqrt(pi) int_0^x e^(-t^2) dt`; more of the kind in [Special].
  public Tensor erf() {
    return ElementwiseOps.apply(Functions.ERF, this);
  }

  /// Largest whole number not above.
  public Tensor floor() {
    return ElementwiseOps.apply(Functions.FLOOR, this);
  }

  /// Smallest whole number not below.
  public Tensor ceil() {
    return ElementwiseOps.apply(Functions.CEIL, this);
  }

  /// Nearest whole number, the even one of two.
  public Tensor round() {
    return ElementwiseOps.apply(Functions.ROUND, this);
  }

  /// Nearest whole number towards 0.
  public Tensor trunc() {
    return ElementwiseOps.apply(Functions.TRUNC, this);
  }

  // ---- Comparisons

  /// Whether elements are equal; NaN equals nothing.
  public Tensor eq(Tensor other) {
    return ElementwiseOps.apply(Comparisons.EQUAL, this, other);
  }

  /// Whether elements differ; NaN differs from everything.
  public Tensor ne(Tensor other) {
    return ElementwiseOps.apply(Comparisons.NOT_EQUAL, this, other);
  }

  /// Whether `this < other`.
  public Tensor lt(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LESS, this, other);
  }

  /// Whether `this <= other`.
  public Tensor le(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LESS_EQUAL, this, other);
  }

  /// Whether `this > other`.
  public Tensor gt(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LESS, other, this);
  }

  /// Whether `this >= other`.
  public Tensor ge(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LESS_EQUAL, other, this);
  }

  /// Whether elements equal `number`.
  public Tensor eq(double number) {
    return ElementwiseOps.apply(
        Comparisons.EQUAL, this, ElementwiseOps.number(Comparisons.EQUAL, this, number));
  }

  /// Whether elements differ from `number`.
  public Tensor ne(double number) {
    return ElementwiseOps.apply(
        Comparisons.NOT_EQUAL, this, ElementwiseOps.number(Comparisons.NOT_EQUAL, this, number));
  }

  /// Whether `this < number`.
  public Tensor lt(double number) {
    return ElementwiseOps.apply(
        Comparisons.LESS, this, ElementwiseOps.number(Comparisons.LESS, this, number));
  }

  /// Whether `this <= number`.
  public Tensor le(double number) {
    return ElementwiseOps.apply(
        Comparisons.LESS_EQUAL, this, ElementwiseOps.number(Comparisons.LESS_EQUAL, this, number));
  }

  /// Whether `this > number`.
  public Tensor gt(double number) {
    return ElementwiseOps.apply(
        Comparisons.LESS, ElementwiseOps.number(Comparisons.LESS, this, number), this);
  }

  /// Whether `this >= number`.
  public Tensor ge(double number) {
    return ElementwiseOps.apply(
        Comparisons.LESS_EQUAL, ElementwiseOps.number(Comparisons.LESS_EQUAL, this, number), this);
  }

  /// Whether an element is not a number.
  public Tensor isNaN() {
    return ElementwiseOps.apply(Comparisons.IS_NAN, this);
  }

  /// Whether an element is plus or minus infinity.
  public Tensor isInfinite() {
    return ElementwiseOps.apply(Comparisons.IS_INFINITE, this);
  }

  /// Whether an element is neither infinite nor NaN.
  public Tensor isFinite() {
    return ElementwiseOps.apply(Comparisons.IS_FINITE, this);
  }

  /// Whether both are not 0.
  public Tensor logicalAnd(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LOGICAL_AND, to(DType.BOOL), other.to(DType.BOOL));
  }

  /// Whether one of the two is not 0.
  public Tensor logicalOr(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LOGICAL_OR, to(DType.BOOL), other.to(DType.BOOL));
  }

  /// Whether just one of the two is not 0.
  public Tensor logicalXor(Tensor other) {
    return ElementwiseOps.apply(Comparisons.LOGICAL_XOR, to(DType.BOOL), other.to(DType.BOOL));
  }

  /// Whether an element is 0.
  public Tensor logicalNot() {
    return ElementwiseOps.apply(Comparisons.LOGICAL_NOT, to(DType.BOOL));
  }

  /// Whether `|this - other| <= absolute + relative * |other|`; equal infinities are close, and two
  /// NaN if `equalNan`.
  public Tensor isClose(Tensor other, double relative, double absolute, boolean equalNan) {
    Tensor near = sub(other).abs().le(other.abs().mul(relative).add(absolute));
    Tensor close = near.logicalAnd(other.isFinite()).logicalOr(eq(other));
    return equalNan ? close.logicalOr(isNaN().logicalAnd(other.isNaN())) : close;
  }

  // ---- Reductions

  /// Sum over `axes`, all if none is given; the reduced axes disappear or, with `keepDims`, stay
  /// with size 1. The empty sum is 0. Sums of integers and truth values are I64.
  public Tensor sum(boolean keepDims, int... axes) {
    return ReductionOps.sum(this, keepDims, axes);
  }

  /// Sum of all elements, without axes.
  public Tensor sum() {
    return sum(false);
  }

  /// Mean over `axes`, all if none is given; NaN over no elements. Floating point only.
  public Tensor mean(boolean keepDims, int... axes) {
    Tensor sum = requireFloating("mean").sum(keepDims, axes);
    return sum.div(sum.size() == 0 ? 1 : (double) size() / sum.size());
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
    return ReductionOps.argmax(this, false, axis);
  }

  /// Index of the first smallest element along an axis, as I64; the first NaN counts as smallest.
  public Tensor argmin(int axis) {
    return ReductionOps.argmin(this, false, axis);
  }

  /// Sums away what broadcasting to this shape had added: the inverse of [#expand] for gradients.
  /// Itself if nothing was.
  public Tensor sumTo(Shape target) {
    return ReductionOps.sumTo(this, target);
  }

  /// Product over `axes`, all if none is given; 1 over no elements. Products of integers and truth
  /// values are I64.
  public Tensor prod(boolean keepDims, int... axes) {
    return ReductionOps.prod(this, keepDims, axes);
  }

  /// Product of all elements, without axes.
  public Tensor prod() {
    return prod(false);
  }

  /// Whether an element is not 0, over `axes`, all if none is given; false over no elements. NaN is
  /// not 0. Of any type, the result is BOOL.
  public Tensor any(boolean keepDims, int... axes) {
    return ReductionOps.any(this, keepDims, axes);
  }

  /// Whether no element is 0, over `axes`, all if none is given; true over no elements.
  public Tensor all(boolean keepDims, int... axes) {
    return ReductionOps.all(this, keepDims, axes);
  }

  /// The number of elements that are not 0 over `axes`, all if none is given, as I64.
  public Tensor countNonZero(boolean keepDims, int... axes) {
    return MomentOps.countNonZero(this, keepDims, axes);
  }

  /// Variance over `axes`, all if none is given: the squared deviations from the mean, summed and
  /// divided by `max(0, n - correction)`. A `correction` of 0 is the variance of the elements
  /// themselves, 1 the unbiased estimate for what they were drawn from. NaN over no elements, and
  /// with `correction` 1 over one. Floating point only.
  public Tensor var(int correction, boolean keepDims, int... axes) {
    return MomentOps.var("var", this, correction, keepDims, axes);
  }

  /// Standard deviation, the square root of [#var].
  public Tensor std(int correction, boolean keepDims, int... axes) {
    return MomentOps.var("std", this, correction, keepDims, axes);
  }

  /// The `order`-norm `(sum |x|^order)^(1/order)` over `axes`, all if none is given, without
  /// overflow on the way: 2 is the length, 1 the sum of sizes, infinity the largest size, minus
  /// infinity the smallest, 0 the number of elements that are not 0. Floating point only.
  public Tensor norm(double order, boolean keepDims, int... axes) {
    return MomentOps.norm(this, order, keepDims, axes);
  }

  /// `ln sum e^x` over `axes`, all if none is given, without overflow on the way; minus infinity
  /// over no elements. Floating point only.
  public Tensor logSumExp(boolean keepDims, int... axes) {
    return MomentOps.logSumExp(this, keepDims, axes);
  }

  /// The middle element in ascending order over `axes`, all if none is given; the mean of the two
  /// middle ones if their number is even (NumPy's median). NaN if one is NaN. Floating point only.
  public Tensor median(boolean keepDims, int... axes) {
    return SortOps.median(this, keepDims, axes);
  }

  /// The middle element in ascending order over `axes`, all if none is given; the lower of the two
  /// middle ones if their number is even (PyTorch's median). NaN if one is NaN.
  public Tensor lowerMedian(boolean keepDims, int... axes) {
    return SortOps.lowerMedian(this, keepDims, axes);
  }

  /// As [#argmax(int)]; with `keepDims` the axis stays with size 1.
  public Tensor argmax(boolean keepDims, int axis) {
    return ReductionOps.argmax(this, keepDims, axis);
  }

  /// Row-major number of the first largest of all elements, as I64.
  public Tensor argmax() {
    return reshape(-1).argmax(0);
  }

  /// As [#argmin(int)]; with `keepDims` the axis stays with size 1.
  public Tensor argmin(boolean keepDims, int axis) {
    return ReductionOps.argmin(this, keepDims, axis);
  }

  /// Row-major number of the first smallest of all elements, as I64.
  public Tensor argmin() {
    return reshape(-1).argmin(0);
  }

  // ---- Running reductions

  /// Running sum along an axis: entry `i` is the sum of entries `0 .. i`. Of integers and truth
  /// values I64.
  public Tensor cumsum(int axis) {
    return ScanOps.cumsum(this, axis);
  }

  /// Running product along an axis. Of integers and truth values I64.
  public Tensor cumprod(int axis) {
    return ScanOps.cumprod(this, axis);
  }

  /// Largest element so far along an axis; NaN from the first NaN on.
  public Tensor cummax(int axis) {
    return ScanOps.cummax(this, axis);
  }

  /// Smallest element so far along an axis; NaN from the first NaN on.
  public Tensor cummin(int axis) {
    return ScanOps.cummin(this, axis);
  }

  /// Running `ln sum e^x` along an axis, without overflow on the way. Floating point only.
  public Tensor logCumSumExp(int axis) {
    return ScanOps.logCumSumExp(this, axis);
  }

  /// Differences of neighbours along an axis, taken `n` times: the axis shrinks by `n`. Of truth
  /// values whether they differ.
  public Tensor diff(int n, int axis) {
    return ScanOps.diff(this, n, axis);
  }

  // ---- Products, softmax

  /// Matrix product of `[..., m, k]` and `[..., k, n]`, `[..., m, n]`: leading axes broadcast, and
  /// a vector on the left counts as a row, on the right as a column, whose axis the result does not
  /// have. Transposed and sliced views are multiplied where they lie. Not for truth values.
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

  /// Sum over the last axis of this and the last but one (the only one of a vector) of `other`: for
  /// vectors their scalar product, for matrices [#matmul]. A scalar multiplies.
  public Tensor dot(Tensor other) {
    return ProductOps.dot(this, other);
  }

  /// Sum over the last axes of both. A scalar multiplies.
  public Tensor inner(Tensor other) {
    return ProductOps.inner(this, other);
  }

  /// Scalar product of all elements of both, in row-major order; without axes.
  public Tensor vdot(Tensor other) {
    return ProductOps.vdot(this, other);
  }

  /// Every element times every one of `other`: `[size, other.size]`.
  public Tensor outer(Tensor other) {
    return ProductOps.outer(this, other);
  }

  /// Sum over the last `axes` axes of this and the first `axes` of `other`, in order. The axes of
  /// the result are those left of this, then those left of `other`.
  public Tensor tensordot(Tensor other, int axes) {
    return ProductOps.tensordot(this, other, axes);
  }

  /// As [#tensordot(Tensor, int)] over `axes[i]` of this and `otherAxes[i]` of `other`.
  public Tensor tensordot(Tensor other, int[] axes, int[] otherAxes) {
    return ProductOps.tensordot(this, other, axes, otherAxes);
  }

  // ---- Indexing

  /// The entries along `axis` that the vector `index` names, in its order. Indices are I64 or I32,
  /// here and below, and negative ones count from the end.
  public Tensor indexSelect(int axis, Tensor index) {
    return GatherOps.indexSelect(this, axis, index);
  }

  /// This with `source` added to the entries along `axis` that `index` names; an entry named twice
  /// gets both.
  public Tensor indexAdd(int axis, Tensor index, Tensor source) {
    return ScatterOps.indexAdd(this, axis, index, source);
  }

  /// For indices of any shape, rows of `classes` zeros with a 1 at the index, as F32.
  public Tensor oneHot(int classes) {
    return oneHot(classes, DType.F32, 0, 1);
  }

  /// For indices of any shape, rows of `classes` times `off` with `on` at the index.
  public Tensor oneHot(int classes, DType type, double off, double on) {
    return CreationOps.oneHot(this, classes, type, off, on);
  }

  /// As [#indexSelect] for an index of any shape, whose axes stand in place of `axis`.
  public Tensor take(int axis, Tensor index) {
    return GatherOps.take(this, axis, index);
  }

  /// For each index the element of its own line along `axis`: `out[i, j] = this[i, index[i, j]]`
  /// for axis 1 of a matrix. The result has the shape of `index`, which is no longer than this
  /// along the other axes.
  public Tensor gather(int axis, Tensor index) {
    return GatherOps.gather(this, axis, index);
  }

  /// This with `source` in place of the entries along `axis` that the vector `index` names.
  public Tensor indexCopy(int axis, Tensor index, Tensor source) {
    return ScatterOps.indexCopy(this, axis, index, source);
  }

  /// This with each element of `source` at the place in its line along `axis` that `index` names:
  /// `out[i, index[i, j]] = source[i, j]` for axis 1 of a matrix; of several the last stays. Source
  /// is at least as long as `index` along every axis, or has none.
  public Tensor scatter(int axis, Tensor index, Tensor source) {
    return scatter(axis, index, source, ScatterReduction.NONE);
  }

  /// As [#scatter(int, Tensor, Tensor)], combined with what is there.
  public Tensor scatter(int axis, Tensor index, Tensor source, ScatterReduction reduction) {
    return ScatterOps.scatter("scatter", this, axis, index, source, reduction);
  }

  /// As [#scatter(int, Tensor, Tensor)], added to what is there.
  public Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    return ScatterOps.scatter("scatterAdd", this, axis, index, source, ScatterReduction.ADD);
  }

  /// This with `value` where `mask` (BOOL) is true; the two broadcast.
  public Tensor maskedFill(Tensor mask, double value) {
    return MaskOps.maskedFill(this, mask, value);
  }

  /// The elements where `mask` (BOOL) is true, in one axis; the two broadcast.
  public Tensor maskedSelect(Tensor mask) {
    return MaskOps.maskedSelect(this, mask);
  }

  /// The positions `[n, rank]` of all elements that are not 0, in row-major order, I64.
  public Tensor nonZero() {
    return MaskOps.nonZero(this);
  }

  /// The matrices of the last two axes with zeros above diagonal `k`: kept is `j - i <= k`.
  public Tensor tril(int k) {
    return TriangleOps.lower(this, k);
  }

  /// The matrices of the last two axes with zeros below diagonal `k`: kept is `j - i >= k`.
  public Tensor triu(int k) {
    return TriangleOps.upper(this, k);
  }

  /// The matrix of zeros with this vector on diagonal `k`. The way back is [#diagonal].
  public Tensor diag(int k) {
    return TriangleOps.diagonalMatrix(this, k);
  }

  /// For each of several vectors the grid `[n1, n2, ...]` with its elements along its own axis;
  /// views. NumPy's `xy` order is that of the first two axes exchanged.
  public static Tensor[] meshgrid(Tensor... vectors) {
    return CreationOps.meshgrid(vectors);
  }

  // ---- Joining, repeating, padding

  /// Tensors one behind the other along an axis, equal along all others. Types promote; equal ones
  /// may be for storage, too.
  public static Tensor concat(int axis, Tensor... tensors) {
    return JoinOps.concat(axis, tensors);
  }

  /// Tensors of one shape one behind the other along a new axis.
  public static Tensor stack(int axis, Tensor... tensors) {
    return JoinOps.stack(axis, tensors);
  }

  /// The tensor `times[i]` times along axis `i`. The last of `times` is for the last axis; what is
  /// missing in front counts as 1.
  public Tensor tile(int... times) {
    return JoinOps.tile(this, times);
  }

  /// Each entry along an axis `times` times in a row.
  public Tensor repeat(int axis, int times) {
    return JoinOps.repeat(this, axis, times);
  }

  /// Each entry along an axis as many times in a row as the I64 vector `counts` says for it.
  public Tensor repeat(int axis, Tensor counts) {
    return JoinOps.repeat(this, axis, counts);
  }

  /// The entries along an axis moved by `shift`; what leaves at the end comes in at the front.
  public Tensor roll(int shift, int axis) {
    return roll(new int[] {shift}, new int[] {axis});
  }

  /// The entries along `axes[i]` moved by `shifts[i]`.
  public Tensor roll(int[] shifts, int[] axes) {
    return JoinOps.roll(this, shifts, axes);
  }

  /// `before` zeros before and `after` zeros behind the entries along `axis`.
  public Tensor pad(int axis, int before, int after) {
    return PadOps.pad(this, axis, before, after);
  }

  /// `before[i]` entries before and `after[i]` behind those along axis `i`, as `mode` says; the
  /// `value` is for [PadMode#CONSTANT]. Negative sizes take entries away, first of all.
  public Tensor pad(int[] before, int[] after, PadMode mode, double value) {
    return PadOps.pad(this, before, after, mode, value);
  }

  // ---- In place

  /// Adds `scale * other`, of the same shape.
  public void addScaledInPlace(Tensor other, double scale) {
    ElementwiseOps.addScaledInPlace("addScaledInPlace", this, other, scale);
  }

  /// Adds `other`, which broadcasts to this shape.
  public void addInPlace(Tensor other) {
    ElementwiseOps.applyInPlace("addInPlace", Arithmetic.ADD, this, other);
  }

  /// Adds `number` to every element.
  public void addInPlace(double number) {
    addInPlace(ElementwiseOps.number(Arithmetic.ADD, this, number));
  }

  /// Multiplies by `other`, which broadcasts to this shape.
  public void mulInPlace(Tensor other) {
    ElementwiseOps.applyInPlace("mulInPlace", Arithmetic.MUL, this, other);
  }

  /// Multiplies every element by `number`.
  public void mulInPlace(double number) {
    mulInPlace(ElementwiseOps.number(Arithmetic.MUL, this, number));
  }

  /// Overwrites every element with `value`, which an integer type must hold.
  public void fillInPlace(double value) {
    copyFromInPlace(CreationOps.number("fillInPlace", dtype(), value));
  }

  /// Overwrites every element with that of `source`, of the same type, which broadcasts to this
  /// shape.
  public void copyFromInPlace(Tensor source) {
    if (source.dtype() != dtype()) {
      throw DType.mismatch("copyFromInPlace", dtype(), source.dtype());
    }
    ElementwiseOps.requireWritable("copyFromInPlace", this);
    CopyOps.copy(source.apartFrom(this).expand("copyFromInPlace", shape()), this);
  }

  // ---- For the families of operations

  Layout layout() {
    return layout;
  }

  float[] floats() {
    return (float[]) array();
  }

  double[] doubles() {
    return (double[]) array();
  }

  long[] longs() {
    return (long[]) array();
  }

  /// The storage's Java array. Every operation comes by here: an array that was given back is never
  /// read or written through a tensor.
  Object array() {
    Object array = storage.array();
    if (array == null) {
      throw Workspace.released(this);
    }
    return array;
  }

  Storage storage() {
    return storage;
  }

  Tensor withLayout(Layout view) {
    return new Tensor(storage, view);
  }

  /// This tensor, or a copy if it shares storage with one that is about to be written.
  @SuppressWarnings("ReferenceEquality") // One array, not two with equal elements.
  Tensor apartFrom(Tensor target) {
    return array() == target.array() ? copy() : this;
  }

  Tensor moveToEnd(int axis) {
    return axis == rank() - 1 ? this : moveAxis(axis, rank() - 1);
  }

  Tensor moveFromEnd(int axis) {
    return axis == rank() - 1 ? this : moveAxis(rank() - 1, axis);
  }

  Tensor requireF32(String op) {
    return requireType(op, DType.F32);
  }

  /// This tensor if it has a type.
  Tensor requireType(String op, DType type) {
    if (dtype() != type) {
      throw DType.mismatch(op, type, dtype());
    }
    return this;
  }

  /// This tensor if it is F32 or F64.
  Tensor requireFloating(String op) {
    if (dtype() != DType.F32 && dtype() != DType.F64) {
      throw DType.notFloating(op, dtype());
    }
    return this;
  }

  /// This tensor as I64 if it is I64 or I32.
  Tensor requireIndices(String op) {
    if (dtype() != DType.I64 && dtype() != DType.I32) {
      throw DType.mismatch(op, DType.I64, dtype());
    }
    return to(DType.I64);
  }

  private void requireSingle(String op) {
    if (!dtype().isFloating() || dtype() == DType.F64) {
      throw DType.mismatch(op, DType.F32, dtype());
    }
  }

  private void requireWhole(String op) {
    if (dtype().isFloating()) {
      throw DType.mismatch(op, DType.I64, dtype());
    }
  }

  private static IllegalArgumentException notOfWidth(DType type, int bits) {
    return new IllegalArgumentException(
        "wrap: " + type + " has " + 8 * type.bytes() + " bits; got elements of " + bits);
  }

  /// Type, shape, strides, then the smallest element, the mean and the largest (of those that are
  /// not NaN) and the number of NaN: two lines for a log or a debugger.
  public String describe() {
    return Description.of(this);
  }

  /// The elements as NumPy's `str` prints them, shortened in the middle beyond 1,000.
  @Override
  public String toString() {
    return Printer.print(this);
  }
}
