package cerulean.studies.gap;

import cerulean.nn.Layer;
import cerulean.nn.gain.Gain;
import cerulean.optim.Sgd;
import cerulean.tensor.Philox;
import java.util.Map;

/// How the network of an experiment is made; the same random numbers give the same weights, with
/// gains or without. Inputs are `[batch, features]`.
public sealed interface NetworkPlan permits Perceptron, SlimResNet {

  /// The network without gains.
  Layer plain(Philox random);

  /// The network with the gains of the paper, or, `headOnly`, with one on its last layer alone.
  Layer withGains(Philox random, Gain gain, boolean headOnly);

  /// The gradient descent that goes with gains.
  Sgd modulatedDescent(Layer network, double lr);

  /// Test examples per forward pass.
  int rowsAtOnce();

  /// Every number of it by name.
  Map<String, Object> settings();

  /// What it is, the beginning of a sentence.
  String sentence();

  /// Where gains are, the end of a sentence.
  String gainSentence();
}
