/// Layers of spiking cells that learn by gradient: the cells that [cerulean.neuro.Simulation]
/// steps, with the same parameters, scheme and step, as functions of [cerulean.autograd.Variable]s.
///
/// Start reading at [cerulean.neuro.spiking.SpikingLayer]. It joins four pieces: a
/// [cerulean.neuro.spiking.Neuron] says how voltages move, a [cerulean.neuro.spiking.Reset] what
/// happens at a spike, a [cerulean.neuro.spiking.Surrogate] what stands for the derivative of a
/// spike, and a [cerulean.neuro.spiking.SpikingState], passed from call to call, is all that a
/// layer remembers. A whole sequence is one kernel and one node of the graph.
@NullMarked
package cerulean.neuro.spiking;

import org.jspecify.annotations.NullMarked;
