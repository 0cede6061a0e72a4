/// Layers: functions of a variable that own parameters and state.
///
/// [cerulean.nn.Layer] is the contract, and [cerulean.nn.Network] what it has in common with
/// networks of several inputs: names, modes, types. Names, layouts and first weights are PyTorch's;
/// states are loaded by [cerulean.nn.StateDict]. Gains on layers are in [cerulean.nn.gain].
@NullMarked
package cerulean.nn;

import org.jspecify.annotations.NullMarked;
