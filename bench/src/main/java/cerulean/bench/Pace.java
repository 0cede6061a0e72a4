package cerulean.bench;

/// How long each contestant is timed.
///
/// - `warmupRounds` of `warmupMillis` before, for Cerulean; peers have one
/// - `rounds` of `millis` for each contestant, in turn
record Pace(int warmupRounds, int warmupMillis, int rounds, int millis) {

  /// What starting a virtual machine, making inputs, checking results and compiling take, as seen.
  private static final double START_SECONDS = 2.3;

  /// What loading a peer takes.
  private static final double PEER_SECONDS = 0.7;

  /// For figures to be kept.
  static final Pace FULL = new Pace(3, 300, 7, 150);

  /// For a glance.
  static final Pace QUICK = new Pace(2, 150, 5, 80);

  /// The pace for long tasks, of which few runs fit a round.
  Pace doubled() {
    return new Pace(warmupRounds, 2 * warmupMillis, rounds, 2 * millis);
  }

  /// About how long a task takes that peers do as well.
  double seconds(int threads, int peers) {
    int contestants = 1 + peers;
    double measured =
        (warmupRounds + peers) * warmupMillis + rounds * contestants * (double) millis;
    double calm =
        threads > 1 && peers > 0
            ? (warmupRounds + peers + rounds * contestants) * Contest.CALM_MILLIS
            : 0;
    return START_SECONDS + peers * PEER_SECONDS + (measured + calm) / 1e3;
  }
}
