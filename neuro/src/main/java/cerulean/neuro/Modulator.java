package cerulean.neuro;

/// Something that acts on the network as a whole, at the start of every step: it may write into
/// parameter arrays (followed by [Population#changed]), set [Projection#setStrength], or hold a
/// value that plasticity reads.
public abstract class Modulator extends Component {

  /// For modulators of users.
  protected Modulator() {}

  /// Works once in every step, before any cell advances.
  protected abstract void step(long step, double dtMs);
}
