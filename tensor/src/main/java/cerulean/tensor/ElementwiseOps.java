package cerulean.tensor;

import static cerulean.tensor.kernel.Kernels.DOUBLE_ELEMENTWISE;
import static cerulean.tensor.kernel.Kernels.ELEMENTWISE;

import org.jspecify.annotations.Nullable;

/// Runs elementwise operations: common type, common shape, layout of the result, one call of a loop
/// per run of adjacent elements.
///
/// Elements that lie adjacent in the computing type are used where they are. Others (strided, of a
/// narrower type, or one number repeated) pass through a small buffer, so that a view or a mixed
/// operation costs no copy of the whole tensor. No element sees a function argument.
final class ElementwiseOps {

  private ElementwiseOps() {}

  /// The result of an operation on tensors, which broadcast.
  static Tensor apply(Operation operation, Tensor... operands) {
    DType type = operandType(operation, operands);
    Shape shape = operands[0].shape();
    for (int k = 1; k < operands.length; k++) {
      shape = Shape.broadcast(operation.op(), shape, operands[k].shape());
    }
    Tensor out = Tensor.empty(operation.result(type), shape);
    run(operation, type, out, operands);
    return out;
  }

  /// `a = operation(a, rest)`, where the rest broadcasts to the shape of `a` and gives way to its
  /// type.
  static void applyInPlace(String op, Operation operation, Tensor a, Tensor... rest) {
    requireWritable(op, a);
    Tensor[] operands = new Tensor[rest.length + 1];
    operands[0] = a;
    for (int k = 0; k < rest.length; k++) {
      rest[k].layout().expand(op, a.shape());
      operands[k + 1] = rest[k].apartFrom(a);
    }
    DType type = operandType(operation, operands);
    if (operation.result(type) != a.dtype()) {
      throw wouldChangeType(op, a.dtype(), operation.result(type));
    }
    if (a.isContiguous()) {
      run(operation, type, a, operands);
    } else {
      CopyOps.copy(apply(operation, operands), a);
    }
  }

  /// `out = operation(operands)`, where the operands broadcast to the shape of `out` and their
  /// result has its type. An operand may be `out`, or another view of the same elements, which is
  /// copied first.
  static void applyInto(String op, Operation operation, Tensor out, Tensor... operands) {
    requireWritable(op, out);
    Tensor[] apart = new Tensor[operands.length];
    for (int k = 0; k < operands.length; k++) {
      operands[k].layout().expand(op, out.shape());
      apart[k] = operands[k] == out ? out : operands[k].apartFrom(out);
    }
    DType type = operandType(operation, apart);
    if (operation.result(type) != out.dtype()) {
      throw wouldChangeType(op, out.dtype(), operation.result(type));
    }
    if (out.isContiguous()) {
      run(operation, type, out, apart);
    } else {
      CopyOps.copy(apply(operation, apart).expand(out.shape()), out);
    }
  }

  private static DType operandType(Operation operation, Tensor... operands) {
    int first = operation.hasMask() ? 1 : 0;
    DType common = operands[first].dtype();
    for (int k = first + 1; k < operands.length; k++) {
      common = common.promote(operation.op(), operands[k].dtype());
    }
    return operation.operands(common);
  }

  /// A number as an operand beside a tensor: it takes the tensor's type and changes none. Integers
  /// may be compared with a fraction and with what is beyond their type, and bounded by the latter.
  static Tensor number(Operation operation, Tensor beside, double number) {
    DType type = operation.operands(beside.dtype());
    boolean fraction = !type.isFloating() && number != Math.rint(number);
    if (fraction && operation.result(type) == DType.BOOL) {
      return Tensor.scalar(number); // Compared, not taken over.
    }
    if (type == DType.BOOL || fraction) {
      throw notOfType(operation.op(), number, beside.dtype());
    }
    return type.holds(number) ? Tensor.full(type, number) : beyond(operation, type, number);
  }

