package cerulean.tensor;

/// Operations that write into a tensor that is there already, as `out=` does in NumPy and PyTorch:
/// for loops that shall allocate nothing.
///
/// Operands broadcast to the shape of `out`, which must have the type of the result. `out` may be
/// an operand. It may be any view whose elements do not overlap; one that is not contiguous costs a
/// result beside it. So does an operand that is another view of the elements of `out`.
public final class Into {

  private Into() {}

  /// `out = a + b`.
  public static void add(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.applyInto("add into", Arithmetic.ADD, out, a, b);
  }

  /// With a number in place of `b`.
  public static void add(Tensor a, double b, Tensor out) {
    add(a, ElementwiseOps.number(Arithmetic.ADD, a, b), out);
  }

  /// `out = a - b`.
  public static void sub(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.applyInto("sub into", Arithmetic.SUB, out, a, b);
  }

  /// With a number in place of `b`.
  public static void sub(Tensor a, double b, Tensor out) {
    sub(a, ElementwiseOps.number(Arithmetic.SUB, a, b), out);
  }

  /// `out = a b`, element by element.
  public static void mul(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.applyInto("mul into", Arithmetic.MUL, out, a, b);
  }

  /// With a number in place of `b`.
  public static void mul(Tensor a, double b, Tensor out) {
    mul(a, ElementwiseOps.number(Arithmetic.MUL, a, b), out);
  }

  /// `out = a / b`.
  public static void div(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.applyInto("div into", Arithmetic.DIV, out, a, b);
  }

  /// With a number in place of `b`.
  public static void div(Tensor a, double b, Tensor out) {
    div(a, ElementwiseOps.number(Arithmetic.DIV, a, b), out);
  }

  /// `out = a b + c`, element by element, in one pass: the bits of `a.mul(b).add(c)`.
  public static void mulAdd(Tensor a, Tensor b, Tensor c, Tensor out) {
    ElementwiseOps.applyInto("mulAdd into", Arithmetic.MUL_ADD, out, a, b, c);
  }

  /// The larger of two elements; NaN if one is NaN.
  public static void maximum(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.applyInto("maximum into", Arithmetic.MAXIMUM, out, a, b);
  }

  /// With a number in place of `b`.
  public static void maximum(Tensor a, double b, Tensor out) {
    maximum(a, ElementwiseOps.number(Arithmetic.MAXIMUM, a, b), out);
  }

  /// The smaller of two elements; NaN if one is NaN.
  public static void minimum(Tensor a, Tensor b, Tensor out) {
    ElementwiseOps.applyInto("minimum into", Arithmetic.MINIMUM, out, a, b);
  }

  /// With a number in place of `b`.
  public static void minimum(Tensor a, double b, Tensor out) {
    minimum(a, ElementwiseOps.number(Arithmetic.MINIMUM, a, b), out);
  }

  /// `out = -a`.
  public static void neg(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("neg into", Functions.NEG, out, a);
  }

  /// `out = |a|`.
  public static void abs(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("abs into", Functions.ABS, out, a);
  }

  /// `out = sqrt(a)`.
  public static void sqrt(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("sqrt into", Functions.SQRT, out, a);
  }

  /// `out = e^a`.
  public static void exp(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("exp into", Functions.EXP, out, a);
  }

  /// Natural logarithm.
  public static void log(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("log into", Functions.LOG, out, a);
  }

  /// Hyperbolic tangent.
  public static void tanh(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("tanh into", Functions.TANH, out, a);
  }

  /// `out = 1 / (1 + e^-a)`.
  public static void sigmoid(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("sigmoid into", Functions.SIGMOID, out, a);
  }

  /// [Activations#gelu].
  public static void gelu(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("gelu into", Activations.GELU, out, a);
  }

  /// [Activations#silu].
  public static void silu(Tensor a, Tensor out) {
    ElementwiseOps.applyInto("silu into", Activations.SILU, out, a);
  }

  /// `out = max(a, 0)`.
  public static void relu(Tensor a, Tensor out) {
    maximum(a, 0, out);
  }

  /// The matrix product of `a` and `b` as [Tensor#matmul]; `out` has the shape of the result.
  public static void matmul(Tensor a, Tensor b, Tensor out) {
    MatMulOps.matmulInto(a, b, out);
  }
}
