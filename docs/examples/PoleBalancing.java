import module cerulean.training;

/// An agent learns to balance a pole on a cart by pushing it left or right (Barto, Sutton & Anderson
/// 1983). It tries, and afterwards does more often what came before a long balance: policy
/// gradients, REINFORCE (Williams 1992). The loop is written by hand, for there is no data set.
///
///     java -p studies/target/modules --add-modules cerulean.training docs/examples/PoleBalancing.java
void main() {
  var random = Philox.of(1);
  var policy = Sequential.of(Linear.of(4, 64, random), new Relu(), Linear.of(64, 2, random));
  var adam = Adam.of(policy.parameters(), Adam.Config.withLr(0.005));
  var recent = new ArrayDeque<Integer>();
  double mean = 0;
  int episode = 0;
  while (mean < 195 && episode < 1_000) {
    episode++;
    var states = new ArrayList<float[]>();
    var pushes = new ArrayList<Integer>();
    balance(policy, random, states, pushes);
    try (var _ = Workspace.open()) {
      learn(policy, adam, states, pushes);
    }
    recent.add(states.size());
    if (recent.size() > 50) recent.remove();
    mean = recent.stream().mapToInt(n -> n).average().orElseThrow() * recent.size() / 50;
    if (episode % 50 == 0) System.err.println("episode %d: %.0f steps".formatted(episode, mean));
  }
  IO.println("balances for %.0f of 200 steps after %d episodes".formatted(mean, episode));
}

static final int LONGEST = 200;

/// One episode: from nearly upright until the pole falls, the cart leaves its track, or the time is
/// up. Fills in what was seen and what was done.
void balance(Layer policy, Philox random, List<float[]> states, List<Integer> pushes) {
  var cart = new Cart(random);
  while (cart.stands() && states.size() < LONGEST) {
    float[] state = cart.state();
    double right;
    try (var _ = Workspace.open()) {
      var scores = NoGrad.call(
          () -> policy.forward(Variable.constant(Tensor.of(state, 1, 4))).value());
      right = scores.softmax(1).get(0, 1);
    }
    int push = random.nextDouble() < right ? 1 : 0;
    states.add(state);
    pushes.add(push);
    cart.push(push == 1);
  }
}

/// One step up the gradient of `sum_t log p(push_t) A_t`, where the advantage `A_t` is how many steps
/// were still to come (those far off count less), compared with the mean of the episode.
void learn(Layer policy, Optimizer<?> adam, List<float[]> states, List<Integer> pushes) {
  int steps = states.size();
  float[] seen = new float[4 * steps];
  float[] advantages = new float[steps];
  long[] done = new long[steps];
  float toCome = 0;
  for (int t = steps - 1; t >= 0; t--) {
    System.arraycopy(states.get(t), 0, seen, 4 * t, 4);
    done[t] = pushes.get(t);
    advantages[t] = toCome = 1 + 0.99f * toCome;
  }
  var ahead = Tensor.of(advantages, steps);
  var centred = ahead.sub(ahead.mean());
  var a = centred.div(centred.square().mean().sqrt().add(1e-3));

  adam.step(() -> {
    var logs = policy.forward(Variable.constant(Tensor.of(seen, steps, 4))).logSoftmax(1);
    var chosen = Variable.constant(Tensor.of(done, steps).oneHot(2).to(DType.F32));
    return logs.mul(chosen).sum(false, 1).mul(Variable.constant(a)).mean().neg();
  });
}

/// The mechanics: a cart of 1 kg on a track, a pole of 0.1 kg and 1 m on it, pushes of 10 N for 20 ms
/// each, Euler's method; equations of Florian (2007) without friction.
static final class Cart {
  private double x;
  private double speed;
  private double angle;
  private double spin;

  Cart(Philox random) {
    x = random.nextDouble() * 0.1 - 0.05;
    speed = random.nextDouble() * 0.1 - 0.05;
    angle = random.nextDouble() * 0.1 - 0.05;
    spin = random.nextDouble() * 0.1 - 0.05;
  }

  void push(boolean right) {
    double force = right ? 10 : -10;
    double pushed = (force + 0.05 * spin * spin * Math.sin(angle)) / 1.1;
    double turning = (9.8 * Math.sin(angle) - Math.cos(angle) * pushed)
        / (0.5 * (4.0 / 3 - 0.1 * Math.cos(angle) * Math.cos(angle) / 1.1));
    double faster = pushed - 0.05 * turning * Math.cos(angle) / 1.1;
    x += 0.02 * speed;
    speed += 0.02 * faster;
    angle += 0.02 * spin;
    spin += 0.02 * turning;
  }

  boolean stands() {
    return Math.abs(x) < 2.4 && Math.abs(angle) < Math.toRadians(12);
  }

  float[] state() {
    return new float[] {(float) x, (float) speed, (float) angle, (float) spin};
  }
}
