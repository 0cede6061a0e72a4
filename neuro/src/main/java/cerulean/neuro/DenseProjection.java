package cerulean.neuro;

/// Every source connected with every target: a matrix of weights, 4 bytes a synapse, and one delay.
public final class DenseProjection extends Projection {

  private final float[] weights;
  private final int targets;
  private final int delay;

  DenseProjection(Population source, Port target, String connectivity, float[] weights, int delay) {
    super(source, target, connectivity);
    this.weights = weights;
    this.targets = target.population().size();
    this.delay = delay;
  }

  @Override
  public long synapses() {
    return weights.length;
  }

  @Override
  public float[] weights() {
    return weights;
  }

  @Override
  public int rowStart(int source) {
    return source * targets;
  }

  @Override
  int segmentStart(int source, int part) {
    return source * targets + (part == Parts.of(targets) ? targets : Parts.start(part, targets));
  }

  @Override
  boolean hasOwnDelays() {
    return false;
  }

  @Override
  public int targetOf(int k) {
    return k % targets;
  }

  @Override
  public int delaySteps(int k) {
    return delay;
  }

  @Override
  public int longestDelaySteps() {
    return delay;
  }

  @Override
  public long bytes() {
    return 4L * weights.length;
  }

  @Override
  void deliver(long step, int fromPart, int toPart) {
    double[][] ring = target().ring();
    double[] slot = ring[(int) ((step + delay) % ring.length)];
    int from = Parts.start(fromPart, targets);
    int to = Parts.start(toPart, targets);
    int[] spikes = source().spikes();
    int count = source().spikeCount();
    for (int s = 0; s < count; s++) {
      addRow(weights, spikes[s] * targets, factor(spikes[s]), slot, from, to);
    }
  }

  private static void addRow(
      float[] weights, int row, double factor, double[] slot, int from, int to) {
    for (int j = from; j < to; j++) {
      slot[j] += factor * weights[row + j];
    }
  }

  @Override
  long structure() {
    return 31L * targets + delay;
  }
}