  /// A whole or infinite number that an integer type does not hold.
  private static Tensor beyond(Operation operation, DType type, double number) {
    if (operation.result(type) == DType.BOOL) {
      // Infinite, because the largest integers as F64 round to the next number.
      return Tensor.scalar(Math.copySign(Double.POSITIVE_INFINITY, number));
    }
    if (operation == Arithmetic.MAXIMUM || operation == Arithmetic.MINIMUM) {
      return Tensor.scalar(number > 0 ? type.most() : type.least()).to(type);
    }
    throw outOfRange(operation.op(), number, type);
  }

  /// Writes into the contiguous `out`.
  private static void run(Operation operation, DType type, Tensor out, Tensor... operands) {
    if (out.size() == 0
        || (out.size() <= Runs.GRAIN && ranAtOnce(operation, type, out, operands))) {
      return;
    }
    Layout[] layouts = new Layout[operands.length];
    for (int k = 0; k < operands.length; k++) {
      layouts[k] = operands[k].layout().expand(operation.op(), out.shape());
    }
    Runs runs = Runs.over(out.shape(), layouts);
    runs.forEachWith(() -> new Pass(operation, type, runs, out, operands));
  }

  /// Runs an operation whose operands are adjacent elements of the computing type, or one number
  /// where there is a loop for that, by one call of the loop; false if they are not.
  ///
  /// [Pass] would end in the same call. This is for the many operations of small networks, where
  /// laying out runs takes longer than the loop.
  private static boolean ranAtOnce(
      Operation operation, DType type, Tensor out, Tensor... operands) {
    if (Conversions.through(out.dtype()) != out.dtype()) {
      return false;
    }
    DType computing = type.computing(operation.op());
    Operation.Loops loops = operation.loops(type);
    Operation.Loop loop = loops.adjacent();
    Object[] arrays = new Object[operands.length];
    int[] starts = new int[operands.length];
    for (int k = 0; k < operands.length; k++) {
      Tensor operand = operands[k];
      if (operand.dtype() != (k == 0 && operation.hasMask() ? DType.BOOL : computing)) {
        return false;
      }
      if (operand.size() != out.size()) {
        Operation.Loop repeated = k == 0 ? loops.firstRepeated() : loops.secondRepeated();
        if (operand.size() != 1 || repeated == null) {
          return false;
        }
        loop = repeated;
      } else if (!operand.isContiguous()) {
        return false;
      }
      arrays[k] = operand.array();
      starts[k] = operand.layout().offset();
    }
    loop.run(arrays, starts, out.array(), out.layout().offset(), out.size());
    return true;
  }

  /// The runs that one thread does, with its buffers.
  private static final class Pass implements Runs.Body {

    private final Runs runs;
    private final DType[] types;
    private final Object[] sources;
    private final DType[] computing;
    private final boolean[] single;
    private final @Nullable Object[] buffers;
    private final Object[] arrays;
    private final int[] starts;
    private final Operation.Loop loop;
    private final Object target;
    private final int offset;
    private final DType result;
    private final @Nullable Object results;
    private boolean direct;

    Pass(Operation operation, DType type, Runs runs, Tensor out, Tensor... operands) {
      int count = operands.length;
      this.runs = runs;
      this.types = new DType[count];
      this.sources = new Object[count];
      this.computing = new DType[count];
      this.single = new boolean[count];
      this.buffers = new Object[count];
      this.arrays = new Object[count];
      this.starts = new int[count];
      this.loop = choose(operation.loops(type));
      this.target = out.array();
      this.offset = out.layout().offset();
      this.result = out.dtype();
      int block = Math.min(Conversions.BLOCK, runs.length());
      DType through = Conversions.through(result);
      this.results = through == result ? null : Storage.moves(through).allocate(block);
      this.direct = results == null;
      for (int k = 0; k < count; k++) {
        types[k] = operands[k].dtype();
        sources[k] = operands[k].array();
        computing[k] = operation.hasMask() && k == 0 ? DType.BOOL : type.computing(operation.op());
        boolean inPlace = types[k] == computing[k] && (runs.step(k) == 1 || single[k]);
        if (!inPlace) {
          buffers[k] = Storage.moves(computing[k]).allocate(single[k] ? 1 : block);
          direct &= single[k];
        }
      }
    }

