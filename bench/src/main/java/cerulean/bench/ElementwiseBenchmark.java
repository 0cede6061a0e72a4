package cerulean.bench;

import cerulean.bench.task.Pointwise;
import cerulean.bench.task.Task;
import cerulean.bench.task.Work;
import cerulean.tensor.Activations;
import cerulean.tensor.FusedMomentUpdates;
import cerulean.tensor.Into;
import cerulean.tensor.Tensor;
import org.openjdk.jmh.annotations.Param;

/// Elementwise operations and sums, from what fits the first cache to what fits none.
public class ElementwiseBenchmark extends Contest {

  @Param("add 1e6 new")
  private String work = "";

  @Override
  Task task() {
    return Pointwise.of(work);
  }

  /// Whether Cerulean has an operation for the task.
  static boolean knows(Pointwise task) {
    return switch (task.op()) {
      case ADD, MUL, FMA -> true;
      case SUM -> task.target() == Pointwise.Target.NEW;
      case ADAM -> task.target() == Pointwise.Target.IN_PLACE;
      default -> task.target() != Pointwise.Target.IN_PLACE;
    };
  }

  @Override
  Work ours(Task task) {
    Pointwise pointwise = (Pointwise) task;
    if (!knows(pointwise)) {
      throw new IllegalArgumentException("elementwise: Cerulean has no " + task.work());
    }
    Tensor[] x = new Tensor[pointwise.op().operands()];
    for (int i = 0; i < x.length; i++) {
      x[i] = Tensor.wrap(pointwise.operand(i), pointwise.size());
    }
    return switch (pointwise.target()) {
      case NEW -> fresh(pointwise.op(), x);
      case GIVEN -> given(pointwise.op(), x);
      case IN_PLACE -> inPlace(pointwise.op(), x);
    };
  }

  private static Work given(Pointwise.Op op, Tensor[] x) {
    Tensor out = Tensor.zeros(x[0].shape().dims());
    Runnable write =
        switch (op) {
          case ADD -> () -> Into.add(x[0], x[1], out);
          case MUL -> () -> Into.mul(x[0], x[1], out);
          case FMA -> () -> Into.mulAdd(x[0], x[1], x[2], out);
          case RELU -> () -> Into.relu(x[0], out);
          case EXP -> () -> Into.exp(x[0], out);
          case TANH -> () -> Into.tanh(x[0], out);
          case SIGMOID -> () -> Into.sigmoid(x[0], out);
          case GELU -> () -> Into.gelu(x[0], out);
          case SUM, ADAM -> throw new AssertionError(op + " has no form into a given tensor");
        };
    return new InPlace(out, write);
  }

  private static Work inPlace(Pointwise.Op op, Tensor[] x) {
    Runnable change =
        switch (op) {
          case ADD -> () -> x[0].addInPlace(x[1]);
          case MUL -> () -> x[0].mulInPlace(x[1]);
          case FMA -> () -> x[0].addScaledInPlace(x[1], Pointwise.SCALE);
          default -> new AdamSteps(x);
        };
    return new InPlace(x[0], change);
  }

  private static Fresh fresh(Pointwise.Op op, Tensor[] x) {
    return switch (op) {
      case ADD -> () -> x[0].add(x[1]);
      case MUL -> () -> x[0].mul(x[1]);
      case FMA ->
          () -> {
            Tensor product = x[0].mul(x[1]);
            product.addInPlace(x[2]);
            return product;
          };
      case RELU -> () -> x[0].relu();
      case EXP -> () -> x[0].exp();
      case TANH -> () -> x[0].tanh();
      case SIGMOID -> () -> x[0].sigmoid();
      case GELU -> () -> Activations.gelu(x[0]);
      case SUM -> () -> x[0].sum();
      case ADAM -> throw new AssertionError("Adam works in place");
    };
  }

  /// Adam's step, again and again.
  private static final class AdamSteps implements Runnable {
    private final Tensor[] x;
    private long steps;

    AdamSteps(Tensor[] x) {
      this.x = x;
    }

    @Override
    public void run() {
      steps++;
      FusedMomentUpdates.adam(
          x[0],
          x[1],
          x[2],
          x[3],
          Pointwise.LR,
          Pointwise.BETA1,
          Pointwise.BETA2,
          Pointwise.EPSILON,
          0,
          1,
          1,
          steps);
    }
  }
}
