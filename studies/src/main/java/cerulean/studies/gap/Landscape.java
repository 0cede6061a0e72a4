package cerulean.studies.gap;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/// The loss around the first switch of [SynthSplit], whose network is small enough for it: how
/// sharply it bends while the second task joins, and what it is on the straight line from the
/// weights before the switch to those after.
///
/// All is in the weights that act, `W = g w`; the loss is the joint one, on the same examples of
/// both tasks throughout.
///
/// - `seeds`: of the runs
/// - `walks`: by method, one for each seed
record Landscape(List<Long> seeds, Map<Method, List<Walk>> walks) {

  /// Training iterations that are looked at before and after the switch, and between two looks.
  static final int BEFORE = 10;

  static final int AFTER = 60;

  private static final int EVERY = 2;

  /// Of both tasks, on which the Hessian is taken.
  static final int EXAMPLES = 256;

  /// The largest eigenvalue is looked for until it is known to this share of it, with at most so
  /// many products of the Hessian with a vector.
  static final double TOLERANCE = 0.01;

  private static final int PRODUCTS = 60;

  /// Random vectors of the trace.
  static final int SAMPLES = 8;

  private static final int PLACES = 29;

  /// What one run of a method went through.
  record Walk(List<Look> looks, List<Place> line) {}

  /// A moment of a walk.
  ///
  /// - `since`: training iterations since the switch
  /// - `largest`, `trace`: of the Hessian in the weights that act
  /// - `bound`: how far the nearest eigenvalue can be from `largest`
  /// - `accuracy`: on the test examples of task 1, percent
  /// - `loss`: on both tasks
  record Look(
      int since,
      double largest,
      double bound,
      double trace,
      double gain,
      double accuracy,
      double loss) {}

  /// A place on the straight line through the weights before and after.
  ///
  /// - `at`: 0 at the switch and 1 at the end of the walk
  /// - `first`, `joint`: loss on task 1 (test) and on both tasks
  record Place(double at, double first, double joint) {}

  /// Trains every method through its first switch, once for each seed, from the same weights and
  /// with the same batches.
  ///
  /// - `done`: runs after each walk
  static Landscape of(List<Method> methods, List<Long> seeds, Runnable done) {
    Map<Method, List<Walk>> walks = new EnumMap<>(Method.class);
    for (Method method : methods) {
      List<Walk> ofSeeds = new ArrayList<>();
      for (long seed : seeds) {
        ofSeeds.add(walk(method, seed));
        done.run();
      }
      walks.put(method, ofSeeds);
    }
    return new Landscape(List.copyOf(seeds), walks);
  }

  /// The walks of a method, by seed.
  List<Walk> walks(Method method) {
    return Objects.requireNonNull(walks.get(method));
  }

  /// The mean of a measure from iteration `first` to `last` since the switch, for each seed.
  double[] mean(Method method, int first, int last, ToDoubleFunction<Look> measure) {
    return walks(method).stream()
        .mapToDouble(walk ->
            walk.looks().stream()
                .filter(look -> first <= look.since() && look.since() <= last)
                .mapToDouble(measure)
                .average()
                .orElseThrow())
        .toArray();
  }

  /// The look after the switch at which a measure is highest, the first of them, for each seed.
  List<Look> highest(Method method, ToDoubleFunction<Look> measure) {
    List<Look> found = new ArrayList<>();
    for (Walk walk : walks(method)) {
      Look highest = null;
      for (Look look : walk.looks()) {
        if (look.since() > 0
            && (highest == null || measure.applyAsDouble(look) > measure.applyAsDouble(highest))) {
          highest = look;
        }
      }
      found.add(Objects.requireNonNull(highest));
    }
    return found;
  }

  /// How far the nearest eigenvalue can be from a largest one, as a share of it, at worst.
  double worstBound() {
    return walks.values().stream()
        .flatMap(List::stream)
        .flatMap(walk -> walk.looks().stream())
        .mapToDouble(look -> look.bound() / Math.abs(look.largest()))
        .max()
        .orElseThrow();
  }

  private static Walk walk(Method method, long seed) {
    TaskStream stream = SynthSplit.stream(Philox.of(seed));
    Protocol protocol = SynthSplit.protocol();
    Philox random = Philox.of(seed);
    Philox others = random.split(2);
    Lessons lessons = new Lessons(stream, protocol, random.split(1), others);
    Learner learner = Learner.of(method, protocol, random.split(0), others, lessons);
    Batch both = stream.draw(2, EXAMPLES, random.split(3));
    List<Look> looks = new ArrayList<>();
    learner.beginContext(1);
    for (int i = 0; i < protocol.iterations(); i++) {
      look(learner, stream.test(), both, i - protocol.iterations(), looks);
      learner.learn(lessons.next());
    }
    Tensor before = acting(learner);
    learner.beginContext(2);
    for (int i = 0; i < AFTER; i++) {
      look(learner, stream.test(), both, i, looks);
      learner.learn(lessons.next());
    }
    look(learner, stream.test(), both, AFTER, looks);
    return new Walk(looks, line(learner, before, acting(learner), stream.test(), both));
  }

  private static void look(Learner learner, Batch first, Batch both, int since, List<Look> looks) {
    if (since < -BEFORE || since % EVERY != 0) {
      return;
    }
    double squared = learner.gain() * learner.gain();
    Curvature curvature = Curvature.of(learner.network(), both);
    Curvature.Eigenvalue largest = curvature.largest(TOLERANCE, PRODUCTS, Philox.of(1));
    looks.add(
        new Look(
            since,
            largest.value() / squared,
            largest.bound() / squared,
            curvature.trace(SAMPLES, Philox.of(2)) / squared,
            learner.gain(),
            learner.evaluate(first).accuracy(),
            learner.evaluate(both).loss()));
  }

  /// The weights that act: all gains of a learner are the same number.
  private static Tensor acting(Learner learner) {
    return Curvature.flat(learner.network()).mul(Tensor.scalar((float) learner.gain()));
  }

  private static List<Place> line(
      Learner learner, Tensor from, Tensor to, Batch first, Batch both) {
    Curvature onFirst = Curvature.of(learner.network(), first);
    Curvature onBoth = Curvature.of(learner.network(), both);
    List<Place> line = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      double at = -0.2 + 1.4 * i / (PLACES - 1);
      Tensor acting = from.add(to.sub(from).mul(Tensor.scalar((float) at)));
      // The network multiplies by its gain, so that what is put in must be without.
      Variable raw = Variable.constant(acting.div(Tensor.scalar((float) learner.gain())));
      line.add(
          new Place(
              at,
              NoGrad.call(() -> onFirst.loss(raw)).value().item(),
              NoGrad.call(() -> onBoth.loss(raw)).value().item()));
    }
    return line;
  }
}
