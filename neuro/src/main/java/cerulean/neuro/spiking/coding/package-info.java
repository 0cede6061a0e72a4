/// Numbers as spikes and spikes as numbers: encoders, decoders, losses of spike trains, penalties
/// on rates, and what a network's spikes cost.
///
/// Spike trains are tensors of zeros and ones, steps first: `[steps, batch, n]`, as
/// [cerulean.neuro.spiking.SpikingLayer]s take and give them.
@NullMarked
package cerulean.neuro.spiking.coding;

import org.jspecify.annotations.NullMarked;
