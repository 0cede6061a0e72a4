package cerulean.studies.gap;

import cerulean.autograd.NoGrad;
import cerulean.autograd.Variable;
import cerulean.nn.Layer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/// The loss around the first switch of [SynthSplit], whose network is small enough for it: how
/// sharply it bends while the second task joins, and what it is on the straight line from the
/// weights before the switch to those after.
///
/// All is in the weights that act, `W = g w`; the loss is the joint one, on the same examples of
/// both tasks throughout.
///
/// - `since`: training iterations since the switch
/// - `place`: on the line, 0 before the switch and 1 at its end
/// - `seeds`: of the runs
/// - `walks`: by method, one for each seed
record Landscape(
    List<Integer> since, List<Double> place, List<Long> seeds, Map<Method, List<Walk>> walks) {

  /// Iterations before and after the switch, and between two looks.
  private static final int BEFORE = 10;

  private static final int AFTER = 60;

  private static final int EVERY = 5;

  private static final int EXAMPLES = 256;

  /// The largest eigenvalue is looked for until it is known to this share of it, with at most so
  /// many products of the Hessian with a vector.
  static final double TOLERANCE = 0.01;

  private static final int PRODUCTS = 60;

  /// Random vectors of the trace.
  static final int SAMPLES = 8;

  private static final int PLACES = 29;

  /// What one method did.
  ///
  /// - `largest`, `trace`: of the Hessian in the weights that act, by `since`
  /// - `bound`: how far the nearest eigenvalue can be from `largest`
  /// - `gain`: by `since`
  /// - `first`, `joint`: loss on task 1 and on both, by `place`
  record Walk(
      List<Double> largest,
      List<Double> bound,
      List<Double> trace,
      List<Double> gain,
      List<Double> first,
      List<Double> joint) {}

  /// Trains every method through its first switch, once for each seed, from the same weights and
  /// with the same batches.
  ///
  /// - `done`: runs after each walk
  static Landscape of(List<Method> methods, List<Long> seeds, Runnable done) {
    List<Integer> since = new ArrayList<>();
    for (int i = -BEFORE; i <= AFTER; i += EVERY) {
      since.add(i);
    }
    List<Double> place = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      place.add(-0.2 + 1.4 * i / (PLACES - 1));
    }
    Map<Method, List<Walk>> walks = new EnumMap<>(Method.class);
    for (Method method : methods) {
      List<Walk> ofSeeds = new ArrayList<>();
      for (long seed : seeds) {
        ofSeeds.add(walk(method, seed, since, place));
        done.run();
      }
      walks.put(method, ofSeeds);
    }
    return new Landscape(since, place, seeds, walks);
  }

  /// The mean of `measure` over the looks after the switch, for each seed.
  double[] meanAfter(Method method, Function<Walk, List<Double>> measure) {
    return after(method, measure).mapToDouble(values -> mean(values)).toArray();
  }

  /// The highest of `measure` in the looks after the switch, for each seed.
  double[] highestAfter(Method method, Function<Walk, List<Double>> measure) {
    return after(method, measure).mapToDouble(Collections::max).toArray();
  }

  private Stream<List<Double>> after(Method method, Function<Walk, List<Double>> measure) {
    int first = since.indexOf(0) + 1;
    return walks(method).stream().map(measure).map(values -> values.subList(first, values.size()));
  }

  /// The walks of a method, by seed.
  List<Walk> walks(Method method) {
    return Objects.requireNonNull(walks.get(method));
  }

  /// How far the nearest eigenvalue can be from a largest one, as a share of it, at worst.
  double worstBound() {
    double worst = 0;
    for (Walk walk : walks.values().stream().flatMap(List::stream).toList()) {
      for (int i = 0; i < since.size(); i++) {
        worst = Math.max(worst, walk.bound().get(i) / Math.abs(walk.largest().get(i)));
      }
    }
    return worst;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static Walk walk(Method method, long seed, List<Integer> since, List<Double> place) {
    TaskStream stream = SynthSplit.stream(Philox.of(seed));
    Protocol protocol = SynthSplit.protocol();
    Philox random = Philox.of(seed);
    Philox others = random.split(2);
    Lessons lessons = new Lessons(stream, protocol, random.split(1), others);
    Learner learner = Learner.of(method, protocol, random.split(0), others, lessons);
    Batch both = stream.draw(2, EXAMPLES, Philox.of(seed + 1));
    Walk walk =
        new Walk(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    learner.beginContext(1);
    for (int i = 0; i < protocol.iterations(); i++) {
      look(learner, both, since, i - protocol.iterations(), walk);
      learner.learn(lessons.next());
    }
    Tensor before = acting(learner);
    learner.beginContext(2);
    for (int i = 0; i < AFTER; i++) {
      look(learner, both, since, i, walk);
      learner.learn(lessons.next());
    }
    look(learner, both, since, AFTER, walk);
    line(learner, before, acting(learner), stream.test(), both, place, walk);
    return walk;
  }

  private static void look(Learner learner, Batch both, List<Integer> since, int now, Walk walk) {
    if (since.contains(now)) {
      double squared = learner.gain() * learner.gain();
      Curvature curvature = Curvature.of(learner.network(), both);
      Curvature.Eigenvalue largest = curvature.largest(TOLERANCE, PRODUCTS, Philox.of(1));
      walk.largest().add(largest.value() / squared);
      walk.bound().add(largest.bound() / squared);
      walk.trace().add(curvature.trace(SAMPLES, Philox.of(2)) / squared);
      walk.gain().add(learner.gain());
    }
  }

  /// The weights that act: all gains of a learner are the same number.
  private static Tensor acting(Learner learner) {
    return Curvature.flat(learner.network()).mul(Tensor.scalar((float) learner.gain()));
  }

  private static void line(
      Learner learner,
      Tensor from,
      Tensor to,
      Batch first,
      Batch both,
      List<Double> place,
      Walk walk) {
    Layer network = learner.network();
    network.train(false);
    Curvature onFirst = Curvature.of(network, first);
    Curvature onBoth = Curvature.of(network, both);
    for (double at : place) {
      Tensor acting = from.add(to.sub(from).mul(Tensor.scalar((float) at)));
      // The network multiplies by its gain, so that what is put in must be without.
      Variable raw = Variable.constant(acting.div(Tensor.scalar((float) learner.gain())));
      walk.first().add((double) NoGrad.call(() -> onFirst.loss(raw)).value().item());
      walk.joint().add((double) NoGrad.call(() -> onBoth.loss(raw)).value().item());
    }
    network.train(true);
  }
}
