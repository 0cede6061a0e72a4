package cerulean.training;

/// A part of a run that can say what it needs to go on, and go on from it bit for bit.
public interface Resumable {

  /// What is needed to go on. Its tensors may be the part's own: whoever keeps them while the part
  /// goes on copies them.
  PartState state();

  /// Goes on from a state that [#state()] has given. Throws [IllegalArgumentException] with one
  /// sentence if it is not of such a part.
  void restore(PartState state);
}
