package cerulean.optim;

import cerulean.autograd.Parameter;
import cerulean.tensor.FusedUpdates;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gradient descent on two timescales that is what gain modulation does, for networks that have no
/// gains (Rodriguez-Garcia et al., arXiv:2507.14056).
///
/// A layer with gain computes with `W = g w`, and descent changes `w` by `g dL/dW`. Written for `W`, the
/// weights of a layer without gain:
///
///     g' = gamma g + (1 - gamma) g0 + eta H
///     W = (g' / g) W                            before the forward pass:  drive(H)
///     W = W - lr g^2 dL/dW                      after the backward pass:  step()
///
/// `W` is the sum of a slow part `g0 w` and a fast part `(g - g0) w`, which is there while the drive
/// `H` lasts and then decays by `gamma` a step. The trajectory is that of a network of gain layers on
/// the weighted sum, all with one gain, trained by plain gradient descent: the same but for rounding.
/// With a gain of its own in every unit, with momentum or with weight decay it is another. Parameters
/// beside the gain, such as biases, are a group whose `eta` is 0 and `g0` 1.
public final class GainSgd implements Optimizer<GainSgd.Config> {

  private final Groups<Config> groups;
  private final double[] gains;

  /// An optimizer of several groups. Gains start at 1.
  public GainSgd(List<ParameterGroup<Config>> groups) {
    this.groups = new Groups<>(groups);
    this.gains = new double[groups.size()];
    Arrays.fill(gains, 1);
  }

  /// An optimizer of one group.
  public static GainSgd of(List<Parameter> parameters, Config config) {
    return new GainSgd(List.of(new ParameterGroup<>(parameters, config)));
  }

  @Override
  public List<ParameterGroup<Config>> groups() {
    return groups.all();
  }

  @Override
  public void configure(int index, Config config) {
    groups.configure(index, config);
  }

  /// Moves the gains one step under the drive `h`, and the parameters with them. The paper's drive
  /// is the entropy of the output of the step before.
  ///
  /// @param h finite and not negative
  public void drive(double h) {
    Range.notNegative("GainSgd", "drive", h);
    for (int i = 0; i < gains.length; i++) {
      ParameterGroup<Config> group = groups.all().get(i);
      Config config = group.config();
      double moved = config.gamma * gains[i] + (1 - config.gamma) * config.g0 + config.eta * h;
      double ratio = moved / gains[i];
      gains[i] = moved;
      if (ratio != 1) {
        for (Parameter parameter : group.parameters()) {
          parameter.value().mulInPlace(ratio);
        }
      }
    }
  }

  @Override
  public void step() {
    for (int i = 0; i < gains.length; i++) {
      ParameterGroup<Config> group = groups.all().get(i);
      Config config = group.config();
      double rate = config.lr * gains[i] * gains[i];
      for (Parameter parameter : group.parameters()) {
        Tensor gradient = parameter.grad();
        if (gradient != null) {
          FusedUpdates.sgd(parameter.value(), gradient, rate, 0, 1, config.maximize ? -1 : 1);
        }
      }
    }
  }

  /// The gain of group `index`.
  public double gain(int index) {
    return gains[index];
  }

  /// The slow part of a parameter of group `index`: what it will be when the drive is over.
  public Tensor slow(int index, Parameter parameter) {
    return parameter.value().mul(groups.all().get(index).config().g0 / gains[index]);
  }

  /// The fast part of a parameter of group `index`.
  public Tensor fast(int index, Parameter parameter) {
    return parameter.value().mul(1 - groups.all().get(index).config().g0 / gains[index]);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    groups.writeTo(state);
    for (int i = 0; i < gains.length; i++) {
      double gain = gains[i];
      state.put("param_groups." + i + ".gain", Workspace.outside(() -> Tensor.scalar(gain)));
    }
    return state;
  }

  @Override
  public void load(Map<String, Tensor> state) {
    StateReader reader = new StateReader("GainSgd", state);
    List<Config> configs = groups.read(reader);
    double[] read = new double[gains.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = reader.number("param_groups." + i + ".gain");
    }
    reader.finish();
    for (double gain : read) {
      Range.positive("GainSgd", "gain", gain);
    }
    groups.configureAll(configs);
    System.arraycopy(read, 0, gains, 0, read.length);
  }

  /// - `lr`: learning rate of `w`, not negative; that of `W` is `g^2` times as large
  /// - `gamma`: share of the gain that is kept per step, in `[0, 1)`; the paper uses 0.9
  /// - `g0`: resting gain, positive; the paper uses 1
  /// - `eta`: weight of the drive, not negative; the paper uses 0.1 to 0.5
  /// - `maximize`: climb instead of descend
  public record Config(double lr, double gamma, double g0, double eta, boolean maximize)
      implements Hyperparameters<Config> {

    /// Checks the ranges.
    public Config {
      Range.notNegative("GainSgd", "lr", lr);
      Range.share("GainSgd", "gamma", gamma);
      Range.positive("GainSgd", "g0", g0);
      Range.notNegative("GainSgd", "eta", eta);
    }

    /// The paper's `gamma` 0.9 and `g0` 1, with a rate and an `eta` of the task.
    public static Config ofPaper(double lr, double eta) {
      return new Config(lr, 0.9, 1, eta, false);
    }

    /// Plain gradient descent, for parameters that have no gain.
    public static Config withoutGain(double lr) {
      return ofPaper(lr, 0);
    }

    @Override
    public Config lr(double lr) {
      return new Config(lr, gamma, g0, eta, maximize);
    }

    /// The same with another `gamma`.
    public Config gamma(double gamma) {
      return new Config(lr, gamma, g0, eta, maximize);
    }

    /// The same with another `g0`.
    public Config g0(double g0) {
      return new Config(lr, gamma, g0, eta, maximize);
    }

    /// The same with another `eta`.
    public Config eta(double eta) {
      return new Config(lr, gamma, g0, eta, maximize);
    }

    /// The same with `maximize` on or off.
    public Config maximize(boolean maximize) {
      return new Config(lr, gamma, g0, eta, maximize);
    }
  }
}
