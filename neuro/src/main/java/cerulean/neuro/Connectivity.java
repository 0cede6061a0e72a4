package cerulean.neuro;

import cerulean.tensor.Philox;

/// Which cells are connected.
///
/// Asked once per source cell for its targets, or, if [#byTarget], once per target for its sources;
/// each row has a random stream of its own, so rows are made by several threads and the network is
/// the same on any number. The kinds of the engine are made by the static methods.
public interface Connectivity {

  /// Sizes of the two populations, and whether they are the same population.
  record Sizes(int sources, int targets, boolean recurrent) {}

  /// Adds the partners of `cell` to `row`, in any order.
  void row(int cell, Sizes sizes, Philox random, Row row);

  /// Whether rows belong to targets.
  default boolean byTarget() {
    return false;
  }

  /// Whether every source is connected with every target once, so that no indices are needed.
  default boolean isDense(Sizes sizes) {
    return false;
  }

  /// Every source with every target, itself included.
  static Connectivity allToAll() {
    return new Connectivities.AllToAll(true);
  }

  /// Every source with every target but itself.
  static Connectivity allToAllOthers() {
    return new Connectivities.AllToAll(false);
  }

  /// Source i with target i; the populations have the same size.
  static Connectivity oneToOne() {
    return new Connectivities.OneToOne();
  }

  /// Every pair with probability `p`, independent of each other; a cell with itself too.
  static Connectivity fixedProbability(double p) {
    return fixedProbability(p, true);
  }

  /// Every pair with probability `p`, independent of each other.
  ///
  /// `autapses`: whether a cell may be connected with itself
  static Connectivity fixedProbability(double p, boolean autapses) {
    return new Connectivities.FixedProbability(
        Checks.probability("Connectivity.fixedProbability: p", p), autapses);
  }

  /// `degree` targets for every source, all equally likely, a target several times if so drawn, a
  /// cell with itself too.
  static Connectivity fixedOutDegree(int degree) {
    return fixedOutDegree(degree, true, true);
  }

  /// `degree` targets for every source, all equally likely.
  ///
  /// - `autapses`: whether a cell may be connected with itself
  /// - `multapses`: whether a pair may be connected several times
  static Connectivity fixedOutDegree(int degree, boolean autapses, boolean multapses) {
    return new Connectivities.FixedOutDegree(
        Checks.atLeast("Connectivity.fixedOutDegree: degree", 0, degree), autapses, multapses);
  }

  /// `degree` sources for every target, all equally likely, a source several times if so drawn, a
  /// cell with itself too.
  static Connectivity fixedInDegree(int degree) {
    return fixedInDegree(degree, true, true);
  }

  /// `degree` sources for every target, all equally likely.
  ///
  /// - `autapses`: whether a cell may be connected with itself
  /// - `multapses`: whether a pair may be connected several times
  static Connectivity fixedInDegree(int degree, boolean autapses, boolean multapses) {
    return new Connectivities.FixedInDegree(
        Checks.atLeast("Connectivity.fixedInDegree: degree", 0, degree), autapses, multapses);
  }

  /// `degree` sources for every target, each drawn with a share that falls with its distance, a
  /// source several times if so drawn.
  ///
  /// - `share`: only ratios count
  /// - `autapses`: whether a cell may be connected with itself
  static Connectivity fixedInDegree(
      int degree, Positions sources, Positions targets, DistanceKernel share, boolean autapses) {
    return new SpatialConnectivities.InDegreeByDistance(degree, sources, targets, share, autapses);
  }

  /// Every pair with a probability that falls with distance, independent of each other. With a
  /// [DistanceKernel#disc] of peak 1 all pairs within a radius.
  ///
  /// - `sources`, `targets`: places of all cells, in one space; the same for a population with
  ///   itself
  /// - `probability`: at most 1
  /// - `autapses`: whether a cell may be connected with itself
  static Connectivity byDistance(
      Positions sources, Positions targets, DistanceKernel probability, boolean autapses) {
    return new SpatialConnectivities.ByDistance(sources, targets, probability, autapses);
  }

  /// Source `sources[k]` with target `targets[k]`, for every k; weights and delays are asked for in
  /// the order of the sources, those of one source in the order of their targets.
  static Connectivity pairs(int[] sources, int[] targets) {
    return Connectivities.Pairs.of(sources, targets);
  }

  /// These connections of the sources `first .. end` only; other rows stay empty. For kinds whose
  /// rows belong to sources.
  default Connectivity fromSources(int first, int end) {
    if (byTarget()) {
      throw new IllegalArgumentException(
          "Connectivity.fromSources: rows must belong to sources; those of " + this + " do not");
    }
    if (first < 0 || end < first) {
      throw new IllegalArgumentException(
          "Connectivity.fromSources: first must be from 0 on and not above end; got "
              + first
              + " and "
              + end);
    }
    return new Connectivities.FromSources(this, first, end);
  }
}
