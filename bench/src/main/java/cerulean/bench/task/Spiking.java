package cerulean.bench.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Training of a network of spiking cells, 784-1000-10, for 25 steps of time on a batch of 128
/// images held all the time, by Adam; or a part of it.
///
/// A layer of 1000 leaky cells (decay 0.95, threshold 1, reset by subtraction, arctan surrogate)
/// sends spikes to ten leaky cells that do not fire; the loss is the cross-entropy of their
/// voltages at every step. A fifth of the pixels is not 0, as in handwritten digits.
public record Spiking(Part part) implements Task {

  /// The name of the group.
  public static final String GROUP = "spiking";

  /// Steps of time.
  public static final int STEPS = 25;

  /// Images.
  public static final int BATCH = 128;

  /// Numbers of an image.
  public static final int PIXELS = 784;

  /// Spiking cells.
  public static final int CELLS = 1000;

  /// Classes.
  public static final int CLASSES = 10;

  /// Training steps whose losses are compared.
  public static final int CHECKED_STEPS = 5;

  private static final double SHARE = 0.19;

  private static final String NETWORK = "784-1000-10 ";

  /// What is timed.
  public enum Part {
    /// Forward, backward, update, reading the loss.
    STEP,
    /// The currents of the cells.
    FC1,
    /// The cells over all steps.
    LIF,
    /// The currents of the readout, from spikes.
    FC2,
    /// From the images to the loss.
    FORWARD,
    /// Forward and backward.
    BACKWARD,
    /// The update.
    ADAM;

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The task with that name, as in `784-1000-10 step`.
  public static Spiking of(String work) {
    for (Part part : Part.values()) {
      if (work.equals(NETWORK + part.text())) {
        return new Spiking(part);
      }
    }
    throw new IllegalArgumentException(
        "spiking: a task is named "
            + Arrays.stream(Part.values())
                .map(part -> NETWORK + part.text())
                .collect(Collectors.joining(", "))
            + "; got "
            + work);
  }

  @Override
  public String group() {
    return GROUP;
  }

  @Override
  public String work() {
    return NETWORK + part.text();
  }

  /// The images, one after the other.
  public float[] images() {
    float[] images = Inputs.uniform(1, BATCH * PIXELS, 0, 1);
    float[] shown = Inputs.uniform(2, images.length, 0, 1);
    for (int i = 0; i < images.length; i++) {
      images[i] = shown[i] < SHARE ? images[i] : 0;
    }
    return images;
  }

  /// The class of each image.
  public long[] classes() {
    return Inputs.classes(3, BATCH, CLASSES);
  }

  @Override
  public Unit unit() {
    return Unit.MICROSECONDS;
  }

  /// Those of the products; cells and updates are a matter of memory.
  @Override
  public double flops() {
    double first = 2.0 * BATCH * PIXELS * CELLS;
    double second = 2.0 * STEPS * BATCH * CELLS * CLASSES;
    return switch (part) {
      case FC1 -> first;
      case FC2 -> second;
      case FORWARD -> first + second;
      case STEP, BACKWARD -> 2 * first + 3 * second;
      case LIF, ADAM -> 0;
    };
  }

  /// For the cells a pass over the spikes and the voltages of all steps; for the update one that
  /// reads weights, gradients and two means and writes three of them.
  @Override
  public double limitNanos(Limits limits) {
    return switch (part) {
      case LIF -> limits.nanos(Limits.Loop.COPY, 2, STEPS * BATCH * CELLS);
      case ADAM -> limits.nanos(Limits.Loop.ADD, 7, PIXELS * CELLS + CELLS * CLASSES);
      default -> limits.nanos(flops());
    };
  }

  /// Of losses: a rounding may move a spike.
  @Override
  public double tolerance() {
    return 1e-2;
  }

  /// The numbers are the losses of the first training steps, whatever the part.
  @Override
  public void check(float[] numbers) {
    if (!(numbers[numbers.length - 1] < numbers[0])) {
      throw new WrongResultException(
          this, "the loss does not fall: " + numbers[0] + " became " + numbers[numbers.length - 1]);
    }
  }
}