    private Operation.Loop choose(Operation.Loops loops) {
      if (loops.secondRepeated() != null && runs.step(1) == 0) {
        single[1] = true;
        return loops.secondRepeated();
      }
      if (loops.firstRepeated() != null && runs.step(0) == 0) {
        single[0] = true;
        return loops.firstRepeated();
      }
      return loops.adjacent();
    }

    @Override
    public void run(int run, int from, int n) {
      int block = direct ? n : Conversions.BLOCK;
      for (int done = 0; done < n; done += block) {
        int m = Math.min(block, n - done);
        for (int k = 0; k < sources.length; k++) {
          load(k, runs.start(k, run), from + done, m);
        }
        int o = offset + run * runs.length() + from + done;
        if (results == null) {
          loop.run(arrays, starts, target, o, m);
        } else {
          loop.run(arrays, starts, results, 0, m);
          Conversions.store(results, result, target, o, m);
        }
      }
    }

    private void load(int k, int start, int from, int n) {
      int first = single[k] ? start : start + from * runs.step(k);
      Object buffer = buffers[k];
      if (buffer == null) {
        arrays[k] = sources[k];
        starts[k] = first;
      } else {
        int count = single[k] ? 1 : n;
        Conversions.load(types[k], sources[k], first, runs.step(k), computing[k], buffer, count);
        arrays[k] = buffer;
        starts[k] = 0;
      }
    }
  }

  /// `a += scale * b`, in place.
  static void addScaledInPlace(String op, Tensor a, Tensor b, double scale) {
    requireWritable(op, a);
    if (!a.shape().equals(b.shape())) {
      throw new ShapeException(
          op, "shapes differ: " + a.shape() + " and " + b.shape(), a.shape(), b.shape());
    }
    if (a.dtype() != b.dtype() || !a.dtype().isFloating() || !a.isContiguous()) {
      applyInPlace(op, Arithmetic.ADD, a, b.mul(scale));
      return;
    }
    a.dtype().computing(op);
    Tensor y = b.apartFrom(a).contiguous();
    int i = a.layout().offset();
    int j = y.layout().offset();
    Parallel.forRange(
        a.size(),
        Runs.GRAIN,
        (from, to) -> {
          if (a.dtype() == DType.F32) {
            ELEMENTWISE.addScaled(
                y.floats(), j + from, (float) scale, a.floats(), i + from, to - from);
          } else {
            DOUBLE_ELEMENTWISE.addScaled(
                y.doubles(), j + from, scale, a.doubles(), i + from, to - from);
          }
        });
  }

  static void requireWritable(String op, Tensor a) {
    Layout layout = a.layout();
    for (int axis = 0; axis < a.rank(); axis++) {
      if (layout.stride(axis) == 0 && a.shape().dim(axis) > 1) {
        throw new IllegalArgumentException(
            op + ": an expanded view of shape " + a.shape() + " cannot be written; copy it first");
      }
    }
    if (layout.overlaps()) {
      throw new IllegalArgumentException(
          op + ": elements of this view of shape " + a.shape() + " overlap; copy it first");
    }
    Changes.count(a.storage());
  }

  private static IllegalArgumentException wouldChangeType(String op, DType own, DType result) {
    return new IllegalArgumentException(
        op + ": the result is " + result + ", the tensor written to " + own + "; convert first");
  }

  private static IllegalArgumentException outOfRange(String op, double number, DType type) {
    return new IllegalArgumentException(
        op + ": " + number + " is out of the range of " + type + "; convert with to(DType.F64)");
  }

  private static IllegalArgumentException notOfType(String op, double number, DType type) {
    return new IllegalArgumentException(
        op
            + ": "
            + number
            + (type == DType.BOOL ? " is not a truth value" : " is not a whole number")
            + " and the tensor is "
            + type
            + "; convert with to(DType.F32)");
  }
}
