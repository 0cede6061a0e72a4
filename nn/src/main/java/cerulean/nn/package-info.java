/// Layers: functions of a variable that own parameters and state.
///
/// [cerulean.nn.Layer] is the contract. Gains on layers are in [cerulean.nn.gain].
@NullMarked
package cerulean.nn;

import org.jspecify.annotations.NullMarked;
