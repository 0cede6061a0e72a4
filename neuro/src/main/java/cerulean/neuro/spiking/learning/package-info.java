/// Other ways for spiking layers to learn than backpropagation through a whole sequence: windows of
/// it, e-prop, and local rules that wait for a modulator.
///
/// All of them run the layers of [cerulean.neuro.spiking] as they are. What a synapse has to
/// remember is an eligibility, `[batch, cells, sources]`: memory does not grow with the length of a
/// sequence, but with the number of synapses times the batch.
@NullMarked
package cerulean.neuro.spiking.learning;

import org.jspecify.annotations.NullMarked;
