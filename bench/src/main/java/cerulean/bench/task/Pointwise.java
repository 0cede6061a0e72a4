package cerulean.bench.task;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An elementwise operation, a sum or an optimizer's update on arrays of `size` floats.
///
/// - `target`: whether results go into a new array, a given one, or an operand's place
public record Pointwise(Op op, int size, Target target) implements Task {

  /// The name of the group.
  public static final String GROUP = "elementwise";

  private static final Pattern WORK = Pattern.compile("(\\w+) 1e(\\d) (new|given|in place)");

  /// The operations; `arrays` are read or written in one run.
  public enum Op {
    ADD(2, 3),
    MUL(2, 3),
    /// `a b + c`, or `a += s b` in place.
    FMA(3, 4),
    RELU(1, 2),
    EXP(1, 2),
    TANH(1, 2),
    SIGMOID(1, 2),
    GELU(1, 2),
    SUM(1, 1),
    /// Adam's step: reads weights, gradients and two means, writes all but the gradients.
    ADAM(4, 7);

    private final int operands;
    private final int arrays;

    Op(int operands, int arrays) {
      this.operands = operands;
      this.arrays = arrays;
    }

    /// How many arrays go in.
    public int operands() {
      return operands;
    }
  }

  /// Where the result goes.
  public enum Target {
    NEW("new"),
    GIVEN("given"),
    IN_PLACE("in place");

    private final String text;

    Target(String text) {
      this.text = text;
    }
  }

  /// The factor of [Op#FMA] in place.
  public static final float SCALE = 0.5f;

  /// Adam's learning rate, shares and epsilon (Kingma & Ba 2015, section 2).
  public static final double LR = 0.001;

  public static final double BETA1 = 0.9;

  public static final double BETA2 = 0.999;

  public static final double EPSILON = 1e-8;

  /// The task with that name, as in `add 1e6 new`.
  public static Pointwise of(String work) {
    Matcher parts = WORK.matcher(work);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "elementwise: a task is named as in add 1e6 new; got " + work);
    }
    Op op = Op.valueOf(parts.group(1).toUpperCase(Locale.ROOT));
    int size = (int) Math.round(Math.pow(10, Integer.parseInt(parts.group(2))));
    Target target =
        switch (parts.group(3)) {
          case "new" -> Target.NEW;
          case "given" -> Target.GIVEN;
          default -> Target.IN_PLACE;
        };
    return new Pointwise(op, size, target);
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    int exponent = (int) Math.round(Math.log10(size));
    return op.name().toLowerCase(Locale.ROOT) + " 1e" + exponent + " " + target.text;
  }

  /// The operand number `i`. Means of squares are positive; factors in place are 1 or -1, so that a
  /// million runs neither overflow nor vanish.
  public float[] operand(int i) {
    if (op == Op.ADAM && i == 3) {
      return Inputs.uniform(4, size, 0, 1);
    }
    float[] values = Inputs.uniform(1 + i, size, 2);
    if (op == Op.MUL && target == Target.IN_PLACE && i == 1) {
      for (int j = 0; j < size; j++) {
        values[j] = Math.signum(values[j]) < 0 ? -1 : 1;
      }
    }
    return values;
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  @Override
  public double flops() {
    return 0;
  }

  @Override
  public double limitNanos(Limits limits) {
    Limits.Loop loop =
        switch (op) {
          case SUM -> Limits.Loop.READ;
          case ADD, MUL, FMA, ADAM -> Limits.Loop.ADD;
          default -> Limits.Loop.COPY;
        };
    boolean scaled = op == Op.FMA && target == Target.IN_PLACE;
    return limits.nanos(loop, scaled ? 3 : op.arrays, size);
  }

  /// A few units in the last place; the sum of numbers of both signs is nearer to 0 than to them.
  @Override
  public double tolerance() {
    return op == Op.SUM ? 1e-3 : 2e-6;
  }

  @Override
  public void check(float[] numbers) {
    float[][] operands = new float[op.operands()][];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = operand(i);
    }
    if (op == Op.SUM) {
      double sum = 0;
      for (float x : operands[0]) {
        sum += x;
      }
      compare("the sum", new float[] {(float) sum}, numbers);
      return;
    }
    int[] places = {0, 1, size / 3, size / 2, size - 1};
    float[] expected = new float[places.length];
    float[] found = new float[places.length];
    for (int t = 0; t < places.length; t++) {
      expected[t] = (float) expected(operands, places[t]);
      found[t] = numbers[places[t]];
    }
    compare("the operation", expected, found);
  }

  private double expected(float[][] operands, int i) {
    double x = operands[0][i];
    double y = operands.length > 1 ? operands[1][i] : 0;
    return switch (op) {
      case ADD -> x + y;
      case MUL -> x * y;
      case FMA -> target == Target.IN_PLACE ? x + SCALE * y : x * y + operands[2][i];
      case RELU -> Math.max(x, 0);
      case EXP -> Math.exp(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case GELU -> x * normalDistribution(x);
      case SUM -> throw new AssertionError("a sum is not elementwise");
      case ADAM -> {
        double mean = BETA1 * operands[2][i] + (1 - BETA1) * y;
        double square = BETA2 * operands[3][i] + (1 - BETA2) * y * y;
        yield x - LR * (mean / (1 - BETA1)) / (Math.sqrt(square / (1 - BETA2)) + EPSILON);
      }
    };
  }

  /// The normal distribution function, integrated by Simpson's rule: slow and beyond doubt.
  private static double normalDistribution(double x) {
    int steps = 1000;
    double h = x / steps;
    double sum = density(0) + density(x);
    for (int i = 1; i < steps; i++) {
      sum += (i % 2 == 1 ? 4 : 2) * density(i * h);
    }
    return 0.5 + sum * h / 3;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
