/// Layers: functions of a variable that own parameters and state.
///
/// [cerulean.nn.Layer] is the contract, and [cerulean.nn.Network] what it has in common with
/// networks of several inputs: names, modes, types. Names, layouts and first weights are PyTorch's;
/// states are loaded by [cerulean.nn.StateDict]. Gain modulation (Rodriguez-Garcia et al.,
/// arXiv:2507.14056) is in three parts: a layer whose weighted sum is multiplied by a gain per unit
/// ([cerulean.nn.GainLinear]), the dynamics of that gain ([cerulean.nn.GainDynamics]), and a
/// network that drives it by its own uncertainty ([cerulean.nn.EntropyGainNetwork]).
@NullMarked
package cerulean.nn;

import org.jspecify.annotations.NullMarked;
