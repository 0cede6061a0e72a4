/// Weights that are computed from what is learned, and all parameters as one vector.
///
/// [cerulean.nn.weight.WeightNorm] and [cerulean.nn.weight.SpectralNorm] make a layer of another
/// one's weight and bias, with PyTorch's names in the state.
@NullMarked
package cerulean.nn.weight;

import org.jspecify.annotations.NullMarked;
