/// Gain modulation: outputs of units are multiplied by gains that follow a drive while the network
/// learns (Rodriguez-Garcia et al., arXiv:2507.14056).
///
/// A [cerulean.nn.gain.Gain] says how, in four parts: on what it acts ([cerulean.nn.gain.Place]),
/// how many gains there are ([cerulean.nn.gain.Granularity]), what moves them
/// ([cerulean.nn.gain.Drive]) and how they follow ([cerulean.nn.gain.GainRule]).
/// [cerulean.nn.gain.GainModulated] puts one on any layer, [cerulean.nn.gain.GainNetwork] moves all
/// of a network in the order of the paper's Algorithm 1.
@NullMarked
package cerulean.nn.gain;

import org.jspecify.annotations.NullMarked;
