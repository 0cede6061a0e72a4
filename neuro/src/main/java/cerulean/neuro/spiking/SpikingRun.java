package cerulean.neuro.spiking;

import cerulean.autograd.Variable;

/// What a layer gives for a sequence.
///
/// @param output the spikes of each step, or the voltages of cells that do not fire, `[steps,
///   batch, n]`
/// @param last the state after the last step
public record SpikingRun(Variable output, SpikingState last) {}
